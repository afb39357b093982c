"""Remarks: notes on a statement, and translations of its wordings, named as such.

Their words stay out of history, which tells only that one is shown or is not: so they can go with
what they are about.
"""

from sqlmodel import Session

from app.errors import Invalid, NotFound
from app.locales import N_, gettext
from app.models import (
    LANGUAGE_NAMES,
    Note,
    Quote,
    Revision,
    Statement,
    Translation,
    Translator,
    now,
)
from app.services.corrections.lines import line, prose
from app.services.history import Keeper, Values, change, record

SHOWN = {"shown": True}
HIDDEN = {"shown": False}


def add_note(session: Session, statement: int, text: str, *, who: str) -> Revision:
    """Write a note on a statement, for everybody who reads its page.

    Raises:
        NotFound: there is no such statement.
        Invalid: there are no words, or too many.
    """
    if session.get(Statement, statement) is None:
        raise NotFound(gettext("There is no statement %(number)s.", number=statement))
    note = Note(statement_id=statement, text=prose(text, "note", gettext("Write the note.")))
    session.add(note)
    session.flush()
    return record(
        session, who=who, action="add note", subject="note", subject_id=note.id or 0,
        before=HIDDEN, after=SHOWN,
    )  # fmt: skip


def add_translation(
    session: Session,
    quote: int,
    *,
    language: str,
    text: str,
    by: str,
    source: str | None = None,
    who: str,
) -> Revision:
    """Put a translation beside a wording; the quote stays what its source printed.

    Args:
        by: see `Translator`.
        source: which outlet, person or machine.

    Raises:
        NotFound: there is no such quote.
        Invalid: a field is not what it should be; one message for each.
    """
    found = session.get(Quote, quote)
    if found is None:
        raise NotFound(gettext("There is no such wording."))
    problems = {}
    if language not in LANGUAGE_NAMES or language == "und":
        problems["language"] = gettext("Choose the language of the translation.")
    elif language == found.language:
        problems["language"] = gettext("The wording is in this language itself.")
    if by not in set(Translator):
        problems["by"] = gettext("Say who translated it.")
    if problems:
        raise Invalid(problems)
    made = Translation(
        quote_id=quote,
        language=language,
        text=prose(text, "translation", gettext("Write the translation.")),
        by=Translator(by),
        source=line(source, "source"),
    )
    session.add(made)
    session.flush()
    return record(
        session, who=who, action="add translation", subject="translation",
        subject_id=made.id or 0, before=HIDDEN, after=SHOWN,
    )  # fmt: skip


def remove_note(session: Session, number: int, *, who: str) -> Revision | None:
    """Show a note no more.

    Raises:
        NotFound: there is none.
    """
    return change(session, NOTE, number, dict(HIDDEN), who=who, action="remove note")


def remove_translation(session: Session, number: int, *, who: str) -> Revision | None:
    """Show a translation no more.

    Raises:
        NotFound: there is none.
    """
    return change(session, TRANSLATION, number, dict(HIDDEN), who=who, action="remove translation")


def _keeper(table: type[Note] | type[Translation], subject: str, missing: str) -> Keeper:
    def get(session: Session, number: int) -> Note | Translation:
        found: Note | Translation | None = session.get(table, number)  # type: ignore[assignment]
        if found is None:
            raise NotFound(gettext(missing))
        return found

    def read(session: Session, number: int, _like: Values) -> Values:
        return {"shown": get(session, number).removed_at is None}

    def write(session: Session, number: int, values: Values) -> None:
        found = get(session, number)
        found.removed_at = None if values["shown"] else now()
        session.add(found)

    return Keeper(subject, frozenset(SHOWN), read, write)


NOTE = _keeper(Note, "note", N_("There is no such note."))
TRANSLATION = _keeper(Translation, "translation", N_("There is no such translation."))
