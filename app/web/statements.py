"""Statements: the list with its filter, and the page of one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from app.deps import MayWrite, ReadingRoute, ReadSession, WantedFilter
from app.errors import Gone, Moved, NotFound
from app.formats.citations import FORMS, Citation
from app.formats.linked import quotation_json
from app.kept import answer_kept, kept_pieces
from app.locales import N_, Words, gettext, named
from app.models import LANGUAGE_NAMES
from app.models.base import today
from app.queries.facet_values import steady
from app.queries.facets import SHOWN_VALUES, facets
from app.queries.filters import NONE, ParsedFilter, StatementFilter
from app.queries.history import find_history, things_of_statement
from app.queries.labels import find_labels
from app.queries.names import find_actors_named
from app.queries.proposals import proposals_about
from app.queries.rows import Named, StatementRow, rows
from app.queries.select import page, select
from app.queries.statements import Evidence, Wording, get_statement, page_of
from app.queries.suggest import suggest_names
from app.queries.topics import find_topics
from app.queries.words import short_beginnings
from app.services.corrections.statements import STATEMENT
from app.services.history import version_of
from app.spans import Span
from app.web import labels
from app.web.blocks import drawn_block, kept_block
from app.web.chips import bare, make_chips
from app.web.downloads import encoded, site_of
from app.web.editing import Editing
from app.web.highlight import Highlighter, highlighter_of
from app.web.history import context_of, entries
from app.web.listed import card, cards
from app.web.months import chosen_days, month_chart
from app.web.passages import Marked, Passage, passages
from app.web.render import render
from app.web.ticks import ticked_in, with_ticks

router = APIRouter(route_class=ReadingRoute)

PAGE_SIZES = (20, 50, 100, 200)
# What a filter may name, with what is said of a name that nothing has.
NAMED_FIELDS = Words(
    {
        "actor": N_("There is no actor %(named)s."),
        "topic": N_("There is no topic %(named)s."),
        "outlet": N_("There is no outlet %(named)s."),
    }
)
# Of the headings of a list's statements.
LEVEL = 3
# Of a statement's words, as a link to it shows them elsewhere.
PREVIEW_CHARS = 280
TRANSLATORS = Words(
    {"outlet": N_("an outlet"), "editor": N_("an editor"), "machine": N_("a machine")}
)
UNMARKED = Highlighter()


@dataclass(frozen=True)
class AskedFilter:
    """A filter as far as it can be applied, and what could not.

    Attributes:
        problems, typed: by the name in the URL, as in `ParsedFilter`.
        names: of its actors, topics and outlets, by field and slug.
    """

    wanted: StatementFilter
    problems: Mapping[str, str]
    typed: Mapping[str, str]
    names: Mapping[tuple[str, str], str]


def without_unknown(parsed: ParsedFilter, names: Mapping[tuple[str, str], str]) -> AskedFilter:
    """Return a filter less the slugs that name nothing, each with a message for who typed it."""
    wanted, problems, typed = parsed.wanted, dict(parsed.problems), dict(parsed.typed)
    for field, message in NAMED_FIELDS.items():
        asked: tuple[str, ...] = getattr(wanted, field)
        known = tuple(each for each in asked if each == NONE or (field, each) in names)
        if known != asked:
            unknown = ", ".join(each for each in asked if each not in known)
            problems.setdefault(field, message % {"named": repr(unknown)})
            typed.setdefault(field, unknown)
            changes: dict[str, Any] = {field: known}
            wanted = replace(wanted, **changes)
    # A place in the API's order of pages means nothing on a numbered page.
    return AskedFilter(replace(wanted, after=None), problems, typed, names)


@router.get("/statements", name="statements")
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> Response:
    """Show the statements that the URL asks for; `results` can be fetched alone."""
    asked = without_unknown(parsed, find_labels(session, parsed.wanted))
    wanted = asked.wanted
    has_blanks = any(not value.strip() for _, value in request.query_params.multi_items())
    if has_blanks and not asked.problems and "hx-request" not in request.headers:
        # A form without JavaScript sends its blank fields too: one state has one address.
        return RedirectResponse(f"/statements{wanted.query(page=wanted.page)}", status_code=302)
    return answer_kept(request, session, lambda: _list(request, session, asked))


def _list(request: Request, session: ReadSession, asked: AskedFilter) -> HTMLResponse:
    """Draw the list of a filter."""
    wanted = asked.wanted
    selection = select(session, wanted)
    found = page(selection)

    def said_by(slug: str) -> int:
        only = replace(wanted, q="", exact=False, actor=(slug,), page=1)
        return select(session, only).count()

    def read_head() -> dict[str, object]:
        offered = find_actors_named(session, selection.words, exact=wanted.exact)
        return {
            "problems": asked.problems,
            "typed": asked.typed,
            "page": found,
            "page_sizes": [(size, str(size)) for size in sorted({*PAGE_SIZES, wanted.per})],
            "chips": chips,
            "cleared": bare(wanted),
            "named": [(match, said_by(match.slug)) for match in offered],
            "suggested": suggest_names(session, wanted.q, found.total),
            "is_punctuation": bool(wanted.q) and selection.words.is_empty,
            "too_short": short_beginnings(wanted.q),
        }

    def read_facets() -> dict[str, object]:
        whole = facets(select(session, StatementFilter()))
        values = steady(facets(selection), whole)
        return {"facets": values, "many": SHOWN_VALUES, "total": found.total}

    def read_months() -> dict[str, object]:
        months = facets(selection)["month"]
        held = [each.value for each in months if each.count]
        return {"chart": month_chart(months, wanted), "chosen": chosen_days(held, wanted)}

    def block(template: str, read: Callable[[], dict[str, object]]) -> Markup:
        return kept_block(request, session, template, wanted, read)

    head = "statements/_head.html"
    chips = make_chips(wanted, asked.names)
    # With something not understood, the address bar keeps what was typed.
    address = None if asked.problems else f"/statements{wanted.query(page=wanted.page)}"
    ticked, _ = ticked_in(request.query_params.multi_items())
    ids = [("id", str(number)) for number in ticked]

    def page_href(number: int) -> str:
        return f"/statements{encoded([*replace(wanted, page=number).pairs(), *ids])}"

    return render(
        request,
        "statements/index.html",
        swaps="results",
        status=422 if asked.problems else 200,
        address=address,
        wanted=wanted,
        chips=chips,
        cleared=bare(wanted),
        # What was wrongly typed is shown to who typed it alone.
        head=drawn_block(head, wanted, read_head) if asked.problems else block(head, read_head),
        facets=block("statements/_facets.html", read_facets),
        chart=block("statements/_chart.html", read_months),
        page=found,
        page_href=page_href,
        shown=with_ticks(_cards(request, session, wanted, found.ids), {*ticked} & {*found.ids}),
        # What is ticked on this page is told by its own box.
        carried=[number for number in ticked if number not in found.ids],
        fields=[pair for pair in wanted.pairs() if pair[0] != "page"],
    )


def _cards(
    request: Request, session: ReadSession, wanted: StatementFilter, ids: Sequence[int]
) -> Markup:
    """Return the statements of a list; those that no search marks are drawn once for all lists."""
    if wanted.q:
        emphasise = highlighter_of(session, wanted)
        searched = StatementFilter(q=wanted.q, exact=wanted.exact).query()
        drawn = cards(rows(session, ids), emphasise, LEVEL, searched, ticks=True)
        return Markup(drawn)  # noqa: S704

    def draw(missing: list[int]) -> Iterator[tuple[int, str]]:
        for row in rows(session, missing):
            yield row.id, card(row, UNMARKED, LEVEL, ticks=True)

    return Markup(b"".join(kept_pieces(request, session, "card", ids, draw)).decode())  # noqa: S704


@router.get("/statements/{address}", name="statement")
def show(request: Request, session: ReadSession, may_write: MayWrite, address: str) -> HTMLResponse:
    """Show one statement; the number is its identity, the words after it may change."""
    number = re.match(r"\d{1,18}(?![^-])", address, re.ASCII)
    if not number:
        raise NotFound(gettext("There is no such statement."))
    return show_statement(request, session, int(number.group()), may_write=may_write)


def show_statement(
    request: Request,
    session: ReadSession,
    number: int,
    *,
    may_write: bool,
    editing: Editing | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render a statement; `editing` is the form that was sent and could not be taken."""
    try:
        row = get_statement(session, number)
    except Gone as problem:
        if not may_write:
            raise
        return _show_withdrawn(request, session, number, str(problem), editing)
    if editing is None and request.url.path != row.path:
        raise Moved(row.path)
    found = page_of(session, row)
    site = site_of(request)
    cited = [Citation(row, site, today())]
    return render(
        request,
        "statements/show.html",
        swaps="statement",
        status=status,
        address=row.path,
        found=found,
        row=row,
        around=[(each, around(each)) for each in found.wordings],
        # Several wordings may have the same.
        doubts=[
            each
            for each in dict.fromkeys(found.doubts)
            if may_write or each.reason != "reader's report"
        ],
        proposals=proposals_about(session, row.id) if may_write else [],
        evidence=by_topic(found.evidence),
        citations=[(form, form.write(cited).rstrip("\r\n")) for form in FORMS],
        preview=preview_of(row),
        site=site,
        linked=Markup(quotation_json(row, found.kind, site)),  # noqa: S704
        history=entries(found.history, context_of(session, found.history)),
        editing=_editing(session, number, editing),
        topics=find_topics(session) if may_write else [],
        languages=LANGUAGE_NAMES,
        translators=TRANSLATORS,
    )


