"""History: the changes of a thing in words that people understand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.models import LANGUAGE_NAMES
from app.queries.history import Change
from app.queries.rows import Named
from app.services.reverts import can_revert
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
    "revert": "Change taken back",
    "join": "Joined",
    "undo join": "Taken apart",
    "split off": "Wording split off",
    "add": "Added",
}
FIELD_WORDS = {
    "said_on": "Day said",
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
}
NOTHING = "nothing"
# They say the same as another field, or nothing that people need.
UNTOLD = {"said_on_basis", "speaker", "doubts"}


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


def entries(changes: Iterable[Change], names: Names) -> list[Entry]:
    """Return a history as it is shown."""
    return [
        Entry(
            change=each,
            title=ACTION_WORDS.get(each.action, each.action.capitalize()),
            lines=tuple(_lines(each, names)),
            can_revert=not each.is_reverted and can_revert(each.subject, each.action, each.after),
        )
        for each in changes
    ]


def _lines(change: Change, names: Names) -> Iterable[Told]:
    before, after = change.before, change.after
    if {"actor", "speaker"} & after.keys():
        yield Told("Speaker", _speaker(before, names), _speaker(after, names))
    if "said_on_basis" in after and "said_on" not in after:
        yield Told("Day said", _basis(before), _basis(after))
    for field, value in after.items():
        if field == "topics" and isinstance(value, Mapping):
            yield from _topics(before.get(field) or {}, value, names)
        elif field not in UNTOLD | {"actor"}:
            old = _value(field, before, names) if field in before else None
            yield Told(_name(field), old, _value(field, after, names))


def _name(field: str) -> str:
    return FIELD_WORDS.get(field, field.replace("_", " ").capitalize())


def _speaker(values: Mapping[str, Any], names: Names) -> str:
    if slug := values.get("actor"):
        found = names.get(("actor", slug))
        return found.name if found else str(slug)
    printed = values.get("speaker")
    return f"“{printed}”, as printed" if printed else "not known"


def _basis(values: Mapping[str, Any]) -> str:
    return labels.BASIS_WORDS.get(values.get("said_on_basis", ""), "")


def _topics(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterable[Told]:
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
    if field == "form":
        return labels.FORM_WORDS.get(value, str(value))
    if field == "language":
        return LANGUAGE_NAMES.get(value, str(value))
    if field == "text_kind":
        return labels.KIND_WORDS.get(value, str(value))
    if isinstance(value, str) and (named := names.get((field, value))):
        return named.name
    return str(value)
