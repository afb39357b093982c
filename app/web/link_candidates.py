"""Link candidates: what editors may want to link, side by side; accept, refuse, undo."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, ReadSession, WantedFilter, WriteSession
from app.errors import Invalid, NotFound
from app.locales import N_, Words, gettext, named
from app.models import SIDE_NAMES
from app.queries.compare import TWO_SIDES
from app.queries.filters import StatementFilter
from app.queries.labels import find_labels
from app.queries.links import find_links, find_refused
from app.services.link_candidates import LinkCandidate, find_candidates
from app.services.links import add_link, refuse_link, remove_link
from app.web.beside import Beside, beside, kinds_for
from app.web.compare import PAIR_FIELDS, Asked, told_period
from app.web.corrections import whole
from app.web.forms import Posted, texts
from app.web.labels import side_name
from app.web.render import render

router = APIRouter()

CHANGED_WORDS = Words(
    {
        "term": N_("Terms of the topic"),
        "number": N_("Numbers"),
        "name": N_("Names and places"),
        "negation": N_("Denial"),
    }
)


@dataclass(frozen=True)
class Shown:
    """A candidate with its two statements side by side."""

    found: LinkCandidate
    pair: Beside


@router.get("/compare/{topic}/candidates", name="candidates")
def index(
    request: Request,
    session: ReadSession,
    _editor: CurrentEditor,
    parsed: WantedFilter,
    topic: str,
    a: str = TWO_SIDES[0],
    b: str = "",
    status: str = "",
) -> HTMLResponse:
    """List pairs that may be linked: changes of side `a`, or what it and side `b` said."""
    asked = Asked.of(parsed, *PAIR_FIELDS)
    name = find_labels(session, StatementFilter(topic=(topic,))).get(("topic", topic))
    if name is None:
        raise NotFound(gettext("There is no topic of that name."))
    sides, problems = _sides(a, b)
    problems |= asked.problems
    decided = status == "decided"
    query = {"a": sides[0]} | ({"b": sides[1]} if len(sides) > 1 else {})

    def href(number: int = 1) -> str:
        days = asked.wanted.query(page=number)
        address = f"/compare/{topic}/candidates?{urlencode(query)}"
        return f"{address}&{days[1:]}" if days else address

    found = None if decided else find_candidates(session, topic, sides, asked.wanted)
    refused = find_refused(session, topic) if decided else []
    return render(
        request,
        "links/candidates.html",
        swaps="results",
        status=422 if problems else 200,
        address=None if problems or decided else href(asked.wanted.page),
        topic=topic,
        name=named(name),
        sides=sides,
        options=[(str(side), side_name(side)) for side in SIDE_NAMES],
        wanted=asked.wanted,
        period=told_period(replace(asked.wanted, page=1)),
        problems=problems,
        typed=dict(asked.typed),
        found=found,
        shown=[Shown(each, beside(each.earlier, each.later)) for each in found.rows]
        if found
        else [],
        kinds=kinds_for(same_side=len(sides) == 1),
        changed_words=CHANGED_WORDS,
        decided=decided,
        refused=refused,
        linked=find_links(session, topic) if decided else [],
        href=href,
        side_label=side_name,
    )


def _sides(a: str, b: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the side, or the two, that are asked for, and what is wrong with either."""
    problems = {
        name: gettext("%(value)s is no side.", value=repr(value[:80]))
        for name, value in (("a", a), ("b", b))
        if value and value not in set(SIDE_NAMES)
    }
    first = a if a and "a" not in problems else str(TWO_SIDES[0])
    if b and "b" not in problems and b == first:
        problems["b"] = gettext("These are the same side: choose another one, or none.")
    return ((first, b) if b and "b" not in problems else (first,)), problems


@router.post("/compare/{topic}/candidates")
def decide(
    request: Request,
    session: WriteSession,
    editor: CurrentEditor,
    topic: str,
    form: Posted,
) -> Response:
    """Link a candidate, refuse it, or take either back; then the same list again."""
    typed = texts(form)
    action = typed.get("action", "")
    back = inside(topic, typed.get("back", ""))
    if action == "undo":
        remove_link(session, whole(typed.get("link", "")), who=editor)
        return RedirectResponse(back, status_code=303)
    if action not in {"accept", "refuse"}:
        raise Invalid({"action": gettext("There is no such button.")})
    later, earlier = whole(typed.get("later", "")), whole(typed.get("earlier", ""))
    if action == "refuse":
        refuse_link(session, later, earlier, topic=topic, who=editor)
    else:
        kind, note = typed.get("kind", ""), typed.get("note", "")
        add_link(session, later, earlier, topic=topic, kind=kind, note=note, who=editor)
    return RedirectResponse(back, status_code=303)


def inside(topic: str, back: str) -> str:
    """Return the address of a topic's list as a form gave it; its first page for any other."""
    own = f"/compare/{topic}/candidates"
    is_ours = back == own or back.startswith(f"{own}?")
    return back if is_ours and back.isascii() and back.isprintable() else own
