"""History: the changes of a thing in words that people understand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.deps import ReadSession
from app.models import LANGUAGE_NAMES
from app.queries.history import Change, find_named, find_texts
from app.queries.rows import Named
from app.services.reverts import REVERT, can_revert
from app.spans import Span, join_parts
from app.web import labels

Names = Mapping[tuple[str, str], Named]

ACTION_WORDS = {
    "set speaker": "Speaker set",
    "set day": "Day said set",
    "set occasion and place": "Occasion and place set",
    "add topic": "Topic added",
    "remove topic": "Topic removed",
    "withdraw": "Withdrawn",
    "bring back": "Brought back",
    "set wording": "Words or form of a wording set",
    "follow article": "Day counted anew",
    "correct article": "Article corrected",
    "add note": "Note added",
    "remove note": "Note removed",
    "add translation": "Translation added",
    "remove translation": "Translation removed",
    "refetch": "Source looked at again, with another text",
    "revert": "Change taken back",
    "join": "Joined",
    "undo join": "Taken apart",
    "split off": "Wording split off",
    "add": "Added",
    "link": "Linked",
    "change link": "Link changed",
    "unlink": "Link taken away",
    "refuse": "Found to be no link",
}
FIELD_WORDS = {
    "said_on": "Day said",
    "places": "Words",
    "published_on": "Day published",
    "url": "Address",
    "archive_url": "Archive link",
    "text_kind": "The text is",
    "occasion": "Occasion",
    "place": "Place",
    "withdrawn": "Withdrawn",
    "joined": "Joined with statement",
    "leads to": "Leads to statement",
    "gave back": "Gave back statement",
    "taken out of": "Taken out of statement",
    "quotes": "Wordings",
    "quote": "Wording",
    "from": "From statement",
    "to": "To statement",
    "kind": "What the later one does",
    "note": "Note",
}
NOTHING = "nothing"
# They say the same as another field, or nothing that people need.
UNTOLD = {"said_on_basis", "speaker", "doubts", "rule", "confidence", "shown"}
# Lists of numbers, which say nothing without their texts.
COUNTED = {"carried", "left", "dropped", "parts"}


@dataclass(frozen=True)
class Told:
    """One field of a change.

    Attributes:
        before: None where it is not known, or needs no telling.
    """

    name: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Entry:
    """One entry of a history, as it is shown."""

    change: Change
    title: str
    lines: tuple[Told, ...]
    can_revert: bool


@dataclass(frozen=True)
class Context:
    """What changes name by slugs and numbers.

    Attributes:
        names: see `find_named`; texts: see `find_texts`.
    """

    names: Names
    texts: Mapping[tuple[str, int], str]


def context_of(session: ReadSession, changes: Sequence[Change]) -> Context:
    """Return what changes name."""
    return Context(find_named(session, changes), find_texts(session, changes))


def entries(changes: Iterable[Change], context: Context) -> list[Entry]:
    """Return a history as it is shown."""
    return [
        Entry(
            change=each,
            title=ACTION_WORDS.get(each.action, each.action.capitalize()),
            lines=tuple(_lines(each, context)),
            can_revert=not each.is_reverted
            and can_revert(each.subject, each.action, each.before, each.after),
        )
        for each in changes
    ]


def _lines(change: Change, context: Context) -> Iterator[Told]:
    before, after, names = change.before, change.after, context.names
    if change.subject in {"note", "translation"}:
        text = context.texts.get((change.subject, change.subject_id), "")
        if change.action == REVERT:
            yield Told("Shown", None, "again" if after.get("shown") else "no more")
        yield Told("Text", None, f"“{text}”")
    if change.subject == "link":
        text = context.texts.get((change.subject, change.subject_id), NOTHING)
        if change.action == REVERT and "shown" in after:
            yield Told("Shown", None, "again" if after["shown"] else "no more")
        yield Told("Between", None, text)
    if {"actor", "speaker"} & after.keys():
        yield Told("Speaker", _speaker(before, names), _speaker(after, names))
    if "said_on_basis" in after and "said_on" not in after:
        yield Told("Day said", _basis(before), _basis(after))
    for field, value in after.items():
        if field == "topics" and isinstance(value, Mapping):
            yield from _topics(before.get(field) or {}, value, names)
        elif field == "places":
            yield Told(field_name(field), _cut(before.get(field), context), _cut(value, context))
        elif field not in UNTOLD | {"actor"}:
            old = _value(field, before, names) if field in before else None
            yield Told(field_name(field), old, _value(field, after, names))


def _cut(places: Mapping[str, Any] | None, context: Context) -> str:
    """Return the words at places of an article, in quotation marks."""
    text = context.texts.get(("article", places["article"])) if places else None
    if not places or text is None:
        return NOTHING
    return f"“{join_parts(text, [Span(start, end) for start, end in places['parts']])}”"


def field_name(field: str) -> str:
    """Return a field's name for people."""
    return FIELD_WORDS.get(field, field.replace("_", " ").capitalize())


def _speaker(values: Mapping[str, Any], names: Names) -> str:
    if slug := values.get("actor"):
        found = names.get(("actor", slug))
        return found.name if found else str(slug)
    printed = values.get("speaker")
    return f"“{printed}”, as printed" if printed else "not known"


def _basis(values: Mapping[str, Any]) -> str:
    return labels.BASIS_WORDS.get(values.get("said_on_basis", ""), "")


def _topics(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterator[Told]:
    for slug in [*(each for each in before if each not in after), *after]:
        was, now = slug in before, slug in after
        if was != now:
            named = names.get(("topics", slug))
            told = after[slug] if now else before[slug]
            words = ", ".join(f"“{proof[1]}”" for proof in told.get("evidence", []))
            shown = f"{named.name if named else slug}{f' ({words})' if words else ''}"
            yield Told("Topic added" if now else "Topic removed", None, shown)


def _value(field: str, values: Mapping[str, Any], names: Names) -> str:
    value = values[field]
    if field == "said_on":
        return f"{labels.day(value)} ({_basis(values)})" if _basis(values) else labels.day(value)
    if field == "published_on":
        return labels.day(value)
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list | dict) and field in COUNTED:
        return labels.number(len(value))
    if field == "kind":
        return labels.LINK_WORDS.get(value, str(value))
    if field == "form":
        return labels.FORM_WORDS.get(value, str(value))
    if field == "language":
        return LANGUAGE_NAMES.get(value, str(value))
    if field == "text_kind":
        return labels.KIND_WORDS.get(value, str(value))
    if isinstance(value, str) and (named := names.get((field, value))):
        return named.name
    return str(value)
