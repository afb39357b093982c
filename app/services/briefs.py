"""Briefs: keep a brief as it is shown, for good, and take erased words out of it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid
from app.locales import gettext
from app.models import Brief
from app.queries.frozen import Shown, pack, written
from app.services.history import ERASED, record
from app.services.rows import pieces
from app.services.traces import Traces
from app.text import fingerprint

SUBJECT = "brief"
MAX_TITLE_CHARS = 200


def freeze(session: Session, shown: Shown, *, title: str, who: str) -> Brief:
    """Keep what a brief shows, under a number of its own; flush.

    Raises:
        Invalid: it shows nothing, or its title is too long.
    """
    named = " ".join(title.replace("\0", "").split())
    if len(named) > MAX_TITLE_CHARS:
        told = gettext("Use at most %(number)s characters.", number=MAX_TITLE_CHARS)
        raise Invalid({"title": told})
    if not shown.places:
        raise Invalid({"id": gettext("There is nothing to keep: no statement fits.")})
    content = pack(shown)
    brief = Brief(title=named or None, who=who, content=content, sha256=fingerprint(content))
    session.add(brief)
    session.flush()
    record(
        session,
        who=who,
        action="freeze",
        subject=SUBJECT,
        subject_id=brief.id or 0,
        after={"statements": [place.id for place in shown.places], "sha256": brief.sha256},
    )
    return brief


def briefs_with(session: Session, article_id: int, traces: Traces) -> tuple[int, ...]:
    """Return the frozen briefs that hold words of an article, or of its title."""
    return tuple(
        brief.id or 0
        for brief in _all(session)
        if _less(brief, article_id, traces) != (brief.title, brief.content)
    )


def erase_words(session: Session, numbers: Sequence[int], article_id: int, traces: Traces) -> None:
    """Take an article's words, title and address out of frozen briefs; all else stays as it was."""
    for part in pieces(list(numbers)):
        for brief in session.execute(sa.select(Brief).where(col(Brief.id).in_(part))).scalars():
            brief.title, brief.content = _less(brief, article_id, traces)
            brief.sha256 = fingerprint(brief.content)
            session.add(brief)
    session.flush()


def _all(session: Session) -> Iterable[Brief]:
    """Yield every brief, one in memory at a time."""
    for number in session.execute(sa.select(col(Brief.id)).order_by(col(Brief.id))).scalars().all():
        brief = session.get_one(Brief, number)
        yield brief
        session.expunge(brief)


def _less(brief: Brief, article_id: int, traces: Traces) -> tuple[str | None, str]:
    """Return a brief's title and content without what an article said."""
    content = json.loads(brief.content)
    for place in content["places"]:
        if place["row"] is not None:
            _clear(place, article_id)
    for name in ("filters", "pairs"):
        content[name] = [
            [field, ERASED if traces.tells([value]) else value] for field, value in content[name]
        ]
    for each in content["left_out"]:
        each["reason"] = ERASED if traces.tells([each["reason"]]) else each["reason"]
    is_told = brief.title is not None and traces.tells([brief.title])
    return ERASED if is_told else brief.title, written(content)


def _clear(place: dict[str, Any], article_id: int) -> None:
    """Take an article's wordings out of a statement, and what the statement has of them."""
    row = place["row"]
    left = [each for each in row["quotes"] if each["article_id"] != article_id]
    gone = len(row["quotes"]) - len(left)
    if not gone:
        return
    place["erased"] += gone
    if not left:
        place["row"] = None
        return
    if row["quotes"][0]["article_id"] == article_id:
        # As on the record itself: what the leading wording gave goes with it.
        row |= {"form": left[0]["form"], "language": left[0]["language"]}
        row |= {"occasion": None, "place": None}
        if row["actor"] is None:
            row["speaker"] = left[0]["speaker_printed"]
    row["quotes"] = left
