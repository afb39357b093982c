"""Leftovers: what holds an article's words beside the record: drafts, failed inputs, jobs."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Capture, Draft, FailedInput, Job
from app.readers.spreadsheets import pack, unpack
from app.services.drafts import SPREADSHEET
from app.services.traces import Traces


@dataclass(frozen=True)
class Leftovers:
    """What holds the words, by numbers.

    Attributes:
        failed_less, jobs_less: what is left of the contents of those that hold other articles too.
        sheets: of spreadsheets that are no articles yet, what is left of their rows.
    """

    drafts: tuple[int, ...]
    failed: tuple[int, ...]
    jobs: tuple[int, ...]
    failed_less: tuple[tuple[int, bytes], ...]
    jobs_less: tuple[tuple[int, bytes], ...]
    sheets: tuple[tuple[int, str], ...] = ()


def find_leftovers(session: Session, article_id: int, traces: Traces) -> Leftovers:
    """Return what holds the words of an article; drafts that became it are among them."""
    columns: Any = col(Draft.id), col(Draft.text), col(Draft.article_id), col(Draft.fields)
    drafts: list[int] = []
    sheets: list[tuple[int, str]] = []
    for number, text, became, fields in session.execute(sa.select(*columns).order_by(columns[0])):
        if fields.get("kind") == SPREADSHEET:
            left = less_rows(text, traces)
            if left != text:
                sheets.append((number, left))
        elif became == article_id or traces.in_text(text):
            drafts.append(number)
    failed: dict[int, bytes] = {}
    for each in session.execute(sa.select(FailedInput).order_by(col(FailedInput.id))).scalars():
        is_told = traces.tells((each.source, each.reason))
        if is_told or traces.in_bytes(each.content):
            failed[each.id or 0] = b"" if is_told else traces.less(each.content)
        session.expunge(each)
    jobs: dict[int, bytes] = {}
    for job in session.execute(sa.select(Job).order_by(col(Job.id))).scalars():
        words = (job.label, job.subject, job.message, *job.arguments.values())
        is_told = traces.tells(words)
        if is_told or traces.in_bytes(job.content or b""):
            jobs[job.id or 0] = b"" if is_told else traces.less(job.content or b"")
        session.expunge(job)
    return Leftovers(
        drafts=tuple(drafts),
        failed=tuple(failed),
        jobs=tuple(jobs),
        failed_less=tuple((number, left) for number, left in failed.items() if left),
        jobs_less=tuple((number, left) for number, left in jobs.items() if left),
        sheets=tuple(sheets),
    )


def less_rows(text: str, traces: Traces) -> str:
    """Return the rows of a packed spreadsheet less those that hold words of an article."""
    sheets = unpack(text)
    left = [
        replace(grid, rows=tuple(row for row in grid.rows if not traces.tells(row[1])))
        for grid in sheets
    ]
    return text if tuple(left) == sheets else pack(left)


def remove_leftovers(session: Session, found: Leftovers) -> None:
    """Remove what holds the words; what holds other articles too keeps those."""
    session.execute(sa.delete(Capture).where(col(Capture.draft_id).in_(found.drafts)))
    session.execute(sa.delete(Draft).where(col(Draft.id).in_(found.drafts)))
    for number, text in found.sheets:
        session.get_one(Draft, number).text = text
    kept = dict(found.failed_less)
    for number in found.failed:
        failed = session.get_one(FailedInput, number)
        if number in kept:
            failed.content = kept[number]
            failed.sha256 = hashlib.sha256(kept[number]).hexdigest()
            session.add(failed)
        else:
            session.delete(failed)
    left = dict(found.jobs_less)
    for number in found.jobs:
        job = session.get_one(Job, number)
        if number in left:
            job.content = left[number]
            session.add(job)
        else:
            session.delete(job)
    session.flush()
