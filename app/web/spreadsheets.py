"""Spreadsheets: which column is what, how each row reads, and saving those that can be stored."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, DatabaseDep, ReadSession
from app.errors import Invalid
from app.extraction.types import Form
from app.formats.delimited import BYTE_ORDER_MARK, guarded
from app.formats.delimited import MEDIA_TYPE as CSV
from app.locales import DEFAULT, N_, Words, gettext, speaking
from app.locales.stored import said_again
from app.queries.actors import find_actors
from app.queries.jobs import find_these
from app.services.gazetteer import gazetteer_from_database
from app.services.sheet_drafts import (
    NEW_BODY,
    NEW_PERSON,
    SheetDraft,
    choose,
    discard,
    get_sheet,
    known_only,
    queue_sheet,
    told_of,
)
from app.services.spreadsheets import (
    Named,
    Refused,
    Row,
    check_columns,
    find_speakers,
    orders,
    read_rows,
)
from app.services.typed_days import DAY_FIRST, MONTH_FIRST
from app.text import fold
from app.web.form_fields import form_field
from app.web.forms import Posted, texts
from app.web.render import render

router = APIRouter(include_in_schema=False)

SHOWN_ROWS, SHOWN_REFUSED, SHOWN_SPEAKERS = 10, 50, 100
FIELD_WORDS = Words(
    {
        "words": N_("Words"),
        "said_on": N_("Day said"),
        "speaker": N_("Speaker"),
        "url": N_("Address of the source"),
        "published_on": N_("Day published"),
        "outlet": N_("Outlet"),
        "title": N_("Title of the source"),
        "language": N_("Language"),
        "occasion": N_("Occasion"),
        "place": N_("Place"),
    }
)
FORMS = Words(
    {
        Form.DIRECT.value: N_("quoted word for word"),
        Form.INDIRECT.value: N_("told in other words"),
    }
)
PATH = "/articles/sheets/{token}"


@dataclass(frozen=True)
class Speaker:
    """A speaker of the sheet with what its field holds; `key` names that field."""

    key: int
    named: Named
    typed: str
    is_new: bool


@dataclass
class Checked:
    """How the rows of a sheet read: some of each kind, and how many there are."""

    rows: list[Row]
    refused: list[Refused]
    good: int = 0
    bad: int = 0
    twice: int = 0


def show_sheet(
    request: Request,
    session: ReadSession,
    sheet: SheetDraft,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the preview, or what became of the rows; with what is wrong beside its field."""
    typed, problems = typed or {}, dict(problems or {})
    job = next(iter(find_these(session, [sheet.job] if sheet.job is not None else [])), None)
    is_open = sheet.report is None and (job is None or job.state == "failed")
    checked, speakers = Checked([], []), []
    if is_open:
        try:
            check_columns(sheet.grid, sheet.chosen)
        except Invalid as problem:
            problems = {**problem.problems, **problems}
        if "words" not in problems:
            checked = check_rows(session, sheet)
        speakers = speakers_of(session, sheet, typed)
    return render(
        request,
        "drafts/sheet.html",
        swaps="sheet",
        status=status,
        address=PATH.format(token=sheet.token) if status == 200 else None,
        sheet=sheet,
        job=job,
        is_open=is_open,
        told=told_of(sheet.report) if sheet.report is not None else None,
        checked=checked,
        speakers=speakers,
        unknown=sum(each.named.actor is None and not each.is_new for each in speakers),
        fields=FIELD_WORDS,
        proved=orders(sheet.grid, sheet.chosen) if is_open else None,
        problems=problems,
        problem_names={name: problem_name(name) for name in problems},
        reasons={number: said_again(told) for number, told in sheet.reasons.items()},
        actors=find_actors(session) if is_open else (),
        day_first=DAY_FIRST,
        month_first=MONTH_FIRST,
        new_person=NEW_PERSON,
        new_body=NEW_BODY,
        forms=FORMS.items(),
        limits=(SHOWN_ROWS, SHOWN_REFUSED, SHOWN_SPEAKERS),
    )


