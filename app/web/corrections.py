"""Corrections: what the forms on the pages of statements and wordings set."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, ReadSession, WriteSession
from app.errors import Invalid
from app.queries.names import find_actors_named
from app.queries.words import parse_words
from app.services.corrections import statements
from app.services.reverts import revert_on
from app.web.editing import Editing, seen_version
from app.web.forms import Posted, texts
from app.web.render import render
from app.web.statements import show_statement

router = APIRouter(include_in_schema=False)

Typed = Mapping[str, str]
Action = Callable[[WriteSession, int, Typed, str, int], object]
SUGGESTED = 12


def _set_speaker(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    answer = typed.get("who", "")
    if answer not in {"actor", "printed", "unknown"}:
        raise Invalid({"who": "Choose one of the three."})
    printed = typed.get("printed", "")
    if answer == "printed" and not printed.strip():
        raise Invalid({"printed": "Give the words of the text, or choose “not known”."})
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
    statements.remove_topic(session, number, typed.get("topic", ""), who=who, seen=seen)


def _withdraw(session: WriteSession, number: int, typed: Typed, who: str, seen: int) -> None:
    statements.withdraw(session, number, typed.get("reason", ""), who=who, seen=seen)


def _bring_back(session: WriteSession, number: int, _typed: Typed, who: str, seen: int) -> None:
    statements.bring_back(session, number, who=who, seen=seen)


def _revert(session: WriteSession, number: int, typed: Typed, who: str, _seen: int) -> None:
    change = typed.get("change", "")
    revert_on(
        session,
        statements.STATEMENT,
        number,
        int(change) if change.isascii() and change.isdecimal() and len(change) < 12 else 0,
        who=who,
    )


# By the form's name; what follows a dash tells forms of one kind apart.
ACTIONS: dict[str, Action] = {
    "speaker": _set_speaker,
    "day": _set_day,
    "setting": _set_setting,
    "topic": _add_topic,
    "untopic": _remove_topic,
    "withdraw": _withdraw,
    "return": _bring_back,
    "revert": _revert,
}


@router.post("/statements/{number}/corrections")
def correct(
    request: Request, session: WriteSession, editor: CurrentEditor, number: int, form: Posted
) -> Response:
    """Set what a form on a statement's page says; with what was typed, where that cannot be."""
    typed = texts(form)
    name = typed.get("form", "")
    act = ACTIONS.get(name.split("-", 1)[0])
    if act is None:
        raise Invalid({"form": "There is no such form."})
    try:
        with session.begin_nested():
            act(session, number, typed, editor, seen_version(typed))
    except Invalid as problem:
        editing = Editing(form=name, typed=typed, problems=problem.problems)
        return show_statement(
            request, session, number, may_write=True, editing=editing, status=problem.status
        )
    return RedirectResponse(f"/statements/{number}", status_code=303)


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
