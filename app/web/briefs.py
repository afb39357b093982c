"""Briefs: chosen statements, or those of a filter, to be read and printed; and frozen ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, DatabaseDep, MayWrite, ReadSession
from app.errors import Invalid, NotFound
from app.formats.briefs import GROUPINGS, Brief, arranged
from app.locales import DEFAULT, N_, Words, gettext, named, ngettext, speaking
from app.locales.stored import said_again
from app.models import now
from app.queries.briefs import find_brief
from app.queries.filters import StatementFilter, one_of, parse_filter
from app.queries.frozen import (
    FrozenRow,
    Place,
    Shown,
    find_changes,
    find_frozen,
    get_frozen,
    pack,
)
from app.queries.labels import find_labels
from app.queries.rows import StatementRow
from app.services.briefs import MAX_TITLE_CHARS, freeze
from app.text import fingerprint
from app.web import labels
from app.web.chips import make_chips
from app.web.downloads import BRIEF_FILES, brief_file, encoded, site_of
from app.web.forms import Posted, texts
from app.web.numbers import number_in
from app.web.render import render
from app.web.statements import without_unknown
from app.web.ticks import ticked_in

router = APIRouter()

ON_PAGE = 50
ORDERS = Words(
    {
        "oldest": N_("oldest first"),
        "relevance": N_("best match first"),
        "added": N_("last added first"),
    }
)
GROUPING_WORDS = Words({"day": N_("day"), "topic": N_("topic"), "speaker": N_("speaker")})


@dataclass(frozen=True)
class AskedBrief:
    """What a brief is asked for, as far as it was understood.

    Attributes:
        chosen: numbers of statements that were ticked.
        names: of what is filtered by, see `find_labels`.
        problems: by the name in the URL.
    """

    wanted: StatementFilter
    chosen: tuple[int, ...]
    by: str
    names: Mapping[tuple[str, str], str]
    problems: Mapping[str, str]

    def filters(self) -> tuple[tuple[str, str], ...]:
        """Return in words what was chosen or filtered, and the order."""
        if self.chosen:
            # What is ticked may come from several lists: none of them says what it is.
            count = labels.counted(len(self.chosen), "statement")
            told = [(gettext("chosen"), gettext("%(statements)s, one by one", statements=count))]
        else:
            chips = make_chips(self.wanted, self.names)
            everything = [(gettext("statements"), gettext("all on record"))]
            told = [(chip.field, chip.label) for chip in chips] or everything
        if self.wanted.order in ORDERS:
            told.append((gettext("order"), ORDERS[self.wanted.order]))
        return tuple(told)

    def pairs(self, **changes: str) -> list[tuple[str, str]]:
        """Return what asks for it as URL pairs, in a fixed order."""
        wanted = replace(self.wanted, page=1, per=StatementFilter.per, after=None)
        by = changes.get("by", self.by)
        ids = [("id", str(number)) for number in self.chosen]
        return [*wanted.pairs(), *ids, *([("by", by)] if by != GROUPINGS[0] else [])]


def asked_in(session: ReadSession, given: Iterable[tuple[str, str]]) -> AskedBrief:
    """Return what URL pairs, or the fields of a form, ask for."""
    pairs = list(given)
    parsed = parse_filter(pairs)
    asked = without_unknown(parsed, find_labels(session, parsed.wanted))
    problems = dict(asked.problems)
    chosen, problem = ticked_in(pairs)
    if problem:
        problems["id"] = problem
    by = next((value for name, value in pairs if name == "by" and value), GROUPINGS[0])
    try:
        by = one_of(by, GROUPINGS)
    except ValueError as unknown:
        by = GROUPINGS[0]
        problems["by"] = str(unknown)
    return AskedBrief(asked.wanted, chosen, by, asked.names, problems)


def shown_now(session: ReadSession, asked: AskedBrief) -> Shown:
    """Return what a brief shows at this moment."""
    found = find_brief(session, asked.wanted, asked.chosen)
    # What is frozen is in English, for whoever reads it later.
    with speaking(DEFAULT):
        filters = asked.filters()
    return Shown(
        filters=filters,
        pairs=tuple(asked.pairs()),
        by=asked.by,
        total=found.total,
        undated_left_out=found.undated_left_out,
        left_out=found.left_out,
        places=tuple(map(Place.of, found.rows)),
    )


def drawn(
    request: Request,
    session: ReadSession,
    shown: Shown,
    *,
    at: datetime | None = None,
    frozen: FrozenRow | None = None,
) -> Brief:
    """Return a brief as pages and files show it; of a frozen one, with what changed since."""
    changes = find_changes(session, shown.places) if frozen else []
    # Its page answers with the reason alone: nor are its words shown here, until it is back.
    hidden = {each.id for each in changes if each.state == "withdrawn"}
    groups, sources = arranged(shown.places, partial(_heading, by=shown.by), hidden)
    site = site_of(request)
    path = frozen.path if frozen else f"/brief{encoded(shown.pairs)}"
    return Brief(
        title=frozen.title if frozen else None,
        filters=shown.filters,
        notes=_notes(shown),
        changes=changes,
        groups=groups,
        sources=sources,
        address=f"{site}{path}",
        site=site,
        at=at or now(),
    )


def _heading(row: StatementRow, by: str) -> str:
    """Return under which heading a statement stands: with several topics, the first."""
    if by == "topic":
        return named(row.topics[0].name) if row.topics else gettext("No topic found")
    if by == "speaker":
        return row.speaker or gettext("Speaker not known")
    return labels.day(row.said_on) if row.said_on else gettext("Day unknown")


def _notes(shown: Shown) -> list[str]:
    """Return what is missing, and why, a sentence each."""
    notes = []
    if shown.total > len(shown.places):
        notes.append(
            gettext(
                "These are the first %(shown)s of %(total)s statements: a brief holds no more. "
                "Narrow the filter, or take the list as a file.",
                shown=labels.number(len(shown.places)),
                total=labels.number(shown.total),
            )
        )
    if shown.undated_left_out:
        notes.append(
            ngettext(
                "A date is asked for: %(num)s statement whose day is unknown is left out.",
                "A date is asked for: %(num)s statements whose day is unknown are left out.",
                shown.undated_left_out,
            )
        )
    missing = N_("Statement %(number)s is not here: %(reason)s")
    notes += [
        gettext(missing, number=each.id, reason=said_again(each.reason)) for each in shown.left_out
    ]
    return notes


def _files(address: str, query: str) -> list[tuple[str, str]]:
    return [(gettext(name), f"{address}.{suffix}{query}") for suffix, name in BRIEF_FILES.items()]


def _show_now(
    request: Request,
    asked: AskedBrief,
    shown: Shown,
    brief: Brief,
    *,
    may_write: bool,
    problems: Mapping[str, str] | None = None,
    title: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Render a brief of the record as it is, with the form that freezes it."""
    query = encoded(asked.pairs())
    return render(
        request,
        "briefs/show.html",
        status=status,
        address=None if asked.problems else f"/brief{query}",
        brief=brief,
        filters=asked.filters(),
        frozen=None,
        files=_files("/brief", query),
        groupings=[
            (GROUPING_WORDS[by], by == asked.by, f"/brief{encoded(asked.pairs(by=by))}")
            for by in GROUPINGS
        ],
        back=f"/statements{encoded(asked.pairs(by=GROUPINGS[0]))}",
        fields=asked.pairs(),
        seen=fingerprint(pack(shown)) if may_write else "",
        title_typed=title,
        most_title=MAX_TITLE_CHARS,
        problems={**asked.problems, **(problems or {})},
    )


