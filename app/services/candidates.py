"""Candidates: the quotes that a draft proposes, and what a person may set on each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.errors import Invalid
from app.extraction.types import Attribution, Basis, Extraction, Form
from app.locales import gettext
from app.models import BY_HAND, Topic
from app.services.actors import NewActor, actors_called, add_actor, check_new
from app.services.corrections.lines import line
from app.services.corrections.quotes import not_found
from app.services.entry import attribution_of
from app.spans import SAME_SHARE, Span, find_parts, join_parts, shared

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Candidate:
    """One quote that a draft proposes, as a person left it.

    Attributes:
        keep: it will be saved; a dropped one stays in the draft, to be taken back.
        speaker: as shown: an actor's name, or as printed.
        topics: `(slug, term, start, end, inside)`; a topic set by hand has no term.
        parent: parts of the quote whose speaker relays it.
        added: `(kind, side, office)` of a speaker to be put on record with the article.
        is_edited: a person changed it, so that reading the text again leaves it alone.
        block: where the block begins that a person took in, in which it was found.
        is_struck: it was kept, and only striking out its block dropped it.
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
    parent: Spans | None = None
    doubts: tuple[str, ...] = ()
    added: tuple[str, str, str] | None = None
    keep: bool = True
    is_edited: bool = False
    block: int | None = None
    is_struck: bool = False

    @classmethod
    def of(cls, found: Attribution, parent: Attribution | None = None) -> "Candidate":
        """Return what extraction found, as a candidate; `parent` relays it."""
        at, cue = found.speaker_span, found.cue_span
        return cls(
            parts=_pairs(found.parts),
            parent=_pairs(parent.parts) if parent else None,
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
            doubts=found.doubts,
        )

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> "Candidate":
        """Return the candidate that `asdict` stored as JSON."""
        lists = {name: _tuples(value) for name, value in stored.items() if isinstance(value, list)}
        return cls(**{**stored, **lists})

    def words(self, text: str) -> str:
        """Return the words of the quote: its parts cut out of `text`."""
        return join_parts(text, _spans(self.parts))

    def attribution(self) -> Attribution:
        """Return it in the form in which quotes are recorded."""
        return attribution_of(
            self,
            parts=_spans(self.parts),
            cue_at=self.cue_at,
            speaker_at=self.speaker_at,
            # Reading the text again finds nothing in a block: a person decided about it.
            rule=BY_HAND if self.is_edited or self.block is not None else self.rule,
            confidence=self.confidence,
        )


def _pairs(parts: Iterable[Span]) -> Spans:
    return tuple((part.start, part.end) for part in parts)


def _spans(parts: Spans) -> tuple[Span, ...]:
    return tuple(Span(*part) for part in parts)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


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


def found_in(found: Extraction) -> list[Candidate]:
    """Return what reading a text found, as candidates in its order."""
    each_parent = (
        None if each.nested_in is None else found.attributions[each.nested_in]
        for each in found.attributions
    )
    return list(map(Candidate.of, found.attributions, each_parent))


def attributions(kept: Sequence[Candidate]) -> tuple[Attribution, ...]:
    """Return candidates in the form in which quotes are recorded, each tied to its parent."""
    numbers = {each.parts: number for number, each in enumerate(kept)}
    return tuple(
        replace(each.attribution(), nested_in=numbers.get(each.parent) if each.parent else None)
        for each in kept
    )


def read_again(candidates: Sequence[Candidate], found: Extraction) -> list[Candidate]:
    """Return new findings in the old ones' places; what a person touched stays as it is.

    What a person cut down or extended is not found anew beside it.
    """
    kept = [each for each in candidates if each.is_edited or not each.keep]
    touched = {each.parts for each in kept}
    untouched = {each.parts for each in candidates} - touched
    new, moved = [], {}
    for each in found_in(found):
        like = None if each.parts in untouched else _most_like(each.parts, touched)
        if like is None:
            new.append(each)
        else:
            moved[each.parts] = like
    return sorted([*kept, *tied_anew(new, moved)], key=lambda each: each.parts)


def taken_in(candidates: Sequence[Candidate], found: Extraction, block: Span) -> list[Candidate]:
    """Return candidates with those that stand in a block which is story all the same.

    Nothing is found anew that shares its words with a quote that is there. What striking out the
    block dropped comes back as it was.
    """
    candidates = [
        replace(each, keep=True, is_struck=False)
        if each.block == block.start and each.is_struck
        else each
        for each in candidates
    ]
    new = [
        replace(each, block=block.start)
        for each in found_in(found)
        if _home(each, [block]) is not None
        and _most_like(each.parts, [other.parts for other in candidates]) is None
    ]
    return sorted([*candidates, *new], key=lambda each: each.parts)


def in_blocks(candidates: Sequence[Candidate], blocks: Sequence[Span]) -> list[Candidate]:
    """Return candidates, those of blocks that a person took in marked as such."""
    homes = ((each, _home(each, blocks)) for each in candidates)
    return [each if home is None else replace(each, block=home) for each, home in homes]


def _home(candidate: Candidate, blocks: Sequence[Span]) -> int | None:
    parts = _spans(candidate.parts)
    return next((each.start for each in blocks if any(map(each.overlaps, parts))), None)


