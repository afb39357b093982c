"""Drafts: an article between paste and save. Nothing of it is public before `save_draft`."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Gone, Invalid, NotFound
from app.extraction.types import Basis, Extraction, Form, Gazetteer
from app.locales import N_, gettext
from app.models import Draft, Origin, now
from app.readers.document import Document
from app.readers.fetch import Fetched
from app.services.candidates import (
    Candidate,
    Edit,
    Spans,
    apply,
    attributions,
    found_in,
    in_blocks,
    put_on_record,
    read_again,
    struck_out,
    taken_in,
    tied_anew,
)
from app.services.captures import give_to_article, keep_capture
from app.services.ingest import added_by, ingest, titled
from app.services.ledger import Ingested
from app.services.lookout import counted_again, look_at
from app.services.near_copies import settle_copy
from app.services.readings import Readings
from app.spans import Span

# The kind of a draft that is a spreadsheet's: `app.services.sheet_drafts` has those.
SPREADSHEET = "spreadsheet"
CHANGED_ELSEWHERE = N_(
    "This draft was changed since you opened it, in another tab perhaps. What you entered is "
    "below: press the button again to put it over the other changes, or reload to see those."
)


@dataclass(frozen=True)
class DraftView:
    """A draft as its page shows it.

    Attributes:
        fields: what the form held, as typed.
        blocks: `(start, end, kind)` of what is not story.
        taken_in: where those of them begin that a person made story all the same.
        words: the text of each candidate, in their order.
        article_id: the article that it became, None before.
        copy_of: what was said of the text that this one looks like, see `change_draft`.
        version: changes with the draft; a form says which it was made from.
    """

    token: str
    version: str
    fields: Mapping[str, str]
    text: str
    language: str | None
    blocks: tuple[tuple[int, int, str], ...]
    taken_in: frozenset[int]
    candidates: tuple[Candidate, ...]
    words: tuple[str, ...]
    article_id: int | None
    copy_of: str


def start_draft(
    session: Session,
    document: Document,
    found: Extraction,
    fetched: Fetched | None = None,
    token: str | None = None,
) -> str:
    """Keep a document as a draft with what was found in it; return the draft's token.

    Args:
        fetched: the page that it was read from, to be kept beside it.
        token: the draft's, where whoever makes it may have to begin again.
    """
    draft = Draft(
        token=token or secrets.token_urlsafe(18),
        text=document.text,
        fields={**_fields(titled(document, found)), **_read_fields(found)},
        candidates=[asdict(each) for each in found_in(found)],
    )
    session.add(draft)
    session.flush()
    if fetched is not None:
        keep_capture(session, fetched, draft_id=draft.id)
    return draft.token


def _fields(document: Document) -> dict[str, Any]:
    day = document.published_on
    return {
        "title": document.title or "",
        "url": document.url or "",
        "outlet": document.outlet or "",
        "published_on": day.isoformat() if day else "",
        "language": document.language or "",
        "text_kind": document.text_kind,
    }


def _read_fields(found: Extraction) -> dict[str, Any]:
    """What reading the text tells of the article: its language, day and blocks."""
    return {
        "read_language": found.language,
        "read_day": found.published_on.isoformat() if found.published_on else None,
        "blocks": [[each.span.start, each.span.end, str(each.kind)] for each in found.blocks],
    }


def has_draft(session: Session, token: str) -> bool:
    """Say whether there is a draft of this token, saved or not."""
    query = sa.select(col(Draft.id)).where(col(Draft.token) == token)
    return session.execute(query).first() is not None


def _draft(session: Session, token: str) -> Draft:
    query = sa.select(Draft).where(col(Draft.token) == token)
    found: Draft | None = session.execute(query).scalar_one_or_none()
    if found is None or found.fields.get("kind") == SPREADSHEET:
        raise NotFound(gettext("There is no such draft."))
    return found


def get_draft(session: Session, token: str) -> DraftView:
    """Return a draft.

    Raises:
        NotFound: there is none with this token.
    """
    draft = _draft(session, token)
    candidates = tuple(map(Candidate.load, draft.candidates))
    named = ("title", "url", "outlet", "published_on", "language", "text_kind")
    return DraftView(
        token=token,
        version=_version(draft),
        fields={name: str(draft.fields.get(name) or "") for name in named}
        | {"published_on": draft.fields.get("published_on") or draft.fields.get("read_day") or ""},
        text=draft.text,
        language=draft.fields.get("language") or draft.fields.get("read_language"),
        blocks=tuple((start, end, kind) for start, end, kind in draft.fields.get("blocks", [])),
        taken_in=_taken_in(draft),
        candidates=candidates,
        words=tuple(each.words(draft.text) for each in candidates),
        article_id=draft.article_id,
        copy_of=str(draft.fields.get("copy_of") or ""),
    )


def _taken_in(draft: Draft) -> frozenset[int]:
    return frozenset(draft.fields.get("taken_in", []))


def _version(draft: Draft) -> str:
    return draft.changed_at.isoformat()


def _published(draft: Draft) -> str | None:
    return draft.fields.get("published_on") or draft.fields.get("read_day") or None


def change_draft(
    session: Session,
    token: str,
    *,
    document: Document,
    edits: Mapping[int, Edit],
    readings: Readings,
    seen: str | None = None,
    page: str | None = None,
    copy_of: str = "",
    is_autosave: bool = False,
) -> None:
    """Apply what a person set on the preview: the article's fields, and each card.

    A changed day published or language has the text read again; edited cards stay as they are.

    Args:
        document: the fields as checked; its text is the draft's own.
        edits: by the candidate's number.
        seen: the version that the edits were made on; None does not ask.
        copy_of: the number of the article that the text is another source of, `NO_COPY` for none
            of them, empty where nobody said.
        page: which opened page sends them: its own autosaves are no changes from elsewhere.
        is_autosave: the page stays open as it is, so that no card may change its number: the day
            published and the language stay as they are.

    Raises:
        NotFound: there is no such draft.
        Gone: it was saved already.
        Invalid: the fields are `<name>-<number>`, or `draft` where it was changed since `seen`;
            nothing was changed then.
    """
    draft = _open(session, token)
    own = page is not None and page == draft.fields.get("autosaved_by")
    if seen is not None and seen != _version(draft) and not own:
        raise Invalid({"draft": gettext(CHANGED_ELSEWHERE)})
    candidates = list(map(Candidate.load, draft.candidates))
    before = (draft.fields.get("published_on"), draft.fields.get("language"))
    fields = {**draft.fields, **_fields(document), "autosaved_by": page if is_autosave else None}
    fields["copy_of"] = copy_of
    if is_autosave:
        fields |= {name: draft.fields.get(name) for name in ("published_on", "language")}
    published = _published(draft)
    problems: dict[str, str] = {}
    moved: dict[Spans, Spans] = {}
    for number, edit in edits.items():
        if not 0 <= number < len(candidates):
            continue
        old = candidates[number]
        try:
            candidates[number] = apply(session, draft.text, old, edit, published=published)
            moved[old.parts] = candidates[number].parts
        except Invalid as problem:
            problems |= {f"{name}-{number}": each for name, each in problem.problems.items()}
    if problems:
        raise Invalid(problems)
    candidates = tied_anew(candidates, moved)
    if before != (fields["published_on"], fields["language"]):
        found = readings.of(document, _taken_in(draft))
        blocks = [each.span for each in found.blocks if each.span.start in _taken_in(draft)]
        candidates = in_blocks(read_again(candidates, found), blocks)
        fields |= _read_fields(found)
    draft.fields, draft.candidates = fields, [asdict(each) for each in candidates]
    draft.changed_at = now()
    session.add(draft)
    session.flush()


def _open(session: Session, token: str) -> Draft:
    draft = _draft(session, token)
    if draft.article_id is not None:
        raise Gone(gettext("This draft was saved: correct the article instead."))
    return draft


def turn_block(
    session: Session, token: str, start: int, readings: Readings, *, is_story: bool
) -> None:
    """Take a block in, and find its quotes, or strike it out again; other cards stay as they are.

    Args:
        start: where the block begins; nothing happens where none does, or it is so already.

    Raises:
        NotFound, Gone: as `change_draft`.
    """
    draft = _open(session, token)
    before = _taken_in(draft)
    block = next((Span(*each[:2]) for each in draft.fields["blocks"] if each[0] == start), None)
    if block is None or (start in before) is is_story:
        return
    candidates = list(map(Candidate.load, draft.candidates))
    if is_story:
        document = Document(
            draft.text,
            language=draft.fields.get("language") or draft.fields.get("read_language"),
            published_on=_day(_published(draft)),
        )
        found = readings.of(document, before | {start})
        candidates = taken_in(candidates, found, block)
    else:
        candidates = struck_out(candidates, start)
    after = before | {start} if is_story else before - {start}
    draft.fields = {**draft.fields, "taken_in": sorted(after)}
    draft.candidates = [asdict(each) for each in candidates]
    draft.changed_at = now()
    session.add(draft)
    session.flush()


def add_candidate(session: Session, token: str, edit: Edit) -> int:
    """Add a quote that a person found by hand; return its number.

    Raises:
        NotFound, Gone: as `change_draft`.
        Invalid: as `apply`.
    """
    draft = _open(session, token)
    day = _published(draft)
    blank = Candidate(
        parts=((0, 0),),
        form=Form.INDIRECT,
        speaker=None,
        actor=None,
        said_on=day,
        said_on_basis=Basis.PUBLISHED if day else Basis.UNKNOWN,
    )
    made = apply(session, draft.text, blank, replace(edit, words=edit.words or ""), published=day)
    if made.parts == blank.parts:
        raise Invalid({"words": gettext("Give the words as they stand in the text.")})
    draft.candidates = [*draft.candidates, asdict(made)]
    draft.changed_at = now()
    session.add(draft)
    session.flush()
    return len(draft.candidates) - 1


def save_draft(session: Session, token: str, document: Document, *, who: str) -> Ingested:
    """Make the draft's article public with the candidates that were kept.

    Saving twice answers with the article that the first time made.

    Args:
        document: the fields as checked; its text is the draft's own.

    Raises:
        NotFound: there is no such draft.
        Invalid: a new speaker cannot be put on record.
    """
    draft = _draft(session, token)
    if draft.article_id is not None:
        return Ingested(draft.article_id)
    candidates = list(map(Candidate.load, draft.candidates))
    kept = put_on_record(session, [each for each in candidates if each.keep], who=who)
    found = Extraction(
        language=document.language or draft.fields.get("read_language"),
        published_on=document.published_on or _day(draft.fields.get("read_day")),
        attributions=attributions(kept),
    )
    stored = ingest(session, document, _NO_GAZETTEER, origin=Origin.PERSON, extraction=found)
    stored = look_at(session, stored, document.text)
    if stored.known is None:
        stored = _decide_copy(session, stored, draft.fields.get("copy_of") or "", who=who)
    draft.article_id = stored.article_id
    draft.changed_at = now()
    session.add(draft)
    if stored.known is None:
        give_to_article(session, draft.id or 0, stored.article_id)
        dropped = [each.parts for each in candidates if not each.keep]
        session.add(added_by(who, stored, draft=draft.id, dropped=dropped))
    session.flush()
    return stored


def _decide_copy(session: Session, stored: Ingested, choice: str, *, who: str) -> Ingested:
    """Settle what a person said on the preview of the text that this one looks like."""
    if not choice or not settle_copy(session, stored.article_id, choice, who=who):
        return stored
    return counted_again(session, stored)


_NO_GAZETTEER = Gazetteer()


def _day(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed else None


@dataclass(frozen=True)
class DraftRow:
    """A draft of a list: its token, what it is called, and when it was changed last.

    Attributes:
        is_sheet: it is a spreadsheet, with a page of its own.
    """

    token: str
    title: str
    changed_at: datetime
    is_sheet: bool = False

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"/articles/{'sheets' if self.is_sheet else 'drafts'}/{self.token}"


def find_drafts(session: Session, limit: int = 50) -> list[DraftRow]:
    """Return the drafts that were not saved yet, the latest first."""
    query = (
        sa.select(col(Draft.token), col(Draft.fields), col(Draft.changed_at), _beginning())
        .where(col(Draft.article_id).is_(None))
        .order_by(col(Draft.changed_at).desc(), col(Draft.id).desc())
        .limit(limit)
    )
    return [
        DraftRow(
            token,
            fields.get("title") or " ".join(beginning.split())[:80],
            changed_at,
            is_sheet=fields.get("kind") == SPREADSHEET,
        )
        for token, fields, changed_at, beginning in session.execute(query)
        # Of a spreadsheet whose rows are saved, the rest is for whoever has its address.
        if "report" not in fields
    ]


def _beginning() -> sa.ColumnElement[str]:
    return sa.func.substr(col(Draft.text), 1, 200)
