"""Corrections: what the forms on the pages of statements and wordings set."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.db import MAX_ID
from app.deps import CurrentEditor, ReadSession, WriteSession
from app.errors import Gone, Invalid, Moved, NotFound
from app.locales import gettext
from app.queries.history import things_of_statement
from app.queries.names import find_actors_named
from app.queries.statements import get_statement
from app.queries.words import parse_words
from app.services.corrections import joins, quotes, remarks, statements
from app.services.links import add_link
from app.services.reverts import revert_on
from app.web.editing import Editing, seen_version
from app.web.forms import Posted, texts
from app.web.render import render
from app.web.statements import show_statement

router = APIRouter(include_in_schema=False)

Typed = Mapping[str, str]
Action = Callable[[WriteSession, int, Typed, str, int], int | None]
SUGGESTED = 12
MAX_DIGITS = 12


def _set_speaker(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    answer = typed.get("who", "")
    if answer not in {"actor", "printed", "unknown"}:
        raise Invalid({"who": gettext("Choose one of the three.")})
    printed = typed.get("printed", "")
    if answer == "printed" and not printed.strip():
        raise Invalid({"printed": gettext("Give the words of the text, or choose “not known”.")})
    statements.set_speaker(
        session,
        number,
        actor=statements.find_speaker(session, typed.get("actor", ""))
        if answer == "actor"
        else None,
        printed=printed if answer == "printed" else None,
        who=who,
        seen=seen,
        note=typed.get("note"),
    )


def _set_day(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    statements.set_day(
        session, number, typed.get("said_on"), who=who, seen=seen, note=typed.get("note")
    )


def _set_setting(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    statements.set_setting(
        session,
        number,
        occasion=typed.get("occasion"),
        place=typed.get("place"),
        who=who,
        seen=seen,
    )


def _add_topic(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    statements.add_topic(
        session, number, typed.get("topic", ""), typed.get("evidence", ""), who=who, seen=seen
    )


def _remove_topic(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    slug = typed.get("form", "").partition("-")[2]
    statements.remove_topic(session, number, slug, who=who, seen=seen)


def _withdraw(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    statements.withdraw(session, number, typed.get("reason", ""), who=who, seen=seen)


def _bring_back(session: WriteSession, number: int, _typed: Typed, who: str, seen: int) -> None:
    statements.bring_back(session, number, who=who, seen=seen)


def _set_wording(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    check_belongs(session, number, ("quote", key_of(typed)))
    set_wording(session, typed, who, seen)


def set_wording(session: WriteSession, typed: Typed, who: str, seen: int) -> None:
    """Set the words and the form of the wording that a form is about."""
    near = typed.get("near", "")
    quotes.set_wording(
        session,
        key_of(typed),
        form=typed.get("wording_form", ""),
        words=typed.get("words", ""),
        near=whole(near) if near else None,
        who=who,
        seen=seen,
        note=typed.get("note"),
    )


def _join(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> int:
    return joins.join_with(session, number, _other(typed), who=who, seen=seen)


def _other(typed: Typed) -> int:
    """Return the number of the statement that was typed, as a number or as an address."""
    given = typed.get("other", "").strip().removeprefix("#")
    return whole(given.rsplit("/", 1)[-1].partition("-")[0])


def _link(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    add_link(
        session,
        number,
        _other(typed),
        topic=typed.get("topic", ""),
        kind=typed.get("kind", ""),
        note=typed.get("note", ""),
        who=who,
        seen=seen,
    )


def _split(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> int:
    return joins.split_off(session, number, key_of(typed), who=who, seen=seen)


def _add_note(session: WriteSession, number: int, typed: Typed, who: str, _seen: int) -> None:
    remarks.add_note(session, number, typed.get("note", ""), who=who)


def _remove_note(session: WriteSession, number: int, typed: Typed, who: str, _seen: int) -> None:
    check_belongs(session, number, ("note", key_of(typed)))
    remarks.remove_note(session, key_of(typed), who=who)


def _add_translation(
    session: WriteSession, number: int, typed: Typed, who: str, _seen: int
) -> None:
    check_belongs(session, number, ("quote", key_of(typed)))
    remarks.add_translation(
        session,
        key_of(typed),
        language=typed.get("language", ""),
        text=typed.get("translation", ""),
        by=typed.get("by", ""),
        source=typed.get("source"),
        who=who,
    )


def _remove_translation(
    session: WriteSession, number: int, typed: Typed, who: str, _seen: int
) -> None:
    check_belongs(session, number, ("translation", key_of(typed)))
    remarks.remove_translation(session, key_of(typed), who=who)


def _revert(session: WriteSession, number: int, typed: Typed, who: str, _seen: int) -> None:
    revert_on(session, things_of_statement(session, number), key_of(typed), who=who)


def check_belongs(session: WriteSession, number: int, thing: tuple[str, int]) -> None:
    """Make sure that a form is about what its page shows.

    Raises:
        NotFound: it is not.
    """
    if thing not in things_of_statement(session, number):
        raise NotFound(gettext("There is no such thing on this page."))


def key_of(typed: Typed) -> int:
    """Return the number behind a form's name: of the wording, note or change that it is about."""
    return whole(typed.get("form", "").partition("-")[2])


