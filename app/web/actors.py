"""Actors: who may speak, and what one of them said."""

from collections import defaultdict
from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import ReadingRoute, ReadSession
from app.kept import kept
from app.models import Side
from app.models.base import today
from app.queries.actors import ActorRow, AliasRow, find_actors, get_actor
from app.queries.facets import facets
from app.queries.filters import MAX_QUERY_CHARS, StatementFilter
from app.queries.profile import outlets_of, speakers_about, topics_by_month
from app.queries.rows import rows
from app.queries.select import page, select
from app.web.months import month_chart
from app.web.render import render
from app.web.tenures import draw_tenures
from app.web.topic_grid import topic_grid

router = APIRouter(route_class=ReadingRoute)

LATEST = 5
# Of outlets and of speakers; their pages have all.
SHOWN = 12
# Order of the headings on a speaker's page; other languages follow.
LANGUAGES = ("en", "ru", "tr")


@router.get("/actors", name="actors")
@kept
def index(request: Request, session: ReadSession, q: str = "") -> HTMLResponse:
    """Show who may speak, by side and from A to Z; `results` can be fetched alone."""
    q = q.strip()[:MAX_QUERY_CHARS]
    found = find_actors(session, q)
    return render(
        request,
        "actors/index.html",
        swaps="results",
        q=q,
        found=found,
        groups=by_side(found),
    )


def by_side(found: Iterable[ActorRow]) -> list[tuple[str | None, list[ActorRow]]]:
    """Return actors under their side, in the sides' order; those without one come last."""
    groups: dict[str | None, list[ActorRow]] = {side: [] for side in (*Side, None)}
    for row in found:
        groups[row.side].append(row)
    return [(side, actors) for side, actors in groups.items() if actors]


def by_language(aliases: Iterable[AliasRow]) -> list[tuple[str | None, list[AliasRow]]]:
    """Return spellings under their language; those of no language come last."""
    groups: dict[str | None, list[AliasRow]] = defaultdict(list)
    for alias in aliases:
        groups[alias.language].append(alias)
    order = [*LANGUAGES, *sorted(each for each in groups if each and each not in LANGUAGES), None]
    return [(language, groups[language]) for language in order if language in groups]


@router.get("/actors/{slug}", name="actor")
@kept
def show(request: Request, session: ReadSession, slug: str) -> HTMLResponse:
    """Show one speaker: names, offices, and what is on record by topic and month."""
    actor = get_actor(session, slug)
    wanted = StatementFilter(actor=(slug,), per=LATEST)
    selection = select(session, wanted)
    counts = facets(selection)
    everything = StatementFilter(actor=(slug,))
    topics = topics_by_month(session, slug)
    return render(
        request,
        "actors/show.html",
        address=actor.row.path,
        actor=actor,
        row=actor.row,
        aliases=by_language(actor.aliases),
        grid=topic_grid(topics),
        tenures=draw_tenures(actor.offices, today()),
        outlets=outlets_of(session, slug, SHOWN + 1),
        about=speakers_about(session, actor, SHOWN + 1),
        shown=SHOWN,
        wanted=everything,
        chart=month_chart(counts["month"], everything),
        rows=rows(session, page(selection).ids),
    )
