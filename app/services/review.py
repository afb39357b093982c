"""Review: settle doubts one by one or many at once, with history, and take that back.

A doubt is settled by a correction of its statement, by keeping what is there, or by ignoring it
with a reason. Each answer writes one revision of its review item, which names the corrections that
it made: taking it back takes them back too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import N_, gettext
from app.models import Doubt, ReviewItem, ReviewStatus, Revision, Statement
from app.queries.cases import PAIRS
from app.services import near_copies, proposals
from app.services.answers import KEPT, KINDS, SPEAKER, Fix
from app.services.copies import keep_copies
from app.services.corrections.lines import line
from app.services.corrections.statements import add_topic, set_day, set_speaker
from app.services.history import record
from app.services.links import remove_link
from app.services.proposals import close
from app.services.reverts import revert

SUBJECT = "review_item"
# What one press of a button may settle: the record is locked meanwhile.
MOST_AT_ONCE = 500
SETTLED = ("fix", "keep", "ignore")
DECIDED = N_("This was decided already, perhaps by somebody else. Look at how it stands now.")


@dataclass(frozen=True)
class Act:
    """What one press of a button did.

    Attributes:
        number: of its last revision, by which it is taken back.
        settled: the doubts that it settled, those of the same statements with them.
        failed: why some could not be settled, with how many.
    """

    number: int
    settled: tuple[int, ...]
    failed: dict[str, int] = field(default_factory=dict)


# --------------------------------------------------------------------------------- one doubt


def settle(
    session: Session,
    number: int,
    fixes: Sequence[Fix],
    *,
    who: str,
    seen: int | None = None,
    note: str | None = None,
) -> Act:
    """Settle a doubt by one answer, or by several corrections at once.

    Args:
        seen: the version of its statement that was shown, see `history.change`.
        note: why; needed to ignore it.

    Raises:
        NotFound: there is no such doubt.
        ChangedMeanwhile: its statement was changed since.
        Invalid: it was decided, or cannot be settled so.
    """
    item = _open(session, number)
    told = _settle(session, item, fixes, who=who, seen=seen, note=note)
    session.flush()
    keep_copies(session, _statements([item]))
    return Act(told.id or 0, _settled_by(session, [told]))


def _settle(
    session: Session,
    item: ReviewItem,
    fixes: Sequence[Fix],
    *,
    who: str,
    seen: int | None = None,
    note: str | None = None,
    first: int | None = None,
) -> Revision:
    """Settle an open doubt; whoever calls keeps the copies of its statement.

    Args:
        first: the revision of the first doubt that the same act settled.
    """
    why = line(note, "note")
    kinds = {fix.kind for fix in fixes}
    allowed = KINDS[Doubt(item.reason)] | ({"keep"} if item.reason in KEPT else set()) | {"ignore"}
    if not kinds or not kinds <= allowed:
        raise Invalid({"fix": gettext("A doubt of this kind is not settled so.")})
    if "ignore" in kinds and why is None:
        raise Invalid({"note": gettext("Say why: whoever looks later will want to know.")})
    changes: list[int] = []
    for fix in fixes:
        change = _apply(session, item, fix, who=who, seen=seen, note=why)
        # What was shown was checked: the corrections of one form follow one another.
        seen = None
        changes += [change.id or 0] if change is not None else []
    action = kinds.pop() if kinds <= {"keep", "ignore"} else "fix"
    status = ReviewStatus.FIXED if action == "fix" else ReviewStatus.IGNORED
    if item.reason not in PAIRS:
        item.note = why or (KEPT[Doubt(item.reason)] if action == "keep" else None)
        close(session, item, status)
    after: dict[str, Any] = {"status": status.value}
    after |= {"changes": changes} if changes else {}
    after |= {"with": first} if first is not None else {}
    return record(
        session,
        who=who,
        action=action,
        subject=SUBJECT,
        subject_id=item.id or 0,
        before={"status": ReviewStatus.OPEN.value},
        after=after,
        note=item.note,
    )


def _apply(
    session: Session, item: ReviewItem, fix: Fix, *, who: str, seen: int | None, note: str | None
) -> Revision | None:
    """Do what an answer says beyond closing the doubt; return the correction, if it was one."""
    number = item.id or 0
    if item.reason == Doubt.POSSIBLE_DUPLICATE:
        if fix.kind == "pair":
            proposals.accept(session, number, who=who)
        else:
            proposals.refuse(session, number, who=who)
            item.note = note
        return None
    if item.reason == Doubt.NEAR_COPY:
        if fix.kind == "pair":
            near_copies.accept_copy(session, number, who=who)
        else:
            near_copies.refuse_copy(session, number, who=who)
            item.note = note
        return None
    if fix.kind in {"keep", "ignore", "done"}:
        return None
    if fix.kind == "unlink":
        return remove_link(session, int(item.proposal.get("link", 0)), who=who)
    statement = _statement(session, item)
    how: dict[str, Any] = {"who": who, "seen": seen}
    if fix.kind in SPEAKER:
        actor = fix.value if fix.kind == "actor" else None
        printed = fix.value if fix.kind == "printed" else None
        return set_speaker(session, statement, actor=actor, printed=printed, note=note, **how)
    if fix.kind == "day":
        return set_day(session, statement, fix.value, note=note, **how)
    return add_topic(session, statement, fix.value, **how)


def _open(session: Session, number: int) -> ReviewItem:
    item = _get(session, number)
    if item.status != ReviewStatus.OPEN:
        raise Invalid({"doubt": gettext(DECIDED)})
    return item


def _get(session: Session, number: int) -> ReviewItem:
    found: ReviewItem | None = None
    if 0 < number <= MAX_ID:
        query = sa.select(ReviewItem).where(col(ReviewItem.id) == number).with_for_update()
        found = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound(gettext("There is no such doubt."))
    return found


def _statement(session: Session, item: ReviewItem) -> int:
    """Return the number of the statement on record that a doubt is about."""
    if item.statement_id is None:
        raise Invalid(
            {"doubt": gettext("This is about a whole article: correct it on the article’s page.")}
        )
    statement = session.get_one(Statement, item.statement_id)
    return statement.merged_into_id or statement.id or 0


def _statements(items: Iterable[ReviewItem]) -> set[int]:
    """Return the statements whose copies follow from these doubts."""
    return {item.statement_id for item in items if item.statement_id is not None}


def _settled_by(session: Session, told: Sequence[Revision]) -> tuple[int, ...]:
    """Return the doubts that were settled by these answers and their corrections."""
    changes = [number for each in told for number in each.after.get("changes", [])]
    query = sa.select(col(Revision.after)).where(col(Revision.id).in_(changes))
    found = {each.subject_id for each in told}
    for after in session.execute(query).scalars() if changes else ():
        found |= {int(number) for number in after.get("doubts", {})}
    return tuple(sorted(found))


# --------------------------------------------------------------------------------- many


def settle_many(
    session: Session,
    numbers: Iterable[int],
    fix: Fix | None,
    *,
    who: str,
    note: str | None = None,
    proposed: dict[int, Fix] | None = None,
) -> Act:
    """Settle doubts by the same answer, or each by its own; those that cannot be are told.

    Args:
        fix: the answer; None takes `proposed`, by the doubt's number.

    Raises:
        Invalid: there are none, there are too many at once, or none could be settled.
    """
    wanted = sorted(set(numbers))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise Invalid(
            {
                "item": gettext(
                    "Choose at least one doubt, and at most %(most)s at once.", most=MOST_AT_ONCE
                )
            }
        )
    told: list[Revision] = []
    items: list[ReviewItem] = []
    failed: dict[str, int] = {}
    for number in wanted:
        try:
            with session.begin_nested():
                answer = fix or (proposed or {}).get(number)
                if answer is None:
                    raise Invalid({"fix": gettext("Nothing is proposed.")})
                item = _get(session, number)
                if item.status != ReviewStatus.OPEN:
                    # Perhaps by the answer before it: one statement may have several doubts.
                    continue
                first = told[0].id if told else None
                told.append(_settle(session, item, [answer], who=who, note=note, first=first))
                items.append(item)
        except Invalid as problem:
            for words in problem.problems.values():
                failed[words] = failed.get(words, 0) + 1
    if not told:
        raise Invalid({"item": next(iter(failed), gettext(DECIDED))})
    keep_copies(session, _statements(items))
    return Act(told[-1].id or 0, _settled_by(session, told), failed)


# --------------------------------------------------------------------------------- taking back


def reopen(session: Session, number: int, *, who: str) -> None:
    """Take back how one doubt was settled: it is open again.

    Raises:
        NotFound: there is no such doubt.
        Invalid: it is open, or what its correction set was changed again since.
    """
    item = _get(session, number)
    if item.status == ReviewStatus.OPEN:
        raise Invalid({"doubt": gettext("This is open: there is nothing to take back.")})
    query = (
        sa.select(Revision)
        .where(
            col(Revision.subject) == SUBJECT,
            col(Revision.subject_id) == number,
            col(Revision.action).in_(SETTLED),
            col(Revision.id).not_in(_taken_back()),
        )
        .order_by(col(Revision.id).desc())
    )
    _reopen(session, item, session.execute(query.limit(1)).scalar_one_or_none(), who=who)
    keep_copies(session, _statements([item]))


def undo(session: Session, number: int, *, who: str) -> tuple[int, ...]:
    """Take back all that one press of a button did; return the doubts that are open again.

    Args:
        number: of the act, see `Act`.

    Raises:
        NotFound: there is no such act.
        Invalid: it was taken back, or what a correction set was changed again since.
    """
    last = session.get(Revision, number) if 0 < number <= MAX_ID else None
    if last is None or last.subject != SUBJECT or last.action not in SETTLED:
        raise NotFound(gettext("There is nothing of that kind to take back."))
    first = last.after.get("with", last.id)
    query = (
        sa.select(Revision)
        .where(
            col(Revision.id).between(first, number),
            col(Revision.subject) == SUBJECT,
            col(Revision.action).in_(SETTLED),
            col(Revision.who) == last.who,
            col(Revision.id).not_in(_taken_back()),
        )
        .order_by(col(Revision.id).desc())
    )
    told = [
        each
        for each in session.execute(query).scalars()
        if each.id == first or each.after.get("with") == first
    ]
    items = []
    for each in told:
        item = session.get(ReviewItem, each.subject_id)
        # What was erased since stays erased.
        if item is not None and item.status != ReviewStatus.OPEN:
            _reopen(session, item, each, who=who)
            items.append(item)
    if not items:
        raise Invalid({"act": gettext("This was taken back already.")})
    keep_copies(session, _statements(items))
    return tuple(item.id or 0 for item in items)


def _taken_back() -> sa.Select[Any]:
    return sa.select(col(Revision.reverts_id)).where(col(Revision.reverts_id).is_not(None))


def _reopen(session: Session, item: ReviewItem, told: Revision | None, *, who: str) -> None:
    before, number = item.status, item.id or 0
    if item.reason == Doubt.POSSIBLE_DUPLICATE:
        proposals.undo(session, number, who=who)
    elif item.reason == Doubt.NEAR_COPY:
        near_copies.undo_copy(session, number, who=who)
    else:
        for change in reversed(told.after.get("changes", []) if told is not None else []):
            # It may have been taken back on its statement's page.
            query = sa.select(col(Revision.id)).where(col(Revision.reverts_id) == change)
            if session.execute(query.limit(1)).first() is None:
                revert(session, change, who=who)
        item.status, item.closed_at = ReviewStatus.OPEN, None
    item.note = None
    session.add(item)
    session.flush()
    record(
        session,
        who=who,
        action="open again",
        subject=SUBJECT,
        subject_id=number,
        before={"status": str(before)},
        after={"status": ReviewStatus.OPEN.value},
        reverts_id=told.id if told is not None else None,
    )


def last_act(session: Session, who: str) -> tuple[Revision, int] | None:
    """Return the last revision of what a person settled last, and how many doubts that were.

    None where they settled nothing, or took it back.
    """
    query = (
        sa.select(Revision)
        .where(col(Revision.who) == who, col(Revision.subject) == SUBJECT)
        .order_by(col(Revision.id).desc())
    )
    last = session.execute(query.limit(1)).scalar_one_or_none()
    if last is None or last.action not in SETTLED:
        return None
    # They were written in one transaction, one behind the other.
    count = sa.select(sa.func.count()).where(
        col(Revision.id).between(last.after.get("with", last.id), last.id),
        col(Revision.subject) == SUBJECT,
        col(Revision.who) == who,
    )
    return last, int(session.execute(count).scalar_one())