def whole(given: str) -> int:
    """Return a number as people give it, 0 for what is none."""
    is_number = given.isascii() and given.isdecimal() and len(given) < MAX_DIGITS
    return int(given) if is_number else 0


# By the form's name; what follows a dash tells forms of one kind apart. Where the words are
# another statement's then, an action returns its number.
ACTIONS: dict[str, Action] = {
    "speaker": _set_speaker,
    "day": _set_day,
    "setting": _set_setting,
    "topic": _add_topic,
    "untopic": _remove_topic,
    "wording": _set_wording,
    "join": _join,
    "split": _split,
    "link": _link,
    "note": _add_note,
    "unnote": _remove_note,
    "translation": _add_translation,
    "untranslation": _remove_translation,
    "withdraw": _withdraw,
    "return": _bring_back,
    "revert": _revert,
}
# The page of a statement that was withdrawn has these.
OF_WITHDRAWN = {"return", "revert"}


@router.post("/statements/{number}/corrections")
def correct(
    request: Request, session: WriteSession, editor: CurrentEditor, number: int, form: Posted
) -> Response:
    """Set what a form on a statement's page says; with what was typed, where that cannot be."""
    if not 0 < number <= MAX_ID:
        raise NotFound(gettext("There is no statement %(number)s.", number=number))
    typed = texts(form)
    name = typed.get("form", "")
    act = ACTIONS.get(name.split("-", 1)[0])
    if act is None:
        raise Invalid({"form": gettext("There is no such form.")})
    try:
        with session.begin_nested():
            there = act(session, number, typed, editor, seen_version(typed)) or number
    except Invalid as problem:
        if not _has_form(session, number, name.split("-", 1)[0]):
            # Its page has no form any more that could give back what was typed.
            raise
        editing = Editing(form=name, typed=typed, problems=problem.problems)
        return show_statement(
            request, session, number, may_write=True, editing=editing, status=problem.status
        )
    return RedirectResponse(f"/statements/{there}", status_code=303)


def _has_form(session: WriteSession, number: int, form: str) -> bool:
    """Say whether the page of a statement, as it stands now, has a form."""
    try:
        get_statement(session, number)
    except Gone:
        return form in OF_WITHDRAWN
    except Moved:
        return False
    return True


@router.get("/corrections/speakers")
def speakers(
    request: Request,
    session: ReadSession,
    _editor: CurrentEditor,
    actor: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """List the actors whose names begin with what was typed, as options of a field."""
    words = actor.strip()
    asked = parse_words(words if words.endswith("*") or not words else f"{words}*")
    found = find_actors_named(session, asked, SUGGESTED)
    return render(request, "corrections/speakers.html", found=found)
