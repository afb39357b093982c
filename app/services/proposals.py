"""Proposals: statements that may be one. People accept, refuse and undo, and split again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import N_, gettext
from app.models import (
    Doubt,
    Precision,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    now,
)
from app.services.copies import keep_copies
from app.services.joins import Joined, join, quotes_of, separate, split
from app.services.likeness import PROPOSED, Likeness, bag_of, likeness
from app.services.rows import pieces

# Nobody says more on three days; who seems to is an office through which everything passes.
MOST_CANDIDATES = 200
AROUND = tuple(timedelta(days=offset) for offset in (-1, 0, 1))
GROUP = 500
# The note of a pair whose wording was split off.
SPLIT_OFF = N_("split off")
DECIDED = N_("This was decided already. Reload the page to see how it stands.")


@dataclass(frozen=True)
class _Said:
    """A statement as it is compared: who, when, and the wordings with their articles."""

    id: int
    actor_id: int
    day: date
    wordings: tuple[tuple[int, str, str], ...]


def propose(session: Session, numbers: Iterable[int]) -> int:
    """Propose for each of these statements the older one that it is most like; return how many.

    Only the same actor's words of the same day or the next, in another article, are compared; a
    pair that was proposed before, whatever became of it, is left alone.
    """
    made = 0
    for part in pieces(sorted(set(numbers)), GROUP):
        made += _propose(session, part)
    return made


def _propose(session: Session, numbers: Sequence[int]) -> int:
    asked = session.execute(_comparable().where(col(Statement.id).in_(numbers))).all()
    around = _said_around(session, {(actor, day) for _, actor, day in asked})
    before = {
        number: near
        for number, actor, day in asked
        if (near := [each for each in around[actor, day] if each < number])
    }
    said = _said(session, {*before, *(each for near in before.values() for each in near)})
    known = _known_pairs(session, list(before))
    changed = set()
    for number, near in before.items():
        older = [
            said[each] for each in near if each in said and frozenset((each, number)) not in known
        ]
        best = _most_like(said[number], older) if number in said else None
        if best is not None:
            other, found = best
            session.add(
                ReviewItem(
                    reason=Doubt.POSSIBLE_DUPLICATE,
                    statement_id=number,
                    other_statement_id=other,
                    proposal={
                        "score": round(found.score, 2),
                        "numbers": list(found.numbers),
                        "names": list(found.names),
                        "words": list(found.words),
                    },
                )
            )
            changed.add(number)
    session.flush()
    keep_copies(session, changed)
    return len(changed)


def _comparable() -> sa.Select[Any]:
    columns: Any = col(Statement.id), col(Statement.actor_id), col(Statement.said_on)
    return sa.select(*columns).where(
        col(Statement.merged_into_id).is_(None),
        col(Statement.withdrawn_at).is_(None),
        col(Statement.actor_id).is_not(None),
        col(Statement.said_on).is_not(None),
        col(Statement.said_on_precision) == Precision.DAY,
    )


def _said_around(
    session: Session, asked: Collection[tuple[int, date]]
) -> dict[tuple[int, date], list[int]]:
    """Return what each actor said the day before, that day and the next, the newest first."""
    keys = {(actor, day + offset) for actor, day in asked for offset in AROUND}
    said: defaultdict[tuple[int, date], list[int]] = defaultdict(list)
    for part in pieces(sorted(keys)):
        for number, actor, day in session.execute(_said_on(part)):
            if number is not None:
                said[actor, day].append(number)
    return {
        (actor, day): sorted(
            (number for offset in AROUND for number in said[actor, day + offset]), reverse=True
        )[:MOST_CANDIDATES]
        for actor, day in asked
    }


def _said_on(keys: Collection[tuple[int, date]]) -> sa.Select[Any]:
    """Return the query for what actors said on days; a row of nulls where they said nothing.

    The index by actor and day answers it, see `test_proposals_ask_the_index_by_actor_and_day`.
    """
    named = sa.column("actor_id", sa.Integer), sa.column("said_on", sa.Date)
    asked = sa.values(*named, name="asked").data(list(keys)).cte("asked")
    columns: Any = col(Statement.id), col(Statement.actor_id), col(Statement.said_on)
    # An outer join whose conditions are all its own: else SQLite passes over all statements, and
    # looks each up among the days.
    found = sa.and_(
        columns[1] == asked.c.actor_id,
        columns[2] == asked.c.said_on,
        col(Statement.merged_into_id).is_(None),
        col(Statement.withdrawn_at).is_(None),
        col(Statement.said_on_precision) == Precision.DAY,
    )
    return sa.select(*columns).join_from(asked, Statement, found, isouter=True)


def _said(session: Session, numbers: Collection[int]) -> dict[int, _Said]:
    wordings: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    heads: dict[int, tuple[int, date]] = {}
    query = (
        sa.select(
            col(Statement.id),
            col(Statement.actor_id),
            col(Statement.said_on),
            col(Quote.article_id),
            col(Quote.language),
            col(Quote.text),
        )
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .order_by(col(Quote.id))
    )
    for part in pieces(sorted(numbers)):
        for number, actor, day, *wording in session.execute(
            query.where(col(Statement.id).in_(part))
        ):
            heads[number] = actor, day
            wordings[number].append((wording[0], wording[1], wording[2]))
    return {
        number: _Said(number, actor, day, tuple(wordings[number]))
        for number, (actor, day) in heads.items()
    }


def _most_like(one: _Said, others: Iterable[_Said]) -> tuple[int, Likeness] | None:
    articles = {article for article, _, _ in one.wordings}
    found = [
        (max(_compared(one, other), key=lambda each: each.score), -other.id)
        for other in others
        if articles.isdisjoint(article for article, _, _ in other.wordings)
    ]
    best = max(found, key=lambda each: (each[0].score, each[1]), default=None)
    return (-best[1], best[0]) if best is not None and best[0].score >= PROPOSED else None


def _compared(one: _Said, other: _Said) -> Iterator[Likeness]:
    for _, language, text in one.wordings:
        for _, other_language, other_text in other.wordings:
            yield likeness(bag_of(text, language), bag_of(other_text, other_language))


def _known_pairs(session: Session, numbers: Sequence[int]) -> set[frozenset[int]]:
    """Return the pairs of statements on record that were proposed before, of these statements.

    What was joined to one of a pair counts as that one.
    """
    led = sa.select(col(Statement.id), col(Statement.merged_into_id))
    leads = {
        gone: kept
        for gone, kept in session.execute(led.where(col(Statement.merged_into_id).in_(numbers)))
    }
    about = [*numbers, *leads]
    query = sa.select(col(ReviewItem.statement_id), col(ReviewItem.other_statement_id)).where(
        col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE,
        sa.or_(
            col(ReviewItem.statement_id).in_(about), col(ReviewItem.other_statement_id).in_(about)
        ),
    )
    pairs = session.execute(query).all()
    ends = {end for pair in pairs for end in pair if end not in leads}
    led = led.where(col(Statement.id).in_(ends), col(Statement.merged_into_id).is_not(None))
    leads |= {gone: kept for gone, kept in session.execute(led)}
    return {frozenset(leads.get(end, end) for end in pair) for pair in pairs}


# --------------------------------------------------------------------------------- deciding


def open_item(session: Session, number: int, reason: Doubt) -> ReviewItem:
    """Return a review item that waits, and that nobody else may change in this transaction.

    Raises:
        NotFound: there is none of this kind with this number.
        Invalid: it was decided.
    """
    item = _item(session, number, reason)
    if item.status != ReviewStatus.OPEN:
        raise Invalid({"proposal": gettext(DECIDED)})
    return item


def decided_item(session: Session, number: int, reason: Doubt) -> ReviewItem:
    """Return a review item that was decided, and that nobody else may change meanwhile.

    Raises:
        NotFound: as `open_item`.
        Invalid: it is open.
    """
    item = _item(session, number, reason)
    if item.status == ReviewStatus.OPEN:
        raise Invalid({"proposal": gettext("This is open: there is nothing to undo.")})
    return item


def _item(session: Session, number: int, reason: Doubt) -> ReviewItem:
    query = sa.select(ReviewItem).where(
        col(ReviewItem.id) == number, col(ReviewItem.reason) == reason
    )
    found: ReviewItem | None = None
    if 0 < number <= MAX_ID:
        found = session.execute(query.with_for_update()).scalar_one_or_none()
    if found is None:
        raise NotFound(gettext("There is no such proposal."))
    return found


def accept(session: Session, number: int, *, who: str) -> int:
    """Join the two statements of a proposal; return the number of the one that stays.

    Raises:
        NotFound: there is no such proposal.
        Invalid: it was decided, or there is nothing to join any more.
    """
    item = open_item(session, number, Doubt.POSSIBLE_DUPLICATE)
    one, other = _ends(session, item)
    if one == other:
        raise Invalid({"proposal": gettext(DECIDED)})
    try:
        joined = join(session, one, other)
    except ValueError:
        raise Invalid(
            {"proposal": gettext("Only two statements on record can be joined.")}
        ) from None
    item.proposal = {
        **item.proposal,
        "kept": joined.kept,
        "gone": joined.gone,
        "moved": list(joined.moved),
    }
    close(session, item, ReviewStatus.FIXED)
    record_join(session, joined, who=who)
    keep_copies(session, [joined.kept])
    return joined.kept


def refuse(session: Session, number: int, *, who: str) -> None:
    """Keep the two statements of a proposal apart, for good; the next best may be proposed.

    Raises:
        NotFound: there is no such proposal.
        Invalid: it was decided.
    """
    item = open_item(session, number, Doubt.POSSIBLE_DUPLICATE)
    close(session, item, ReviewStatus.IGNORED)
    session.add(Revision(who=who, action="refuse", subject="review_item", subject_id=number))
    one, _ = _ends(session, item)
    keep_copies(session, [one])
    propose(session, [one])


def undo(session: Session, number: int, *, who: str) -> None:
    """Take back what was decided about a proposal: it is open again, its statements apart.

    Raises:
        NotFound: there is no such proposal.
        Invalid: it is open, or what was joined was taken apart otherwise.
    """
    item = decided_item(session, number, Doubt.POSSIBLE_DUPLICATE)
    if item.status == ReviewStatus.FIXED:
        take_apart(session, item, who=who)
    item.status, item.closed_at, item.note = ReviewStatus.OPEN, None, None
    session.add(item)
    session.add(Revision(who=who, action="undo", subject="review_item", subject_id=number))
    session.flush()
    keep_copies(session, _ends(session, item))


def take_apart(session: Session, item: ReviewItem, *, who: str) -> None:
    """Undo the join that was an item's answer, with history.

    Raises:
        Invalid: what was joined was taken apart otherwise.
    """
    told = dict(item.proposal)
    gone, moved = told.pop("gone", 0), set(told.pop("moved", ()))
    told.pop("kept", None)
    statement = session.get(Statement, gone)
    carrier = statement.merged_into_id if statement is not None else None
    moving = [each for each in quotes_of(session, carrier or 0) if each.id in moved]
    if carrier is None or not moving:
        raise Invalid({"proposal": gettext("These were taken apart already, or joined otherwise.")})
    separate(session, moving, gone)
    item.proposal = told
    session.add(item)
    record(session, who, "undo join", carrier, {"gave back": gone, "quotes": len(moving)})
    record(session, who, "undo join", gone, {"taken out of": carrier})


def split_off(session: Session, quote_id: int, *, who: str) -> int:
    """Take a wording out of its statement; return the number under which it stands then.

    That the two are one is not proposed again; undoing this on the list of proposals opens it.

    Raises:
        NotFound: there is no such quote.
        Invalid: it is the only wording.
    """
    quote = session.get(Quote, quote_id) if 0 < quote_id <= MAX_ID else None
    if quote is None:
        raise NotFound(gettext("There is no such wording."))
    before = quote.statement_id
    rest = [each.id or 0 for each in quotes_of(session, before) if each.id != quote_id]
    try:
        number = split(session, quote)
    except ValueError:
        raise Invalid(
            {"quote": gettext("It cannot be split off: a statement keeps its last wording.")}
        ) from None
    other = session.get_one(Quote, rest[0]).statement_id
    older, newer = sorted((number, other))
    query = sa.select(ReviewItem).where(
        col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE,
        col(ReviewItem.statement_id) == newer,
        col(ReviewItem.other_statement_id) == older,
    )
    item = session.execute(query.limit(1)).scalar_one_or_none() or ReviewItem(
        reason=Doubt.POSSIBLE_DUPLICATE, statement_id=newer, other_statement_id=older
    )
    item.proposal = {
        name: value
        for name, value in item.proposal.items()
        if name not in {"kept", "gone", "moved"}
    }
    item.note = SPLIT_OFF
    close(session, item, ReviewStatus.IGNORED)
    record(session, who, "split off", number, {"quote": quote_id, "from": other})
    record(session, who, "split off", other, {"quote": quote_id, "to": number})
    keep_copies(session, [older, newer])
    return number


def _ends(session: Session, item: ReviewItem) -> tuple[int, int]:
    """Return the statements on record that an item is about now."""
    found = []
    for number in (item.statement_id, item.other_statement_id):
        statement = session.get_one(Statement, number)
        found.append(statement.merged_into_id or statement.id or 0)
    return found[0], found[1]


def close(session: Session, item: ReviewItem, status: ReviewStatus) -> None:
    """Close a review item."""
    item.status, item.closed_at = status, now()
    session.add(item)
    session.flush()


def record(session: Session, who: str, action: str, number: int, after: dict[str, Any]) -> None:
    """Write into a statement's history."""
    session.add(
        Revision(who=who, action=action, subject="statement", subject_id=number, after=after)
    )


def record_join(session: Session, joined: Joined, *, who: str) -> None:
    """Write a join into the history of both statements."""
    record(session, who, "join", joined.kept, {"joined": joined.gone, "quotes": len(joined.moved)})
    record(session, who, "join", joined.gone, {"leads to": joined.kept})
