"""Drafts: an article between paste and save. Nothing of it is public before `save_draft`."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.errors import Gone, Invalid, NotFound
from app.extraction.types import Attribution, Basis, Extraction, Form, Gazetteer, TopicMatch
from app.models import Draft, Origin, Revision, Topic, now
from app.readers.document import Document
from app.services.actors import actors_called, add_actor
from app.services.ingest import Ingested, ingest, read
from app.services.record import BY_HAND
from app.spans import Span, find_parts, join_parts

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Candidate:
    """One quote that a draft proposes, as a person left it.

    Attributes:
        keep: it will be saved; a dropped one stays in the draft, to be taken back.
        speaker: as shown: an actor's name, or as printed.
        topics: `(slug, term, start, end, inside)`; a topic set by hand has no term.
        is_edited: a person changed it, so that reading the text again leaves it alone.
    """

    parts: Spans
    form: str
    speaker: str | None
    actor: str | None
    said_on: str | None
    said_on_basis: str
    topics: tuple[tuple[str, str, int, int, bool], ...] = ()
    speaker_printed: str | None = None
    speaker_at: tuple[int, int] | None = None
    candidates: tuple[str, ...] = ()
    cue: str = ""
    cue_at: tuple[int, int] | None = None
    via: str | None = None
    via_actor: str | None = None
    occasion: str | None = None
    place: str | None = None
    rule: str = BY_HAND
    confidence: float = 1.0
    nested_in: int | None = None
    doubts: tuple[str, ...] = ()
    keep: bool = True
    is_edited: bool = False

    @classmethod
    def of(cls, found: Attribution) -> "Candidate":
        """Return what extraction found, as a candidate."""
        at, cue = found.speaker_span, found.cue_span
        return cls(
            parts=tuple((part.start, part.end) for part in found.parts),
            form=str(found.form),
            speaker=found.speaker,
            actor=found.actor,
            said_on=found.said_on,
            said_on_basis=str(found.said_on_basis),
            topics=tuple(
                (each.topic, each.term, each.span.start, each.span.end, each.inside)
                for each in found.topics
            ),
            speaker_printed=found.speaker_printed,
            speaker_at=(at.start, at.end) if at else None,
            candidates=found.candidates,
            cue=found.cue,
            cue_at=(cue.start, cue.end) if cue else None,
            via=found.via,
            via_actor=found.via_actor,
            occasion=found.occasion,
            place=found.place,
            rule=found.rule,
            confidence=found.confidence,
            nested_in=found.nested_in,
            doubts=found.doubts,
        )

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> "Candidate":
        """Return the candidate that `asdict` stored as JSON."""
        lists = {name: _tuples(value) for name, value in stored.items() if isinstance(value, list)}
        return cls(**{**stored, **lists})

    def attribution(self) -> Attribution:
        """Return it in the form in which quotes are recorded."""
        return Attribution(
            parts=tuple(Span(*part) for part in self.parts),
            form=Form(self.form),
            cue=self.cue,
            cue_span=Span(*self.cue_at) if self.cue_at else None,
            speaker_span=Span(*self.speaker_at) if self.speaker_at else None,
            speaker_printed=self.speaker_printed,
            speaker=self.speaker,
            actor=self.actor,
            candidates=self.candidates,
            via=self.via,
            via_actor=self.via_actor,
            said_on=self.said_on,
            said_on_basis=Basis(self.said_on_basis),
            occasion=self.occasion,
            place=self.place,
            topics=tuple(
                TopicMatch(slug, term, Span(start, end), inside)
                for slug, term, start, end, inside in self.topics
            ),
            rule=BY_HAND if self.is_edited else self.rule,
            confidence=self.confidence,
            doubts=self.doubts,
        )


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


@dataclass(frozen=True)
class DraftView:
    """A draft as its page shows it.

    Attributes:
        fields: what the form held, as typed.
        blocks: `(start, end, kind)` of what is not story.
        words: the text of each candidate, in their order.
        article_id: the article that it became, None before.
    """

    token: str
    fields: Mapping[str, str]
    text: str
    language: str | None
    blocks: tuple[tuple[int, int, str], ...]
    candidates: tuple[Candidate, ...]
    words: tuple[str, ...]
    article_id: int | None


@dataclass(frozen=True)
class Edit:
    """What a person set on one candidate's card; None leaves a field as it is.

    Attributes:
        words: as they stand in the text; parts divided by "…".
        speaker: a name; empty means unknown.
        is_new: the speaker is to be added as an actor, with `kind`, `side` and `office`.
        said_on: empty means unknown.
        topics: slugs, all of them.
    """

    keep: bool = True
    words: str | None = None
    form: str | None = None
    speaker: str | None = None
    is_new: bool = False
    kind: str = "person"
    side: str = ""
    office: str = ""
    said_on: str | None = None
    topics: tuple[str, ...] | None = None


def start_draft(session: Session, document: Document, found: Extraction) -> str:
    """Keep a document as a draft with what was found in it; return the draft's token."""
    draft = Draft(
        token=secrets.token_urlsafe(18),
        text=document.text,
        fields={**_fields(document), **_read_fields(found)},
        candidates=[asdict(Candidate.of(each)) for each in found.attributions],
    )
    session.add(draft)
    session.flush()
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


