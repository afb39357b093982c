"""Intake: what a person gives to be worked off in the background: addresses, files, retries."""

import hashlib
import time
from collections.abc import Iterator

from sqlmodel import Session

from app.addresses import is_web
from app.db import MAX_ID, Database
from app.errors import Invalid, NotFound, Unreadable
from app.locales import N_, gettext, plural
from app.locales import number as written
from app.models import FailedInput, Origin
from app.readers.document import Document
from app.readers.fetch import Limits
from app.readers.files import Failure, count_articles, read_content, read_kept
from app.services.batch import FailedSource, Report, ingest_batch
from app.services.capture import capture_url, known_address
from app.services.door import Unprocessed
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.jobs import Claimed, Outcome, Progress, enqueue
from app.services.politeness import Politeness

ADDRESSES, FILE, KEPT = "addresses", "file", "kept"
MAX_ADDRESSES = 1_000
TELL_SECONDS = 1.0
# What a job is called; it is stored in English.
MANY = plural("%(num)s address", "%(num)s addresses")


def check_addresses(text: str) -> list[str]:
    """Return the addresses of a text, one a line, each once.

    Raises:
        Invalid: a line is no address of the web, or there are none, or too many.
    """
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    wrong = [line for line in lines if not is_web(line) or len(line.split()) > 1]
    if wrong:
        raise Invalid(
            {
                "addresses": gettext(
                    "This is no address of the web: %(address)s", address=wrong[0][:200]
                )
            }
        )
    if not lines:
        raise Invalid({"addresses": gettext("Give at least one address.")})
    if len(lines) > MAX_ADDRESSES:
        raise Invalid(
            {
                "addresses": gettext(
                    "These are more than %(most)s addresses.", most=written(MAX_ADDRESSES)
                )
            }
        )
    return lines


def queue_addresses(session: Session, urls: list[str], *, who: str) -> int:
    """Queue the addresses of articles; return the job's number."""
    content = "\n".join(urls).encode("utf-8")
    label = urls[0] if len(urls) == 1 else MANY[1] % {"num": f"{len(urls):,}"}
    subject = hashlib.sha256(content).hexdigest()
    return enqueue(session, ADDRESSES, subject, label=label, who=who, content=content)


def queue_file(session: Session, name: str, content: bytes, *, who: str) -> int:
    """Queue a file of one article or many; return the job's number."""
    # A name tells how the bytes are read: the same ones under another name are another job.
    subject = hashlib.sha256(f"{name}\0".encode() + content).hexdigest()
    given = {"name": name[:500]}
    return enqueue(
        session, FILE, subject, label=name[:500], who=who, arguments=given, content=content
    )


def queue_kept(session: Session, number: int, *, who: str) -> int:
    """Queue another try of an input that failed; return the job's number.

    Raises:
        NotFound: there is no such input.
    """
    kept = _kept(session, number)
    return enqueue(session, KEPT, str(number), label=kept.source or f"Input {number}", who=who)


def _kept(session: Session, number: int) -> FailedInput:
    found = session.get(FailedInput, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no kept input %(number)s.", number=number))
    return found


def take_addresses(
    database: Database, job: Claimed, progress: Progress, politeness: Politeness, limits: Limits
) -> Outcome:
    """Store the article of each address; one that gives none is kept with the reason."""
    urls = (job.content or b"").decode("utf-8").splitlines()
    report = Report()
    progress.tell(total=len(urls))
    for url in urls:
        progress.tell(url)
        _take_address(database, url, job.queued_by, report, politeness, limits)
        progress.tell(done=1)
    return _outcome(report)


def _take_address(
    database: Database,
    url: str,
    who: str,
    report: Report,
    politeness: Politeness,
    limits: Limits,
) -> None:
    try:
        if known_address(database, url) is None:
            politeness.wait(url)
        with database.reader() as session:
            gazetteer = gazetteer_from_database(session)
        report.add(
            capture_url(database, url, gazetteer, origin=Origin.PERSON, added_by=who, limits=limits)
        )
    except (Invalid, Unprocessed) as problem:
        reason = problem.message if isinstance(problem, Unreadable) else str(problem)
        report.failures.append(FailedSource(url, reason, is_kept=True))
        with database.writer() as session:
            keep_failed(session, url, reason, url.encode("utf-8", "replace"))


def take_file(database: Database, job: Claimed, progress: Progress) -> Outcome:
    """Store the articles of a file; what cannot be read of it is kept with the reason."""
    content, name = job.content or b"", job.arguments.get("name", "")
    progress.tell(total=count_articles(content, name))
    items = read_content(content, name)
    return _outcome(ingest_batch(database, counting(items, progress)))


def take_kept(
    database: Database, job: Claimed, progress: Progress, politeness: Politeness, limits: Limits
) -> Outcome:
    """Try a kept input again; it goes once it could be used."""
    number = int(job.subject)
    with database.reader() as session:
        kept = _kept(session, number)
        source, content = kept.source, kept.content
    progress.tell(N_("reading it again"))
    if is_web(source) and content == source.encode("utf-8", "replace"):
        report = Report()
        _take_address(database, source, job.queued_by, report, politeness, limits)
    else:
        items = read_kept(content, source)
        report = ingest_batch(database, counting(items, progress))
    if not report.failures:
        with database.writer() as session:
            session.delete(_kept(session, number))
    return _outcome(report)


def counting(
    items: Iterator[Document | Failure], progress: Progress
) -> Iterator[Document | Failure]:
    """Yield items, and tell now and then how many."""
    told, count = time.monotonic(), 0
    for item in items:
        yield item
        count += 1
        if time.monotonic() - told > TELL_SECONDS:
            progress.tell(done=count)
            told, count = time.monotonic(), 0
    progress.tell(done=count)


def _outcome(report: Report) -> Outcome:
    """Return a report in one line; nothing but failures is a failure."""
    if report.failures and not report.new + report.known:
        reasons = "; ".join(dict.fromkeys(each.reason for each in report.failures))
        return Outcome(reasons, failed=True)
    return Outcome(report.as_text())
