"""Frozen: briefs that were kept as they were shown, and what became of their statements since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import NotFound, Unavailable
from app.locales import N_, gettext, named
from app.models import SIDE_NAMES, Brief, Side
from app.queries.briefs import LeftOut, find_standing
from app.queries.rows import Named, QuoteRow, StatementRow, rows

# Of how `content` is written; what was written once is read for ever.
VERSION = 1


@dataclass(frozen=True)
class Place:
    """A statement's place in a frozen brief.

    Attributes:
        row: as it was; None where its words were erased for legal reasons.
        articles: that carried it, in the order of its wordings; erased ones too.
        erased: how many of its wordings were erased.
    """

    id: int
    row: StatementRow | None
    articles: tuple[int, ...]
    erased: int = 0

    @classmethod
    def of(cls, row: StatementRow) -> "Place":
        """Return the place of a statement as it is now."""
        return cls(row.id, row, tuple(quote.article_id for quote in row.quotes))


@dataclass(frozen=True)
class Shown:
    """What a brief shows, and from where.

    Attributes:
        filters: what was asked for, in words: a name and a value each.
        pairs: the same as URL pairs.
        by: how its statements are grouped; `places` are in the order of the list.
        total: how many there would have been without the limit.
    """

    filters: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]
    by: str
    total: int
    undated_left_out: int
    left_out: tuple[LeftOut, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class FrozenRow:
    """A frozen brief in a list."""

    id: int
    title: str | None
    who: str
    frozen_at: datetime
    statements: int

    @property
    def path(self) -> str:
        """The path of its page, for good."""
        return f"/briefs/{self.id}"


@dataclass(frozen=True)
class Frozen:
    """A frozen brief."""

    row: FrozenRow
    shown: Shown
    sha256: str


@dataclass(frozen=True)
class Since:
    """What became of a statement since a brief was frozen.

    Attributes:
        state: changed, joined, withdrawn or erased.
        joined_to: the statement that it is now.
        fields: what changed, each with how it is now, as far as that is short.
        erased: how many of its wordings were erased.
        reason: why it was withdrawn or erased.
    """

    id: int
    state: str
    joined_to: int | None = None
    fields: tuple[tuple[str, str | None], ...] = ()
    erased: int = 0
    reason: str | None = None

    @property
    def path(self) -> str:
        """Where it is now."""
        return f"/statements/{self.joined_to or self.id}"


# ------------------------------------------------------------------------------ as JSON and back


def pack(shown: Shown) -> str:
    """Return what a brief shows as JSON, always in the same characters."""
    content = {
        "version": VERSION,
        "filters": shown.filters,
        "pairs": shown.pairs,
        "by": shown.by,
        "total": shown.total,
        "undated_left_out": shown.undated_left_out,
        "left_out": [{"id": each.id, "reason": each.reason} for each in shown.left_out],
        "places": [_packed(place) for place in shown.places],
    }
    return written(content)


def written(content: dict[str, Any]) -> str:
    """Return content as JSON, always in the same characters."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _packed(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"id": place.id, "articles": place.articles, "row": None}
    found["erased"] = place.erased
    if place.row is not None:
        # What people write beside the record is not frozen with it.
        row = place.row._replace(notes=None)
        found["row"] = row._asdict() | {
            "actor": _packed_name(row.actor),
            # A brief shows neither notes nor translations.
            "notes": None,
            "topics": [_packed_name(topic) for topic in row.topics],
            "added_at": row.added_at.astimezone(UTC).isoformat(),
            "quotes": [
                quote._replace(translations=())._asdict()
                | {
                    "outlet": _packed_name(quote.outlet),
                    "translations": (),
                    "published_on": quote.published_on.isoformat() if quote.published_on else None,
                }
                for quote in row.quotes
            ],
        }
    return found


def _packed_name(named: Named | None) -> dict[str, str] | None:
    return named._asdict() if named else None


def unpack(content: str) -> Shown:
    """Return what `pack` wrote.

    Raises:
        ValueError: it did not write this.
    """
    try:
        found = json.loads(content)
        if found["version"] != VERSION:
            raise ValueError(f"version {found['version']}")
        return Shown(
            filters=tuple((name, value) for name, value in found["filters"]),
            pairs=tuple((name, value) for name, value in found["pairs"]),
            by=found["by"],
            total=found["total"],
            undated_left_out=found["undated_left_out"],
            left_out=tuple(LeftOut(each["id"], each["reason"]) for each in found["left_out"]),
            places=tuple(_unpacked(place) for place in found["places"]),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"no brief: {problem!r}") from None


