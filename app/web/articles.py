"""Articles: the list of them, and one with its quotes marked in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import MayWrite, ReadingRoute, ReadSession, WantedFilter
from app.kept import kept
from app.locales import gettext, ngettext, number
from app.models import LANGUAGE_NAMES, Role
from app.queries.articles import ArticlePage, find_articles, find_outlets, get_article
from app.queries.captures import get_history
from app.queries.filters import NONE, StatementFilter
from app.queries.history import find_history
from app.queries.rows import QuoteRow, StatementRow
from app.services.corrections.articles import ARTICLE
from app.services.corrections.preview import Preview
from app.services.corrections.statements import STATEMENT
from app.services.history import version_of
from app.services.lookout import told_to_review
from app.spans import Span
from app.visitors import visitor_of
from app.web.editing import Editing
from app.web.highlight import highlighter_of
from app.web.history import UNTOLD, context_of, entries, field_name
from app.web.passages import Marked, passages, readable
from app.web.render import render

router = APIRouter(route_class=ReadingRoute)

FIELDS = ("outlet", "from", "to", "page", "per")


@dataclass(frozen=True)
class Told:
    """What became of what somebody just did with an article; `is_for_review`: it left doubts."""

    words: str
    is_for_review: bool = False


@router.get("/articles", name="articles")
@kept
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> HTMLResponse:
    """Show the articles, newest first; `results` can be fetched alone."""
    outlets = find_outlets(session)
    problems = {name: parsed.problems[name] for name in FIELDS if name in parsed.problems}
    outlet = next(iter(parsed.wanted.outlet), None)
    if outlet is not None and outlet not in {NONE, *(each.slug for each in outlets)}:
        problems["outlet"] = gettext("There is no outlet of that name.")
        outlet = None
    wanted = StatementFilter(
        outlet=(outlet,) if outlet else (),
        since=parsed.wanted.since,
        until=parsed.wanted.until,
        page=parsed.wanted.page,
        per=parsed.wanted.per,
    )
    return render(
        request,
        "articles/index.html",
        swaps="results",
        status=422 if problems else 200,
        address=None if problems else f"/articles{wanted.query(page=wanted.page)}",
        found=find_articles(
            session,
            outlet=outlet,
            since=wanted.since,
            until=wanted.until,
            page=wanted.page,
            per=wanted.per,
        ),
        wanted=wanted,
        typed=parsed.typed,
        outlets=outlets,
        outlet=outlet,
        problems=problems,
        page_href=lambda number: f"/articles{wanted.query(page=number)}",
    )


@router.get("/articles/{number}", name="article")
def show(
    request: Request,
    session: ReadSession,
    may_write: MayWrite,
    number: int,
    parsed: WantedFilter,
) -> HTMLResponse:
    """Show an article's text, or what of it may be shown to everybody, with its quotes marked.

    `q` and `exact` mark what a search found; there is nothing else of a filter in an article.
    """
    return show_article(
        request,
        session,
        number,
        parsed,
        may_write=may_write,
        told=told_after_saving(request),
        asked=request.query_params.get("correct", ""),
    )


def show_article(
    request: Request,
    session: ReadSession,
    number: int,
    parsed: WantedFilter,
    *,
    may_write: bool,
    told: Told | None = None,
    status: int = 200,
    asked: str = "",
    editing: Editing | None = None,
    preview: Preview | None = None,
) -> HTMLResponse:
    """Render an article.

    Args:
        told: what became of what was just done with it.
        asked: the number of the wording whose words are to be selected.
        editing: the form that was sent and could not be taken, or was looked at.
        preview: what that form would change.
    """
    found = get_article(session, number)
    highlighter = highlighter_of(session, parsed.wanted)
    quotes = quotes_in(found)
    marked = [
        Marked(quote.id, tuple(Span(start, end) for start, end in quote.parts))
        for quote, _ in quotes
    ]
    is_whole = may_write or found.is_public
    lines = passages(found.text, marked, highlighter.hits(found.text))
    changes = find_history(session, [("article", number)])
    editing = replace(editing or Editing(), version=version_of(session, ARTICLE, number))
    return render(
        request,
        "articles/show.html",
        swaps="article",
        status=status,
        address=f"/articles/{number}",
        found=found,
        row=found.row,
        runs=readable(lines, is_whole),
        is_whole=is_whole,
        quotes=quotes,
        numbers={quote.id: at for at, (quote, _) in enumerate(quotes, start=1)},
        forms={quote.id: quote.form for quote, _ in quotes},
        rows_by_quote={quote.id: row for quote, row in quotes},
        emphasise=highlighter,
        history=get_history(session, number),
        told=told,
        may_erase=visitor_of(request).may(Role.ADMIN),
        changes=entries(changes, context_of(session, changes)),
        editing=editing,
        wording=_wording(session, quotes, editing, asked) if may_write else None,
        preview=preview,
        preview_names=[field_name(name) for name in preview.after if name not in UNTOLD]
        if preview
        else [],
        outlets=find_outlets(session) if may_write else [],
        languages={code: gettext(name) for code, name in LANGUAGE_NAMES.items()},
    )


@dataclass(frozen=True)
class Wording:
    """The wording whose words are to be selected, and the version of its statement."""

    quote: QuoteRow
    version: int


def _wording(
    session: ReadSession,
    quotes: Sequence[tuple[QuoteRow, StatementRow]],
    editing: Editing,
    asked: str,
) -> Wording | None:
    """Return the wording that a form is about: the one that was sent, else the one asked for."""
    kind, _, key = editing.form.partition("-")
    wanted = key if kind == "wording" else asked
    found = next((pair for pair in quotes if str(pair[0].id) == wanted), None)
    if found is None:
        return None
    return Wording(found[0], version_of(session, STATEMENT, found[1].id))


def told_after_saving(request: Request) -> Told | None:
    """Return what became of a draft that was just saved, None for any other visit."""
    asked = request.query_params
    if "source" in asked:
        return told_after_looking(asked)
    if "known" in asked:
        return Told(gettext("This article was here already: nothing was stored twice."))
    if "late" in asked:
        return Told(
            gettext(
                "The draft was saved before, as this article: what you changed since was not taken."
            )
        )
    saved, review = asked.get("saved", ""), asked.get("review", "")
    if not (saved.isdecimal() and review.isdecimal()):
        return None
    waiting = int(review[:9])
    parts = [
        ngettext("%(num)s quote saved", "%(num)s quotes saved", int(saved[:9])),
        told_to_review(waiting),
    ]
    return Told(f"{', '.join(parts if waiting else parts[:1])}.", bool(waiting))


def told_after_looking(asked: Mapping[str, str]) -> Told | None:
    """Return what looking at the source again found."""
    if asked["source"] == "same":
        return Told(gettext("The source has the same text still."))
    if asked["source"] == "elsewhere":
        return Told(
            gettext(
                "The address gives the very text of this other article now: nothing was changed."
            )
        )
    if asked["source"] != "changed":
        return None
    numbers = {name: asked.get(name, "") for name in ("carried", "left", "added", "review")}
    if not all(value.isascii() and value.isdigit() for value in numbers.values()):
        return None
    carried, left, added, review = (int(value[:9]) for value in numbers.values())
    parts = [ngettext("%(num)s quote carried over", "%(num)s quotes carried over", carried)]
    parts += [gettext("%(number)s not found in it", number=number(left))] if left else []
    parts += [ngettext("%(num)s new", "%(num)s new", added)] if added else []
    if review:
        parts += [ngettext("%(num)s statement for review", "%(num)s statements for review", review)]
    kept = gettext(
        "The source was edited. Both texts are kept: %(counts)s.", counts=", ".join(parts)
    )
    return Told(kept, bool(review))


def quotes_in(found: ArticlePage) -> list[tuple[QuoteRow, StatementRow]]:
    """Return the quotes that stand in an article, each with its statement, as the text has them."""
    here = [
        (quote, row)
        for row in found.statements
        for quote in row.quotes
        if quote.article_id == found.row.id
    ]
    return sorted(here, key=lambda pair: (pair[0].start, -pair[0].end, pair[0].id))
