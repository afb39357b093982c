"""Sheet drafts: a spreadsheet between its upload and the saving of its rows; nothing is public.

It is kept as a draft like an article's, its rows packed into the draft's text.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.errors import Gone, Invalid, NotFound
from app.extraction.types import Form
from app.locales import gettext, ngettext
from app.models import Draft, Job, JobState, now
from app.readers.spreadsheets import Grid, pack, read_spreadsheet, unpack
from app.services.actors import NewActor, actors_called, add_actor
from app.services.batch import ingest_batch
from app.services.drafts import SPREADSHEET
from app.services.entry import Entry
from app.services.gazetteer import gazetteer_from_database
from app.services.jobs import Claimed, Outcome, Progress, enqueue
from app.services.lookout import told_to_review
from app.services.spreadsheets import (
    HEADERS,
    Chosen,
    Refused,
    check_columns,
    find_speakers,
    guess_columns,
    read_rows,
)
from app.services.typed_days import DAY_FIRST, MONTH_FIRST
from app.text import fold

# What a person chooses for a speaker whom the record does not know.
NEW_PERSON, NEW_BODY = "new:person", "new:institution"
TELL_EVERY = 50


@dataclass(frozen=True)
class SheetDraft:
    """A spreadsheet as its page shows it.

    Attributes:
        sheets: those of the file; `grid` is the chosen one.
        job: of the number under which its rows are saved, None before.
        report: what became of them, None before; then `grid` holds the rows that were left out.
        reasons: by number, why each of those was.
    """

    token: str
    name: str
    sheets: tuple[Grid, ...]
    at: int
    chosen: Chosen
    job: int | None
    report: Mapping[str, int] | None
    reasons: Mapping[int, str]
    changed_at: datetime

    @property
    def grid(self) -> Grid:
        """The sheet that is read."""
        return self.sheets[self.at]


def start_sheet(session: Session, name: str, content: bytes) -> str:
    """Keep a spreadsheet as a draft with its columns guessed; return the draft's token.

    Raises:
        Unreadable: it is none, or too large.
    """
    sheets = read_spreadsheet(content, name)
    chosen = Chosen(guess_columns(sheets[0].header))
    fields = {"kind": SPREADSHEET, "title": name[:500], "at": 0, **_kept(chosen)}
    draft = Draft(token=secrets.token_urlsafe(18), text=pack(sheets), fields=fields)
    session.add(draft)
    session.flush()
    return draft.token


def _kept(chosen: Chosen) -> dict[str, Any]:
    return asdict(replace(chosen, columns=dict(chosen.columns), speakers=dict(chosen.speakers)))


def _draft(session: Session, token: str) -> Draft:
    query = sa.select(Draft).where(col(Draft.token) == token)
    found: Draft | None = session.execute(query).scalar_one_or_none()
    if found is None or found.fields.get("kind") != SPREADSHEET:
        raise NotFound(gettext("There is no such spreadsheet."))
    return found


def get_sheet(session: Session, token: str) -> SheetDraft:
    """Return a spreadsheet that was uploaded.

    Raises:
        NotFound: there is none with this token.
    """
    draft = _draft(session, token)
    fields = draft.fields
    return SheetDraft(
        token=token,
        name=fields["title"],
        sheets=unpack(draft.text),
        at=fields["at"],
        chosen=Chosen(*(fields[name] for name in ("columns", "order", "form", "speakers"))),
        job=fields.get("job"),
        report=fields.get("report"),
        reasons={int(number): told for number, told in fields.get("reasons", {}).items()},
        changed_at=draft.changed_at,
    )


def choose(session: Session, token: str, typed: Mapping[str, str]) -> None:
    """Keep what a person chose on the preview, whether it fits together or not.

    Args:
        typed: the form's fields: `sheet`, `column-FIELD` (a number from 0, or empty), `order`,
            `form`, `speaker-NUMBER` beside `name-NUMBER`.

    Raises:
        NotFound: there is no such spreadsheet.
        Gone: its rows are saved, or about to be.
        Invalid: a speaker is nobody whom the record knows; the rest is kept.
    """
    draft = _open(session, token)
    sheets, fields = unpack(draft.text), dict(draft.fields)
    at = _number(typed.get("sheet"), len(sheets))
    if at is not None and at != fields["at"]:
        # Another sheet has other columns.
        fields |= {"at": at, **_kept(Chosen(guess_columns(sheets[at].header)))}
    else:
        width = len(sheets[fields["at"]].header)
        columns = {name: _number(typed.get(f"column-{name}"), width) for name in HEADERS}
        if any(f"column-{name}" in typed for name in HEADERS):
            fields["columns"] = {name: at for name, at in columns.items() if at is not None}
        order, form = typed.get("order"), typed.get("form")
        fields["order"] = order if order in {DAY_FIRST, MONTH_FIRST} else None
        fields["form"] = form if form in {Form.DIRECT, Form.INDIRECT} else fields["form"]
    speakers, problems = _speakers(session, typed)
    fields["speakers"] = {**fields["speakers"], **speakers}
    for name in [name for name, slug in fields["speakers"].items() if not slug]:
        del fields["speakers"][name]
    draft.fields, draft.changed_at = fields, now()
    session.add(draft)
    session.flush()
    if problems:
        raise Invalid(problems)


def _open(session: Session, token: str) -> Draft:
    draft = _draft(session, token)
    job = session.get(Job, draft.fields.get("job", 0))
    # A job that failed, or was taken off the list, saves nothing any more.
    if "report" in draft.fields or (job is not None and job.state != JobState.FAILED):
        raise Gone(gettext("The rows of this spreadsheet are saved, or about to be."))
    return draft


def _number(typed: str | None, below: int) -> int | None:
    if typed and typed.isascii() and typed.isdigit() and int(typed[:6]) < below:
        return int(typed[:6])
    return None


def _speakers(session: Session, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return whom each speaker was said to be, by folded name; and what is wrong, by field."""
    found, problems = {}, {}
    for field, name in typed.items():
        number = field.removeprefix("name-")
        meant = " ".join(typed.get(f"speaker-{number}", "").split())
        if number == field or not name:
            continue
        if not meant or meant in {NEW_PERSON, NEW_BODY}:
            found[fold(name)] = meant
            continue
        # As the list of speakers writes them: the name, its slug in brackets.
        slug = meant.rpartition("[")[2].removesuffix("]") if meant.endswith("]") else ""
        known = actors_called(session, meant.removesuffix(f"[{slug}]") if slug else meant)
        known = [each for each in known if not slug or each.slug == slug]
        if len(known) == 1:
            found[fold(name)] = known[0].slug
        elif known:
            problems[f"speaker-{number}"] = gettext(
                "“%(name)s” is several on record: choose another.", name=meant[:80]
            )
        else:
            problems[f"speaker-{number}"] = gettext(
                "“%(name)s” is nobody on record: choose another.", name=meant[:80]
            )
    return found, problems