@router.get("/brief", name="brief")
def show(request: Request, session: ReadSession, may_write: MayWrite) -> HTMLResponse:
    """Show the statements that were ticked, or those of a filter, to be read and printed."""
    asked = asked_in(session, request.query_params.multi_items())
    shown = shown_now(session, asked)
    brief = drawn(request, session, shown)
    status = 422 if asked.problems else 200
    return _show_now(request, asked, shown, brief, may_write=may_write, status=status)


@router.get("/brief.{suffix}", name="brief_file")
def download(request: Request, session: ReadSession, suffix: str) -> Response:
    """Give a brief as a file."""
    check_suffix(suffix)
    asked = asked_in(session, request.query_params.multi_items())
    if asked.problems:
        raise Invalid(dict(asked.problems))
    # A file goes to others than who asked for it.
    with speaking(DEFAULT):
        brief = drawn(request, session, shown_now(session, asked))
        return brief_file(brief, suffix, f"brief-{brief.at:%Y-%m-%d}")


def check_suffix(suffix: str) -> None:
    """Make sure that briefs come in files of this kind.

    Raises:
        NotFound: they do not.
    """
    if suffix not in BRIEF_FILES:
        raise NotFound(gettext("A brief comes as %(kinds)s.", kinds=", ".join(BRIEF_FILES)))


