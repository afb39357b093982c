"""Reports: what a reader says is wrong with a statement; editors find it in the queue."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid, Unreadable
from app.locales import N_, Words, gettext
from app.locales import number as written
from app.models import Doubt, ReviewItem, ReviewStatus
from app.readers.document import check_line
from app.text import normalise

# What may be wrong, by the value of the form.
KINDS = Words(
    {
        "speaker": N_("the wrong speaker"),
        "words": N_("not the words of the source"),
        "day": N_("the wrong day"),
        "topic": N_("the wrong topic"),
        "source": N_("the source says otherwise now"),
        "other": N_("something else"),
    }
)
MIN_CHARS, MAX_CHARS, MAX_CONTACT_CHARS = 5, 2_000, 200
# Beyond these nobody learns more from further reports before an editor has looked.
MOST_OPEN = 50


def report(session: Session, number: int, *, kind: str, words: str, contact: str) -> None:
    """Put a reader's report on a statement into the queue; the same one twice is one.

    The statement stays as it is and is not marked: a report is for editors alone.

    Args:
        contact: how to answer, empty for nothing.

    Raises:
        Invalid: the kind is unknown, words are missing or too long, or too many wait.
    """
    problems = {}
    if kind not in KINDS:
        problems["kind"] = gettext("Choose what is wrong.")
    told = _text(words, "words", problems)
    if len(told) < MIN_CHARS:
        problems.setdefault("words", gettext("Say in a few words what is wrong."))
    elif len(told) > MAX_CHARS:
        problems["words"] = gettext("At most %(most)s characters.", most=written(MAX_CHARS))
    try:
        answer = check_line(contact)
    except ValueError as problem:
        answer, problems["contact"] = "", str(problem)
    if len(answer) > MAX_CONTACT_CHARS:
        problems["contact"] = gettext(
            "At most %(most)s characters.", most=written(MAX_CONTACT_CHARS)
        )
    if problems:
        raise Invalid(problems)
    query = sa.select(col(ReviewItem.subject)).where(
        col(ReviewItem.statement_id) == number,
        col(ReviewItem.reason) == Doubt.READERS_REPORT,
        col(ReviewItem.status) == ReviewStatus.OPEN,
    )
    waiting = list(session.execute(query).scalars())
    if told in waiting:
        return
    if len(waiting) >= MOST_OPEN:
        raise Invalid({"words": gettext("Many reports on this statement wait to be read already.")})
    session.add(
        ReviewItem(
            reason=Doubt.READERS_REPORT,
            statement_id=number,
            subject=told,
            proposal={"kind": kind} | ({"contact": answer} if answer else {}),
        )
    )
    session.flush()


def _text(given: str, name: str, problems: dict[str, str]) -> str:
    try:
        return normalise(given).strip()
    except Unreadable as problem:
        problems[name] = problem.message
        return ""