def problem_name(field: str) -> str:
    """Return a field's name in the words of the page: of `speaker-3` with its number."""
    name, _, key = field.rpartition("-")
    if name == "speaker":
        return gettext("speaker %(number)s", number=key)
    return FIELD_WORDS.get(field) or form_field(field)


def check_rows(session: ReadSession, sheet: SheetDraft) -> Checked:
    """Read every row as it would be stored."""
    found = Checked([], [])
    known = gazetteer_from_database(session)
    for row in read_rows(sheet.grid, known_only(sheet.chosen), known):
        if isinstance(row, Refused):
            found.bad += 1
            if len(found.refused) < SHOWN_REFUSED:
                found.refused.append(row)
        elif row.same_as is not None:
            found.twice += 1
        else:
            found.good += 1
            if len(found.rows) < SHOWN_ROWS:
                found.rows.append(row)
    return found


def speakers_of(session: ReadSession, sheet: SheetDraft, typed: Mapping[str, str]) -> list[Speaker]:
    """Return the speakers to be looked at: those whom the record does not know first."""
    found = []
    named = find_speakers(session, sheet.grid, known_only(sheet.chosen))
    for key, each in enumerate(islice(named, SHOWN_SPEAKERS)):
        chosen = sheet.chosen.speakers.get(fold(each.name), "")
        is_new = chosen in {NEW_PERSON, NEW_BODY}
        held = chosen if is_new else f"{each.actor[1]} [{each.actor[0]}]" if each.actor else ""
        found.append(Speaker(key, each, typed.get(f"speaker-{key}", held), is_new))
    return found


@router.get(PATH, name="sheet")
def show(request: Request, session: ReadSession, _editor: CurrentEditor, token: str) -> Response:
    """Show how a spreadsheet would be stored; `sheet` renews itself while that is done."""
    return show_sheet(request, session, get_sheet(session, token))


@router.post(PATH)
def change(
    request: Request,
    database: DatabaseDep,
    editor: CurrentEditor,
    token: str,
    form: Posted,
) -> Response:
    """Keep what was chosen; `action=save` has the rows saved, `discard` throws it away."""
    typed = texts(form)
    action = typed.get("action", "")
    if action == "discard":
        with database.writer() as session:
            discard(session, token)
        return RedirectResponse("/articles/drafts", status_code=303)
    problems: dict[str, str] = {}
    with database.writer() as session:
        try:
            choose(session, token, typed)
        except Invalid as problem:
            # What is right was kept all the same.
            problems = problem.problems
    if action == "save" and not problems:
        try:
            with database.writer() as session:
                queue_sheet(session, token, who=editor)
        except Invalid as problem:
            problems = problem.problems
    if problems:
        with database.reader() as session:
            sheet = get_sheet(session, token)
            return show_sheet(request, session, sheet, typed=typed, problems=problems, status=422)
    return RedirectResponse(PATH.format(token=token), status_code=303)


@router.get(f"{PATH}/left-out.csv", name="sheet_left_out")
def left_out(session: ReadSession, _editor: CurrentEditor, token: str) -> Response:
    """Give the rows that cannot be stored, with the reasons, to be mended and uploaded again."""
    sheet = get_sheet(session, token)
    if sheet.report is None:
        known = gazetteer_from_database(session)
        # A file is in English to everybody, as the reasons are that are kept.
        with speaking(DEFAULT):
            read = read_rows(sheet.grid, known_only(sheet.chosen), known)
            rows = [
                (each.number, each.cells, each.reason) for each in read if isinstance(each, Refused)
            ]
    else:
        rows = [(number, cells, sheet.reasons[number]) for number, cells in sheet.grid.rows]
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*map(guarded, sheet.grid.header), "row before", "what is wrong"])
    for number, cells, reason in rows:
        writer.writerow([*map(guarded, cells), str(number), guarded(reason)])
    headers = {"content-disposition": 'attachment; filename="left-out.csv"'}
    return Response(BYTE_ORDER_MARK + buffer.getvalue(), media_type=CSV, headers=headers)