@router.post("/briefs")
def keep(request: Request, database: DatabaseDep, editor: CurrentEditor, form: Posted) -> Response:
    """Freeze a brief as it was seen; where the record changed meanwhile, show it once more."""
    typed = texts(form)
    title, seen = typed.get("title", ""), typed.get("seen", "")
    given = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    problems: dict[str, str] = {}
    with database.writer() as session:
        asked = asked_in(session, [pair for pair in given if pair[0] not in {"title", "seen"}])
        shown = shown_now(session, asked)
        if asked.problems:
            status = Invalid.status
        elif seen != fingerprint(pack(shown)):
            status = 409
            problems["seen"] = gettext(
                "The record changed since you opened this brief: look at it again."
            )
        else:
            try:
                brief = freeze(session, shown, title=title, who=editor)
                return RedirectResponse(f"/briefs/{brief.id}", status_code=303)
            except Invalid as problem:
                status, problems = problem.status, problem.problems
        again = drawn(request, session, shown)
    return _show_now(
        request, asked, shown, again, may_write=True, problems=problems, title=title, status=status
    )


@router.get("/briefs", name="briefs")
def index(request: Request, session: ReadSession) -> HTMLResponse:
    """List the frozen briefs, the last first."""
    typed = request.query_params.get("page", "1")
    number = max(1, number_in(typed)) if typed.strip() else 1
    found, total = find_frozen(session, number, ON_PAGE)
    pages = max(1, -(-total // ON_PAGE))
    return render(
        request,
        "briefs/index.html",
        swaps="briefs",
        address="/briefs" if number == 1 else f"/briefs?page={number}",
        found=found,
        total=total,
        number=number,
        pages=pages,
        page_href=lambda at: "/briefs" if at == 1 else f"/briefs?page={at}",
    )


@router.get("/briefs/{number}.{suffix}", name="frozen_brief_file")
def download_frozen(request: Request, session: ReadSession, number: str, suffix: str) -> Response:
    """Give a frozen brief as a file: the same at all times, less what was erased or withdrawn."""
    check_suffix(suffix)
    found = get_frozen(session, number_in(number))
    with speaking(DEFAULT):
        brief = drawn(request, session, found.shown, at=found.row.frozen_at, frozen=found.row)
        return brief_file(brief, suffix, f"brief-{found.row.id}")


@router.get("/briefs/{number}", name="frozen_brief")
def show_frozen(request: Request, session: ReadSession, number: str) -> HTMLResponse:
    """Show a frozen brief as it was, and above it what changed since."""
    found = get_frozen(session, number_in(number))
    row = found.row
    return render(
        request,
        "briefs/show.html",
        address=row.path,
        brief=drawn(request, session, found.shown, at=row.frozen_at, frozen=row),
        filters=[tuple(map(said_again, each)) for each in found.shown.filters],
        frozen=found,
        files=_files(row.path, ""),
        groupings=[],
        back=None,
        now_href=f"/brief{encoded(found.shown.pairs)}",
        problems={},
    )
