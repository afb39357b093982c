"""Remarks: notes on statements, and translations of their wordings; added, and taken away."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Security
from pydantic import Field

from app.api.corrections import ANSWERED, Number, answer, check_belongs, checked
from app.api.parameters import BEARER, EDITED, Given
from app.api.statements import StatementId
from app.deps import CurrentEditor, WriteSession
from app.queries.remarks import find_notes, find_translations
from app.queries.statements import get_statement
from app.services.corrections import remarks

router = APIRouter(
    tags=["statements"],
    dependencies=[Security(BEARER)],
    responses=EDITED,
)

Remark = Annotated[int, Path()]


class GivenNote(Given):
    """What readers should know of a statement."""

    text: str = Field(examples=["The recording has it in full."])


class GivenTranslation(Given):
    """A wording in another language."""

    language: str = Field(examples=["tr"])
    text: str = Field(examples=["Baraj sızdırıyor."])
    by: Literal["outlet", "editor", "machine"] = Field(examples=["editor"])
    source: str | None = Field(None, description="Which outlet or machine.")


@router.post("/statements/{id}/notes", name="api_add_note", summary="Add a note", **ANSWERED)
def add_note(
    session: WriteSession, editor: CurrentEditor, number: StatementId, given: GivenNote
) -> dict[str, Any]:
    """Write a note beside a statement; one with the same text is there once."""
    get_statement(session, checked(number))
    known = find_notes(session, [number]).get(number, ())
    if given.text.strip() not in {each.text for each in known}:
        remarks.add_note(session, number, given.text, who=editor)
    return answer(session, number)


@router.post(
    "/statements/{id}/quotes/{quote}/translations",
    name="api_add_translation",
    summary="Add a translation",
    **ANSWERED,
)
def add_translation(
    session: WriteSession,
    editor: CurrentEditor,
    number: StatementId,
    quote: Number,
    given: GivenTranslation,
) -> dict[str, Any]:
    """Put a translation beside a wording; one with the same text is there once."""
    check_belongs(session, checked(number), "quote", quote)
    known = find_translations(session, [number]).get(quote, ())
    if given.text.strip() not in {each.text for each in known}:
        remarks.add_translation(session, quote, **given.model_dump(), who=editor)
    return answer(session, number)


@router.delete(
    "/statements/{id}/notes/{note}", name="api_remove_note", summary="Remove a note", **ANSWERED
)
def remove_note(
    session: WriteSession, editor: CurrentEditor, number: StatementId, note: Remark
) -> dict[str, Any]:
    """Show a note no more; its entry in history can be taken back."""
    check_belongs(session, checked(number), "note", note)
    remarks.remove_note(session, note, who=editor)
    return answer(session, number)


@router.delete(
    "/statements/{id}/translations/{translation}",
    name="api_remove_translation",
    summary="Remove a translation",
    **ANSWERED,
)
def remove_translation(
    session: WriteSession, editor: CurrentEditor, number: StatementId, translation: Remark
) -> dict[str, Any]:
    """Show a translation no more; its entry in history can be taken back."""
    check_belongs(session, checked(number), "translation", translation)
    remarks.remove_translation(session, translation, who=editor)
    return answer(session, number)