def _editing(session: ReadSession, number: int, editing: Editing | None) -> Editing:
    return replace(editing or Editing(), version=version_of(session, STATEMENT, number))


def _show_withdrawn(
    request: Request, session: ReadSession, number: int, reason: str, editing: Editing | None
) -> HTMLResponse:
    """Render what editors see of a statement that was withdrawn: the reason, and the way back."""
    things = things_of_statement(session, number)
    found = find_history(session, things)
    return render(
        request,
        "statements/withdrawn.html",
        swaps="statement",
        status=Gone.status,
        address=f"/statements/{number}",
        number=number,
        reason=reason,
        history=entries(found, context_of(session, found)),
        editing=_editing(session, number, editing),
        has_words=any(subject == "quote" for subject, _ in things),
    )


def around(wording: Wording) -> list[Passage]:
    """Return the paragraph around a quote, with the quote marked."""
    parts = tuple(Span(start, end).moved(-wording.offset) for start, end in wording.quote.parts)
    return passages(wording.paragraph, [Marked(wording.quote.id, parts)])


def preview_of(row: StatementRow) -> tuple[str, str]:
    """Return the title and the words that a link to a statement shows elsewhere."""
    day = (
        gettext("said %(day)s", day=labels.day(row.said_on))
        if row.said_on
        else gettext("day unknown")
    )
    office = named(row.office) if row.office else None
    who = (row.speaker or gettext("Speaker not known"), office, day)
    first, last = labels.quotation_marks(row.language)
    words = " ".join(row.text.split())
    if len(words) > PREVIEW_CHARS:
        words = f"{words[:PREVIEW_CHARS].rpartition(' ')[0] or words[:PREVIEW_CHARS]} …"
    # A paraphrase must not be taken for the speaker's own words.
    told = f"{first}{words}{last}" if row.form == "direct" else None
    return ", ".join(filter(None, who)), told or f"{labels.FORM_WORDS[row.form]}: {words}"


def by_topic(evidence: Iterable[Evidence]) -> dict[Named, list[Evidence]]:
    """Return the evidence under the topic that it speaks for."""
    found = defaultdict(list)
    for each in evidence:
        found[each.topic].append(each)
    return dict(found)