def _draft(session: Session, token: str) -> Draft:
    query = sa.select(Draft).where(col(Draft.token) == token)
    found: Draft | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such draft.")
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
        fields={name: str(draft.fields.get(name) or "") for name in named}
        | {"published_on": draft.fields.get("published_on") or draft.fields.get("read_day") or ""},
        text=draft.text,
        language=draft.fields.get("language") or draft.fields.get("read_language"),
        blocks=tuple((start, end, kind) for start, end, kind in draft.fields.get("blocks", [])),
        candidates=candidates,
        words=tuple(
            join_parts(draft.text, (Span(*part) for part in each.parts)) for each in candidates
        ),
        article_id=draft.article_id,
    )


def change_draft(
    session: Session,
    token: str,
    *,
    document: Document,
    edits: Mapping[int, Edit],
    gazetteer: Gazetteer,
    who: str,
) -> None:
    """Apply what a person set on the preview: the article's fields, and each card.

    A changed day published or language has the text read again; edited cards stay as they are.

    Args:
        document: the fields as checked; its text is the draft's own.
        edits: by the candidate's number.

    Raises:
        NotFound: there is no such draft.
        Gone: it was saved already.
        Invalid: the fields are `<name>-<number>`; nothing was changed then.
    """
    draft = _open(session, token)
    candidates = list(map(Candidate.load, draft.candidates))
    before = (draft.fields.get("published_on"), draft.fields.get("language"))
    fields = {**draft.fields, **_fields(document)}
    problems: dict[str, str] = {}
    for number, edit in edits.items():
        if not 0 <= number < len(candidates):
            continue
        try:
            candidates[number] = apply(session, draft.text, candidates[number], edit, who=who)
        except Invalid as problem:
            problems |= {f"{name}-{number}": each for name, each in problem.problems.items()}
    if problems:
        raise Invalid(problems)
    if before != (fields["published_on"], fields["language"]):
        found = read(document, gazetteer)
        candidates = _read_again(candidates, found)
        fields |= _read_fields(found)
    draft.fields, draft.candidates = fields, [asdict(each) for each in candidates]
    draft.changed_at = now()
    session.add(draft)
    session.flush()


def _open(session: Session, token: str) -> Draft:
    draft = _draft(session, token)
    if draft.article_id is not None:
        raise Gone("This draft was saved: correct the article instead.")
    return draft


def _read_again(candidates: Sequence[Candidate], found: Extraction) -> list[Candidate]:
    """Return new findings in the old ones' places; what a person touched stays as it is."""
    new = [Candidate.of(each) for each in found.attributions]
    kept = [each for each in candidates if each.is_edited or not each.keep]
    taken = {each.parts for each in kept}
    return sorted(
        kept + [each for each in new if each.parts not in taken], key=lambda each: each.parts
    )


def apply(session: Session, text: str, old: Candidate, edit: Edit, *, who: str) -> Candidate:
    """Return a candidate with what a person set on its card.

    Raises:
        Invalid: the words do not stand in the text, the speaker's name is ambiguous, or the
            form, day or a topic is unknown.
    """
    new, problems = replace(old, keep=edit.keep), {}
    if edit.words is not None and edit.words.split() != _typed(text, old).split():
        try:
            near = old.parts[0][0] if old.parts else 0
            parts = find_parts(text, edit.words, near)
            new = replace(new, parts=tuple((part.start, part.end) for part in parts))
        except ValueError as problem:
            problems["words"] = (
                f"These words do not stand in the text: “{problem}”. Copy them from it."
                if str(problem) != "no words"
                else "Give the words as they stand in the text."
            )
    if edit.form is not None:
        if edit.form in set(Form):
            new = replace(new, form=edit.form)
        else:
            problems["form"] = "Use direct, mixed or indirect."
    if edit.said_on is not None and edit.said_on.strip() != (old.said_on or ""):
        try:
            day = str(Period.parse(edit.said_on)) if edit.said_on.strip() else None
            new = replace(new, said_on=day, said_on_basis=Basis.STATED if day else Basis.UNKNOWN)
        except ValueError:
            problems["said_on"] = "Use 2024, 2024-12 or 2024-12-26, or leave it empty."
    if edit.topics is not None:
        known = set(session.execute(sa.select(col(Topic.slug))).scalars())
        if set(edit.topics) - known:
            problems["topics"] = "There is no such topic."
        else:
            new = replace(new, topics=_topics(new, edit.topics))
    try:
        new = _with_speaker(session, new, edit, who=who)
    except Invalid as problem:
        problems |= problem.problems
    if problems and edit.keep:
        raise Invalid(problems)
    changed = replace(new, keep=old.keep) != old
    return replace(new, is_edited=old.is_edited or changed)


