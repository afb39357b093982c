"""Uploads: files given at once: one of a single article becomes a draft, many are stored."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

from sqlmodel import Session

from app.db import Database
from app.errors import Invalid, Unreadable
from app.extraction.types import Gazetteer
from app.locales import DEFAULT, ngettext, speaking
from app.locales import number as written
from app.readers.document import Document
from app.readers.fetch import Fetched
from app.readers.files import MAX_BYTES, Failure, count_articles, read_content
from app.readers.pasted import read_pasted
from app.services.batch import ingest_batch
from app.services.capture import told
from app.services.door import Unprocessed, read_or_keep
from app.services.drafts import has_draft, start_draft
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.intake import counting
from app.services.jobs import Claimed, Outcome, Progress, enqueue
from app.services.known import Known, find_known, other_text
from app.services.lookout import told_to_review
from app.services.outlets import find_outlet
from app.text import fingerprint

UPLOADS = "uploads"
# What is typed about a document counts before what the file says.
FIELDS = ("title", "url", "outlet", "published_on", "language", "text_kind")
# What can be read and stored while a person waits for the answer: about a second.
AT_ONCE_BYTES, AT_ONCE_FILES = 200_000, 20


class Upload(NamedTuple):
    """A file that came with a form: its name and its bytes."""

    name: str
    content: bytes

    @property
    def holds_many(self) -> bool:
        """Say whether it holds more than one article."""
        found = read_content(self.content, self.name)
        next(found, None)
        return next(found, None) is not None


@dataclass(frozen=True)
class Taken:
    """What became of files.

    Attributes:
        drafts: made of files of one article each.
        known: articles that were here already.
        kept, lost: what could not be used, and is kept with its reason or could not be.
        new: articles stored out of files of many, with `statements`, of which `review` wait.
    """

    drafts: int = 0
    known: int = 0
    kept: int = 0
    lost: int = 0
    new: int = 0
    statements: int = 0
    review: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Taken(*(one + more for one, more in pairs))

    def as_text(self) -> str:
        """Return it in a sentence for people; an empty one where nothing came."""
        parts = []
        if self.drafts:
            parts.append(
                ngettext(
                    "%(num)s draft made, nothing of which is public yet",
                    "%(num)s drafts made, nothing of which is public yet",
                    self.drafts,
                )
            )
        if self.new:
            parts.append(", ".join(self._stored()))
        if self.known:
            parts.append(ngettext("%(num)s here already", "%(num)s here already", self.known))
        if self.lost:
            parts.append(
                ngettext(
                    "%(num)s could not be used and is not kept: empty, or a line of more than "
                    "%(most)s bytes",
                    "%(num)s could not be used and are not kept: empty, or a line of more than "
                    "%(most)s bytes",
                    self.lost,
                    most=written(MAX_BYTES),
                )
            )
        if self.kept:
            parts.append(
                ngettext(
                    "%(num)s could not be used and is kept",
                    "%(num)s could not be used and are kept",
                    self.kept,
                )
            )
        return f"{'; '.join(parts)}." if parts else ""

    def _stored(self) -> Iterator[str]:
        yield ngettext(
            "%(num)s article out of files of many stored and public",
            "%(num)s articles out of files of many stored and public",
            self.new,
        )
        yield ngettext("with %(num)s statement", "with %(num)s statements", self.statements)
        if self.review:
            yield told_to_review(self.review)


# ------------------------------------------------------------------------- one document


def described(found: Document, fields: Mapping[str, str]) -> Document:
    """Return a file's document with what was typed about it.

    Raises:
        Invalid: a field is not what it should be.
    """
    said = {name: getattr(found, name) for name in FIELDS}
    typed = {name: value for name, value in fields.items() if value.strip()}
    return read_pasted({**said, **typed, "text": found.text}, source=found.source)


def find_here(session: Session, document: Document) -> Known | None:
    """Return the article that a document is already, None where it is new."""
    outlet = find_outlet(session, document.outlet, document.url)
    return find_known(
        session,
        sha256=fingerprint(document.text),
        outlet_id=outlet.id if outlet else None,
        url=document.url,
        text_kind=document.text_kind,
    )


def make_draft(
    database: Database,
    document: Document,
    gazetteer: Gazetteer,
    *,
    fetched: Fetched | None = None,
    token: str | None = None,
) -> str:
    """Read a document and keep it as a draft; return the draft's token.

    Raises:
        Unprocessed: a fault of ours stopped it; the text was kept.
    """
    # No transaction is open while the text is read: that may take a moment.
    found = read_or_keep(database, document, gazetteer)
    with database.writer() as session:
        return start_draft(session, document, found, fetched, token)


# ------------------------------------------------------------------------- many


# The reasons that it keeps are for all who look later.
@speaking(DEFAULT)
def take_each(
    database: Database,
    uploads: Sequence[Upload],
    typed: Mapping[str, str],
    *,
    salt: str | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Make a draft of each file of one article; store those of many, as `ingest` does.

    Args:
        typed: what was said of all of them.
        salt: whoever begins again after a stop gives the same: what was made is not made twice.
        progress: told of each article.
    """
    salt = salt or secrets.token_urlsafe(18)
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    total = Taken()
    for number, upload in enumerate(uploads):
        if upload.holds_many:
            items = read_content(upload.content, upload.name)
            report = ingest_batch(database, counting(items, progress) if progress else items)
            total += Taken(
                known=report.known,
                kept=sum(each.is_kept for each in report.failures),
                lost=sum(not each.is_kept for each in report.failures),
                new=report.new,
                statements=report.statements,
                review=report.to_review,
            )
            continue
        token = hashlib.sha256(f"{salt} {number}".encode()).hexdigest()[:32]
        total += _take_one(database, upload, typed, gazetteer, token)
        if progress is not None:
            progress.tell(upload.name, done=1)
    return total