def struck_out(candidates: Sequence[Candidate], block: int) -> list[Candidate]:
    """Return candidates without those of a block; what a person changed in it is only dropped.

    To have dropped one is a change too: it comes back dropped where the block is taken in again.
    """
    return [
        replace(each, keep=False, is_struck=each.keep) if each.block == block else each
        for each in candidates
        if each.block != block or each.is_edited or not each.keep
    ]


def _most_like(parts: Spans, touched: Iterable[Spans]) -> Spans | None:
    """Return the quote that shares most of its characters with another; None for too few."""
    share, like = max(
        ((shared(_spans(parts), _spans(each), of_smaller=True), each) for each in touched),
        default=(0.0, None),
    )
    return like if share >= SAME_SHARE else None


def tied_anew(candidates: Iterable[Candidate], moved: Mapping[Spans, Spans]) -> list[Candidate]:
    """Return candidates whose parent may have other parts now: those that `moved` names."""
    return [
        replace(each, parent=moved.get(each.parent, each.parent)) if each.parent else each
        for each in candidates
    ]


def apply(
    session: Session, text: str, old: Candidate, edit: Edit, *, published: str | None
) -> Candidate:
    """Return a candidate with what a person set on its card.

    Args:
        published: the day published; the same day said is based on it.

    Raises:
        Invalid: the words do not stand in the text, the speaker's name is ambiguous, or the
            form, day or a topic is unknown.
    """
    new, problems = replace(old, keep=edit.keep, is_struck=old.is_struck and not edit.keep), {}
    if edit.words is not None and edit.words.split() != old.words(text).split():
        try:
            near = old.parts[0][0] if old.parts else 0
            new = replace(new, parts=_pairs(find_parts(text, edit.words, near)))
        except ValueError as problem:
            problems["words"] = not_found(str(problem))
    if edit.form is not None:
        if edit.form in set(Form):
            new = replace(new, form=edit.form)
        else:
            problems["form"] = gettext("Use direct, mixed or indirect.")
    if edit.said_on is not None and edit.said_on.strip() != (old.said_on or ""):
        try:
            day = str(Period.parse(edit.said_on)) if edit.said_on.strip() else None
            basis = Basis.PUBLISHED if day == published else Basis.EDITOR
            new = replace(new, said_on=day, said_on_basis=basis if day else Basis.UNKNOWN)
        except ValueError:
            problems["said_on"] = gettext("Use 2024, 2024-12 or 2024-12-26, or leave it empty.")
    if edit.topics is not None:
        known = set(session.execute(sa.select(col(Topic.slug))).scalars())
        if set(edit.topics) - known:
            problems["topics"] = gettext("There is no such topic.")
        else:
            new = replace(new, topics=_topics(new, edit.topics))
    try:
        new = _with_speaker(session, new, edit)
    except Invalid as problem:
        problems |= problem.problems
    if problems and edit.keep:
        raise Invalid(problems)
    changed = replace(new, keep=old.keep, is_struck=old.is_struck) != old
    return replace(new, is_edited=old.is_edited or changed)


def _topics(old: Candidate, slugs: Sequence[str]) -> tuple[tuple[str, str, int, int, bool], ...]:
    """Keep the terms of topics that stay; a topic set by hand has none."""
    kept = tuple(each for each in old.topics if each[0] in slugs)
    start, end = old.parts[0]
    named = {each[0] for each in kept}
    return kept + tuple((slug, "", start, end, True) for slug in slugs if slug not in named)


def _with_speaker(session: Session, old: Candidate, edit: Edit) -> Candidate:
    if edit.speaker is None:
        return old
    name = line(edit.speaker, "speaker") or ""
    if edit.is_new:
        # Put on record when the article is saved: before that nothing is public.
        new = NewActor(name, edit.kind, edit.side, line(edit.office, "office") or "")
        check_new(session, new)
        return replace(
            old, speaker=name, actor=None, candidates=(), added=(new.kind, new.side, new.office)
        )
    old = replace(old, added=None)
    if name == " ".join((old.speaker or "").split()):
        return old
    if not name:
        return replace(old, speaker=None, actor=None, candidates=())
    named = actors_called(session, name)
    if len(named) > 1:
        choices = ", ".join(sorted(actor.name for actor in named))
        raise Invalid(
            {
                "speaker": gettext(
                    "%(name)s may be %(choices)s: give the full name.", name=name, choices=choices
                )
            }
        )
    if named:
        return replace(old, speaker=named[0].name, actor=named[0].slug, candidates=())
    return replace(old, speaker=name, actor=None, candidates=())


def put_on_record(session: Session, kept: Sequence[Candidate], *, who: str) -> list[Candidate]:
    """Return candidates whose new speakers are actors now; one named on many cards is added once.

    Raises:
        Invalid: a speaker cannot be added (somebody else did meanwhile, differently).
    """
    slugs: dict[str, str] = {}
    found = []
    for each in kept:
        if each.added is None or each.speaker is None:
            found.append(each)
            continue
        if each.speaker not in slugs:
            actor = add_actor(session, NewActor(each.speaker, *each.added), who=who)
            slugs[each.speaker] = actor.slug
        found.append(replace(each, actor=slugs[each.speaker]))
    return found