def _typed(text: str, candidate: Candidate) -> str:
    return join_parts(text, (Span(*part) for part in candidate.parts))


def _topics(old: Candidate, slugs: Sequence[str]) -> tuple[tuple[str, str, int, int, bool], ...]:
    """Keep the terms of topics that stay; a topic set by hand has none."""
    kept = tuple(each for each in old.topics if each[0] in slugs)
    start, end = old.parts[0]
    named = {each[0] for each in kept}
    return kept + tuple((slug, "", start, end, True) for slug in slugs if slug not in named)


def _with_speaker(session: Session, old: Candidate, edit: Edit, *, who: str) -> Candidate:
    name = " ".join((edit.speaker or "").split())
    if edit.speaker is None or (name == (old.speaker or "") and not edit.is_new):
        return old
    if not name:
        return replace(old, speaker=None, actor=None, candidates=())
    if edit.is_new:
        actor = add_actor(
            session, name, who=who, kind=edit.kind, side=edit.side or None, office=edit.office
        )
        return replace(old, speaker=actor.name, actor=actor.slug, candidates=())
    named = actors_called(session, name)
    if len(named) > 1:
        choices = ", ".join(sorted(actor.name for actor in named))
        raise Invalid({"speaker": f"{name} may be {choices}: give the full name."})
    if named:
        return replace(old, speaker=named[0].name, actor=named[0].slug, candidates=())
    return replace(old, speaker=name, actor=None, candidates=())


def add_candidate(session: Session, token: str, edit: Edit, *, who: str) -> int:
    """Add a quote that a person found by hand; return its number.

    Raises:
        NotFound, Gone: as `change_draft`.
        Invalid: as `apply`.
    """
    draft = _open(session, token)
    day = draft.fields.get("published_on") or draft.fields.get("read_day")
    blank = Candidate(
        parts=((0, 0),),
        form=Form.INDIRECT,
        speaker=None,
        actor=None,
        said_on=day,
        said_on_basis=Basis.PUBLISHED if day else Basis.UNKNOWN,
    )
    made = apply(session, draft.text, blank, replace(edit, words=edit.words or ""), who=who)
    if made.parts == blank.parts:
        raise Invalid({"words": "Give the words as they stand in the text."})
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
    """
    draft = _draft(session, token)
    if draft.article_id is not None:
        return Ingested(draft.article_id)
    candidates = list(map(Candidate.load, draft.candidates))
    kept = [each for each in candidates if each.keep]
    found = Extraction(
        language=document.language or draft.fields.get("read_language"),
        published_on=document.published_on or _day(draft.fields.get("read_day")),
        attributions=tuple(each.attribution() for each in kept),
    )
    stored = ingest(session, document, _NO_GAZETTEER, origin=Origin.PERSON, extraction=found)
    draft.article_id = stored.article_id
    draft.changed_at = now()
    session.add(draft)
    if stored.known is None:
        dropped = [each.parts for each in candidates if not each.keep]
        after = {"quotes": stored.quotes, "draft": draft.id, "dropped": dropped}
        number = stored.article_id
        session.add(
            Revision(who=who, action="add", subject="article", subject_id=number, after=after)
        )
    session.flush()
    return stored


_NO_GAZETTEER = Gazetteer()


def _day(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed else None


@dataclass(frozen=True)
class DraftRow:
    """A draft of a list: its token, what it is called, and when it was changed last."""

    token: str
    title: str
    changed_at: datetime


def find_drafts(session: Session, limit: int = 50) -> list[DraftRow]:
    """Return the drafts that were not saved yet, the latest first."""
    query = (
        sa.select(col(Draft.token), col(Draft.fields), col(Draft.changed_at), _beginning())
        .where(col(Draft.article_id).is_(None))
        .order_by(col(Draft.changed_at).desc(), col(Draft.id).desc())
        .limit(limit)
    )
    return [
        DraftRow(token, fields.get("title") or " ".join(beginning.split())[:80], changed_at)
        for token, fields, changed_at, beginning in session.execute(query)
    ]


def _beginning() -> sa.ColumnElement[str]:
    return sa.func.substr(col(Draft.text), 1, 200)
