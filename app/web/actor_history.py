"""Actor history: what people changed of an actor, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.queries.history import Change
from app.services import splitting
from app.text import counted

ACTIONS = {
    "add": "Added",
    "edit": "Changed",
    "merge": "Merged",
    "undo merge": "Taken apart again",
    "split": "Split",
    "undo split": "Split taken back",
}
OWN = {"name": "Name", "kind": "Kind", "side": "Side", "notes": "Note"}


@dataclass(frozen=True)
class Entry:
    """One entry as it is shown.

    Attributes:
        is_edit: its fields can be put back into the form.
        undo: the last part of the address that takes it back as a whole, or empty.
    """

    change: Change
    title: str
    lines: tuple[str, ...]
    is_edit: bool
    undo: str


def entries_of(changes: Iterable[Change]) -> list[Entry]:
    """Return the history of an actor as it is shown."""
    return [
        Entry(
            change=each,
            title=ACTIONS.get(each.action, each.action.capitalize()),
            lines=tuple(_lines(each)),
            is_edit=each.action == "edit" and bool(each.before),
            undo=_undo(each),
        )
        for each in changes
    ]


def _undo(change: Change) -> str:
    if change.is_reverted:
        return ""
    if "merged" in change.after:
        return "unmerge"
    return "unsplit" if splitting.can_undo(change.action, change.after) else ""


def _lines(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    if change.action == "edit":
        for field, name in OWN.items():
            if field in after:
                yield f"{name}: {before[field] or 'nothing'} → {after[field] or 'nothing'}"
        yield from _names(before.get("aliases", {}), after.get("aliases", {}))
        yield from _posts(before.get("offices", []), after.get("offices", []))
    for field, words in (
        ("merged", "took over"),
        ("merged into", "into"),
        ("gave back", "gave back"),
        ("taken out of", "taken out of"),
        ("gave back to", "gave back to"),
        ("took back from", "took back from"),
        ("from", "from"),
        ("to", "to"),
    ):
        if field in after:
            yield f"{words} {after[field]}"
    if after.get("statements"):
        yield f"{counted(len(after['statements']), 'statement')} changed with it"


def _names(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for text in before.keys() - after.keys():
        yield f"without the spelling {text}"
    for text, told in after.items():
        if text not in before:
            yield f"also {text}"
        elif before[text] != told:
            yield f"{text}: language, note or whether it decides alone"


def _posts(before: list[Any], after: list[Any]) -> Iterator[str]:
    for told, words in ((before, "was"), (after, "now")):
        others = after if told is before else before
        for each in told:
            if each not in others:
                ends = (
                    f"{each['since'] or 'beginning not known'} – {each['until'] or 'no end known'}"
                )
                sure = "" if each["certainty"] == "reported" else f", {each['certainty']}"
                yield f"{words} {each['office']}, {ends}{sure}"
