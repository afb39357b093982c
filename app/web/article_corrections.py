"""Article corrections: what the forms on an article's page set, with a look at it before."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.db import MAX_ID
from app.deps import CurrentEditor, WantedFilter, WriteSession
from app.errors import Invalid, NotFound
from app.locales import gettext
from app.queries.articles import get_article
from app.services.corrections.articles import correct_article
from app.services.corrections.preview import preview_article
from app.services.reverts import revert_on
from app.web.articles import quotes_in, show_article
from app.web.corrections import Typed, key_of, set_wording
from app.web.editing import Editing, seen_version
from app.web.forms import Posted, texts

router = APIRouter(include_in_schema=False)

FIELDS = ("title", "outlet", "published_on", "url", "archive_url", "language", "text_kind")


@router.post("/articles/{number}/corrections")
def correct(
    request: Request,
    session: WriteSession,
    editor: CurrentEditor,
    number: int,
    form: Posted,
    parsed: WantedFilter,
) -> Response:
    """Set what a form on an article's page says, or show what that would change."""
    if not 0 < number <= MAX_ID:
        raise NotFound(gettext("There is no article %(number)s.", number=number))
    typed = texts(form)
    name = typed.get("form", "")
    editing = Editing(form=name, typed=typed)
    try:
        if name == "article" and typed.get("step") != "save":
            seen = seen_version(typed)
            preview = preview_article(session, number, fields_of(typed), seen=seen)
            return show_article(
                request, session, number, parsed, may_write=True, editing=editing, preview=preview
            )
        with session.begin_nested():
            place = _act(session, number, typed, editor)
    except Invalid as problem:
        editing = Editing(form=name, typed=typed, problems=problem.problems)
        return show_article(
            request,
            session,
            number,
            parsed,
            may_write=True,
            status=problem.status,
            editing=editing,
        )
    return RedirectResponse(f"/articles/{number}{place}", status_code=303)


def _act(session: WriteSession, number: int, typed: Typed, who: str) -> str:
    """Do what a form says; return where on the page its result stands."""
    kind, seen = typed.get("form", "").partition("-")[0], seen_version(typed)
    if kind == "article":
        correct_article(
            session, number, fields_of(typed), who=who, seen=seen, note=typed.get("note")
        )
        return ""
    if kind == "revert":
        revert_on(session, [("article", number)], key_of(typed), who=who)
        return "#history-title"
    if kind == "wording":
        here = {quote.id for quote, _ in quotes_in(get_article(session, number))}
        if key_of(typed) not in here:
            raise NotFound(gettext("There is no such wording."))
        set_wording(session, typed, who, seen)
        return f"#quote-{key_of(typed)}"
    raise Invalid({"form": gettext("There is no such form.")})


def fields_of(typed: Typed) -> Typed:
    """Return the fields of an article that a form has."""
    return {name: typed[name] for name in FIELDS if name in typed}