def discard(session: Session, token: str) -> None:
    """Throw a spreadsheet away; what was saved of it stays.

    Raises:
        NotFound: there is no such spreadsheet.
    """
    session.delete(_draft(session, token))
    session.flush()


# ------------------------------------------------------------------------- saving


def queue_sheet(session: Session, token: str, *, who: str) -> int:
    """Queue the rows of a spreadsheet to be saved; return the job's number.

    Speakers who are to be new are put on record now, in the same transaction.

    Raises:
        NotFound: there is no such spreadsheet.
        Gone: its rows are saved, or about to be.
        Invalid: it cannot be read as it was chosen, or no row of it can be stored.
    """
    draft = _open(session, token)
    sheet = get_sheet(session, token)
    check_columns(sheet.grid, sheet.chosen)
    fields = dict(draft.fields)
    speakers = dict(sheet.chosen.speakers)
    found = find_speakers(session, sheet.grid, known_only(sheet.chosen))
    named = {fold(each.name): each.name for each in found}
    for folded, meant in speakers.items():
        if meant in {NEW_PERSON, NEW_BODY} and folded in named:
            new = NewActor(named[folded], kind=meant.partition(":")[2])
            speakers[folded] = add_actor(session, new, who=who).slug
    fields["speakers"] = {
        folded: slug for folded, slug in speakers.items() if slug not in {NEW_PERSON, NEW_BODY}
    }
    number = enqueue(session, SPREADSHEET, token, label=sheet.name, who=who)
    draft.fields, draft.changed_at = fields | {"job": number}, now()
    session.add(draft)
    session.flush()
    return number


def known_only(chosen: Chosen) -> Chosen:
    """Return what was chosen less the speakers who are to be new: they have no slug yet."""
    new = {NEW_PERSON, NEW_BODY}
    known = {name: slug for name, slug in chosen.speakers.items() if slug not in new}
    return replace(chosen, speakers=known)


def take_sheet(database: Database, job: Claimed, progress: Progress) -> Outcome:
    """Save the rows of a spreadsheet; those that cannot be stored stay in its draft.

    Who begins again after a stop finds what was stored on record already.
    """
    with database.reader() as session:
        sheet = get_sheet(session, job.subject)
        gazetteer = gazetteer_from_database(session)
    if sheet.report is not None:
        return Outcome(told_of(sheet.report))
    refused: list[Refused] = []
    twice: list[int] = []
    progress.tell(total=len(sheet.grid.rows))

    def entries() -> Iterator[Entry]:
        for number, row in enumerate(read_rows(sheet.grid, sheet.chosen, gazetteer), 1):
            if isinstance(row, Refused):
                refused.append(row)
            elif row.same_as is not None:
                twice.append(row.number)
            else:
                yield row.entry
            if number % TELL_EVERY == 0:
                progress.tell(done=TELL_EVERY)

    report = ingest_batch(database, entries())
    numbers = {
        "new": report.new,
        "known": report.known,
        "twice": len(twice),
        "refused": len(refused),
        "statements": report.statements,
        "review": report.to_review,
    }
    left = replace(sheet.grid, rows=tuple((each.number, each.cells) for each in refused))
    with database.writer() as session:
        draft = _draft(session, job.subject)
        reasons = {str(each.number): each.reason for each in refused}
        draft.fields = {**draft.fields, "report": numbers, "reasons": reasons, "at": 0}
        # What was stored is not kept twice.
        draft.text, draft.changed_at = pack([left]), now()
        session.add(draft)
    return Outcome(told_of(numbers))


def told_of(numbers: Mapping[str, int]) -> str:
    """Return what became of the rows of a spreadsheet, in a sentence for people."""
    told = ngettext("%(num)s row stored", "%(num)s rows stored", numbers["new"])
    made = numbers["statements"]
    told += ", " + ngettext("with %(num)s new statement", "with %(num)s new statements", made)
    if many := numbers["review"]:
        told += f", {told_to_review(many)}"
    if many := numbers["known"] + numbers["twice"]:
        told += "; " + ngettext("%(num)s here already", "%(num)s here already", many)
    if many := numbers["refused"]:
        told += "; " + ngettext("%(num)s left out", "%(num)s left out", many)
    return f"{told}."
