"""Drafts: the preview of an article: correct it, then save it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid
from app.locales import N_, Words, gettext
from app.queries.actors import find_actors
from app.queries.articles import find_outlets
from app.queries.topics import find_topics
from app.readers.pasted import read_pasted
from app.services.drafts import (
    DraftView,
    add_candidate,
    change_draft,
    get_draft,
    save_draft,
    turn_block,
)
from app.services.near_copies import find_near_copies
from app.services.readings import Readings, write_with_readings
from app.services.uploads import FIELDS
from app.spans import Span
from app.web.cards import ADDED, BLANK, Typed, card_of, edit_in, edits_in, typed_into, typed_over
from app.web.form_fields import form_field
from app.web.forms import Posted, texts
from app.web.labels import LANGUAGE_WORDS, SIDE_WORDS
from app.web.passages import Marked, passages
from app.web.render import render

router = APIRouter(include_in_schema=False)

# Not the speaker's words, but the outlet's own: shown as they are.
KEPT_BLOCKS = {"headline", "dateline"}


@dataclass(frozen=True)
class Shown:
    """What a line is that belongs to a block.

    Attributes:
        start: where the block begins.
        is_story: a person took it in.
        is_first: the line is the block's first.
    """

    start: int
    kind: str
    is_story: bool
    is_first: bool

    @property
    def can_turn(self) -> bool:
        """Say whether it can be taken in or struck out: a day alone says nothing."""
        return self.is_first and self.kind != "date_line"


TURNS = {"take-in": True, "strike-out": False}


def show_draft(
    request: Request,
    session: ReadSession,
    draft: DraftView,
    *,
    typed: Typed | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the preview; where something is wrong, with what was typed."""
    typed = typed or {}
    cards = [
        typed_over(card_of(draft.text, each, words), typed, str(number))
        for number, (each, words) in enumerate(zip(draft.candidates, draft.words, strict=True))
    ]
    marked = [
        Marked(number, tuple(Span(*part) for part in each.parts))
        for number, each in enumerate(draft.candidates)
        if each.keep
    ]
    lines = passages(draft.text, marked)
    return render(
        request,
        "drafts/show.html",
        swaps="draft",
        status=status,
        draft=draft,
        fields={**draft.fields, **{name: typed[name][-1] for name in FIELDS if name in typed}},
        near=next(iter(find_near_copies(session, draft.text)), None),
        copy_of=typed["copy_of"][-1] if "copy_of" in typed else draft.copy_of,
        fields_have_problems=any(name in FIELDS for name in problems or {}),
        cards=cards,
        blank=typed_over(replace(BLANK, said_on=draft.fields["published_on"]), typed, ADDED),
        passages=lines,
        blocks={
            line.start: Shown(start, kind, start in draft.taken_in, line.start == start)
            for line in lines
            for start, end, kind in draft.blocks
            if kind not in KEPT_BLOCKS and start <= line.start < end
        },
        problems=problems or {},
        page=secrets.token_urlsafe(9),
        problem_names={name: problem_name(name) for name in problems or {}},
        actors=find_actors(session),
        topics=find_topics(session),
        outlets=find_outlets(session),
        languages=LANGUAGE_WORDS,
        sides=SIDE_WORDS,
        block_words=BLOCK_WORDS,
    )


BLOCK_WORDS = Words(
    {
        "boilerplate": N_("boilerplate"),
        "date_line": N_("date line"),
        "caption": N_("caption"),
        "credit": N_("credit"),
    }
)


def problem_name(field: str) -> str:
    """Return a field's name in the words of the page: `words-1` is on the card "Quote 2"."""
    name, _, key = field.rpartition("-")
    if not name:
        return form_field(field)
    told = form_field(name)
    if key == ADDED:
        return gettext("%(field)s of the quote to add", field=told)
    return gettext("%(field)s of quote %(number)s", field=told, number=int(key) + 1)


@router.get("/articles/drafts/{token}", name="draft")
def show(request: Request, session: ReadSession, _editor: CurrentEditor, token: str) -> Response:
    """Show the preview; a draft that was saved leads to its article."""
    draft = get_draft(session, token)
    if draft.article_id is not None:
        return RedirectResponse(f"/articles/{draft.article_id}", status_code=303)
    return show_draft(request, session, draft)


@router.post("/articles/drafts/{token}")
def change(
    request: Request, database: DatabaseDep, editor: CurrentEditor, token: str, form: Posted
) -> Response:
    """Keep what was set on the preview; with `action=save` make the article public."""
    fields, typed, action = texts(form), typed_into(form), texts(form).get("action", "")
    turn, _, block = action.partition(":")

    def write(session: WriteSession, readings: Readings) -> Response:
        draft = get_draft(session, token)
        if draft.article_id is not None:
            return RedirectResponse(f"/articles/{draft.article_id}?late", status_code=303)
        document = read_pasted({**{name: fields.get(name) for name in FIELDS}, "text": draft.text})
        change_draft(
            session,
            token,
            document=document,
            edits=edits_in(typed, len(draft.candidates)),
            readings=readings,
            seen=fields.get("version"),
            page=fields.get("page"),
            copy_of=fields.get("copy_of", ""),
            is_autosave=action == "autosave",
        )
        if action == "autosave":
            return Response(status_code=204)
        if action == "add":
            _add(session, draft, typed)
        if action == "save":
            stored = save_draft(session, token, document, who=editor)
            told = "known" if stored.known else f"saved={stored.quotes}&review={stored.to_review}"
            return RedirectResponse(f"{stored.path}?{told}", status_code=303)
        place = ""
        if turn in TURNS and block.isdecimal():
            turn_block(session, token, int(block[:9]), readings, is_story=TURNS[turn])
            place = f"#block-{block}"
        return RedirectResponse(f"/articles/drafts/{token}{place}", status_code=303)

    try:
        return write_with_readings(database, write)
    except Invalid as problem:
        with database.reader() as session:
            draft = get_draft(session, token)
            return show_draft(
                request, session, draft, typed=typed, problems=problem.problems, status=422
            )


def _add(session: ReadSession, draft: DraftView, typed: Typed) -> None:
    """Add the quote of the card at the end; its problems are named like its fields.

    The day that the card showed is that published, whichever that is now.
    """
    edit = replace(edit_in(typed, ADDED), keep=True)
    if edit.said_on == draft.fields["published_on"]:
        edit = replace(edit, said_on=None)
    try:
        add_candidate(session, draft.token, edit)
    except Invalid as problem:
        raise Invalid(
            {f"{name}-{ADDED}": message for name, message in problem.problems.items()}
        ) from None