def _unpacked(place: dict[str, Any]) -> Place:
    row = place["row"]
    if row is not None:
        row = StatementRow(**row)._replace(
            actor=_unpacked_name(row["actor"]),
            topics=tuple(Named(**topic) for topic in row["topics"]),
            added_at=datetime.fromisoformat(row["added_at"]),
            quotes=tuple(_unpacked_quote(quote) for quote in row["quotes"]),
        )
    return Place(place["id"], row, tuple(place["articles"]), place["erased"])


def _unpacked_quote(quote: dict[str, Any]) -> QuoteRow:
    day = quote["published_on"]
    return QuoteRow(**quote)._replace(
        parts=tuple((start, end) for start, end in quote["parts"]),
        outlet=_unpacked_name(quote["outlet"]),
        translations=(),
        published_on=date.fromisoformat(day) if day else None,
    )


def _unpacked_name(named: dict[str, str] | None) -> Named | None:
    return Named(**named) if named else None


# ------------------------------------------------------------------------------ reading


def get_frozen(session: Session, number: int) -> Frozen:
    """Return a frozen brief as it was.

    Raises:
        NotFound: there is none with this number.
        Unavailable: it is damaged.
    """
    found = session.get(Brief, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no frozen brief %(number)s.", number=number))
    try:
        return Frozen(_listed(found), unpack(found.content), found.sha256)
    except ValueError:
        told = gettext("This brief is damaged: see `python -m app check`.")
        raise Unavailable(told) from None


def find_frozen(
    session: Session, number: int, per: int, after: int | None = None
) -> tuple[list[FrozenRow], int]:
    """Return a page of the frozen briefs, the last first, and how many there are.

    Args:
        after: behind the brief of this number, whatever the page's number says.
    """
    total = session.execute(sa.select(sa.func.count(col(Brief.id)))).scalar_one()
    query = sa.select(Brief).order_by(col(Brief.id).desc()).limit(per)
    behind = col(Brief.id) < after if after is not None else sa.true()
    query = query.where(behind).offset(0 if after is not None else (number - 1) * per)
    return [_listed(each) for each in session.execute(query).scalars()], total


def _listed(brief: Brief) -> FrozenRow:
    try:
        places = len(unpack(brief.content).places)
    except ValueError:
        # `check` tells; the others are still listed.
        places = 0
    return FrozenRow(brief.id or 0, brief.title, brief.who, brief.frozen_at, places)


def find_changes(session: Session, places: Sequence[Place]) -> list[Since]:
    """Return what became of a brief's statements since, in its order; the others stand as then."""
    standing = find_standing(session, [place.id for place in places])
    now = {row.id: row for row in rows(session, [each.id for each in standing.values() if each.id])}
    told: list[Since] = []
    for place in places:
        here = standing[place.id]
        if place.row is None:
            told.append(Since(place.id, "erased", reason=here.reason))
        elif here.id is None:
            told.append(Since(place.id, "withdrawn", reason=here.reason))
        elif here.id != place.id:
            told.append(Since(place.id, "joined", here.id))
        elif place.erased or place.id not in now or _differing(place.row, now[place.id]):
            fields = _differing(place.row, now[place.id]) if place.id in now else ()
            told.append(Since(place.id, "changed", fields=fields, erased=place.erased))
    return told


def _differing(then: StatementRow, now: StatementRow) -> tuple[tuple[str, str | None], ...]:
    """Return what differs between a statement then and now, each with how it is now."""
    side = gettext(SIDE_NAMES[Side(now.side)]) if now.side else gettext("not known")
    office = named(now.office) if now.office else gettext("not known")
    topics = ", ".join(named(each.name) for each in now.topics)
    found: list[tuple[str, object, object, str | None]] = [
        (N_("speaker"), _speaker(then), _speaker(now), now.speaker or gettext("not known")),
        (N_("office"), then.office, now.office, office),
        (N_("side"), then.side, now.side, side),
        (N_("day said"), _day(then), _day(now), now.said_on or gettext("not known")),
        (N_("words"), (then.text, then.form), (now.text, now.form), None),
        (N_("occasion"), then.occasion, now.occasion, now.occasion or gettext("none")),
        (N_("place"), then.place, now.place, now.place or gettext("none")),
        (N_("topics"), {*then.topics}, {*now.topics}, topics),
        (N_("sources"), _sources(then), _sources(now), None),
    ]
    return tuple((gettext(name), told) for name, before, after, told in found if before != after)


def _speaker(row: StatementRow) -> tuple[Named | None, str | None]:
    return row.actor, row.speaker


def _day(row: StatementRow) -> tuple[str | None, str]:
    return row.said_on, row.said_on_basis


def _sources(row: StatementRow) -> set[tuple[object, ...]]:
    return {
        (each.article_id, each.article_title, each.outlet, each.published_on, each.url, each.via)
        for each in row.quotes
    }
