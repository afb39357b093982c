"""Actor history: what people changed of an actor, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.locales import N_, Words, gettext, named, ngettext
from app.queries.history import Change
from app.services import splitting
from app.web.labels import side_name

ACTIONS = Words(
    {
        "add": N_("Added"),
        "edit": N_("Changed"),
        "merge": N_("Merged"),
        "undo merge": N_("Taken apart again"),
        "split": N_("Split"),
        "undo split": N_("Split taken back"),
    }
)
OWN = Words({"name": N_("Name"), "kind": N_("Kind"), "side": N_("Side"), "notes": N_("Note")})
UNSURE = Words({"background": N_("background"), "uncertain": N_("uncertain")})
# What happened between two actors: the other's slug stands in the entry under the key.
BETWEEN = {
    "merged": N_("took over %(actor)s"),
    "merged into": N_("into %(actor)s"),
    "gave back": N_("gave back %(actor)s"),
    "taken out of": N_("taken out of %(actor)s"),
    "gave back to": N_("gave back to %(actor)s"),
    "took back from": N_("took back from %(actor)s"),
    "from": N_("from %(actor)s"),
    "to": N_("to %(actor)s"),
}


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
                yield f"{name}: {_value(field, before)} → {_value(field, after)}"
        yield from _names(before.get("aliases", {}), after.get("aliases", {}))
        yield from _posts(before.get("offices", []), after.get("offices", []))
    for field, words in BETWEEN.items():
        if field in after:
            yield gettext(words, actor=after[field])
    if changed := len(after.get("statements", ())):
        yield ngettext(
            "%(num)s statement changed with it", "%(num)s statements changed with it", changed
        )


def _value(field: str, values: Mapping[str, Any]) -> str:
    value = values[field]
    if not value:
        return gettext("nothing")
    if field == "side":
        return side_name(value)
    return gettext(value) if field == "kind" else str(value)


def _names(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for text in before.keys() - after.keys():
        yield gettext("without the spelling %(spelling)s", spelling=text)
    for text, told in after.items():
        if text not in before:
            yield gettext("also %(spelling)s", spelling=text)
        elif before[text] != told:
            yield gettext("%(spelling)s: language, note or whether it decides alone", spelling=text)


def _posts(before: list[Any], after: list[Any]) -> Iterator[str]:
    gone = [each for each in before if each not in after]
    yield from (gettext("was %(office)s", office=_post(each)) for each in gone)
    come = [each for each in after if each not in before]
    yield from (gettext("now %(office)s", office=_post(each)) for each in come)


def _post(told: Mapping[str, Any]) -> str:
    since = told["since"] or gettext("beginning not known")
    until = told["until"] or gettext("no end known")
    sure = "" if told["certainty"] == "reported" else f", {UNSURE[told['certainty']]}"
    return f"{named(told['office'])}, {since} – {until}{sure}"