def _take_one(
    database: Database,
    upload: Upload,
    typed: Mapping[str, str],
    gazetteer: Gazetteer,
    token: str,
) -> Taken:
    found = next(iter(read_content(upload.content, upload.name)))
    try:
        if isinstance(found, Failure):
            raise Unreadable(found.reason)
        document = described(found, typed)
        with database.reader() as session:
            if has_draft(session, token):
                return Taken(drafts=1)
            known = find_here(session, document)
        if known is not None and known.by == "url":
            raise Unreadable(other_text(known))
        if known is not None:
            return Taken(known=1)
        make_draft(database, document, gazetteer, token=token)
    except Invalid as problem:
        with database.writer() as session:
            keep_failed(session, upload.name, told(problem), upload.content)
        return Taken(kept=1) if upload.content else Taken(lost=1)
    except Unprocessed:
        # Its text was kept by who read it, and the files behind it are taken.
        return Taken(kept=1)
    return Taken(drafts=1)


def is_large(uploads: Sequence[Upload]) -> bool:
    """Say whether files are too much to be read while a person waits."""
    size = sum(len(upload.content) for upload in uploads)
    return size > AT_ONCE_BYTES or len(uploads) > AT_ONCE_FILES


def queue_uploads(
    session: Session, uploads: Sequence[Upload], typed: Mapping[str, str], *, who: str
) -> int:
    """Queue files with what was typed about all of them; return the job's number."""
    content = b"".join(upload.content for upload in uploads)
    files = json.dumps([(upload.name[:500], len(upload.content)) for upload in uploads])
    arguments = {**typed, "files": files}
    subject = hashlib.sha256(json.dumps(arguments, sort_keys=True).encode() + content).hexdigest()
    label = uploads[0].name[:500] if len(uploads) == 1 else f"{len(uploads):,} files"
    return enqueue(
        session,
        UPLOADS,
        subject,
        label=label,
        who=who,
        arguments={**arguments, "salt": secrets.token_urlsafe(18)},
        content=content,
    )


def take_uploads(database: Database, job: Claimed, progress: Progress) -> Outcome:
    """Take the files of a job; one that was stopped in the middle is begun again safely."""
    typed = dict(job.arguments)
    salt, content, at = typed.pop("salt"), job.content or b"", 0
    uploads = []
    for name, size in json.loads(typed.pop("files")):
        uploads.append(Upload(name, content[at : at + size]))
        at += size
    progress.tell(total=sum(count_articles(each.content, each.name) for each in uploads))
    taken = take_each(database, uploads, typed, salt=salt, progress=progress)
    return Outcome(taken.as_text(), failed=not taken.drafts + taken.known + taken.new)
