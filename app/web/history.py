"""History: the changes of a thing in words that people understand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.deps import ReadSession
from app.locales import N_, Words, gettext, named
from app.queries.history import Change, find_named, find_texts
from app.queries.rows import Named
from app.services import splitting
from app.services.corrections import days
from app.services.history import ERASED, FOLLOW
from app.services.reverts import REVERT, can_revert
from app.spans import Span, join_parts
from app.web import labels

Names = Mapping[tuple[str, str], Named]

ACTION_WORDS = Words(
    {
        "set speaker": N_("Speaker set"),
        "set day": N_("Day said set"),
        "set occasion and place": N_("Occasion and place set"),
        "add topic": N_("Topic added"),
        "remove topic": N_("Topic removed"),
        "withdraw": N_("Withdrawn"),
        "bring back": N_("Brought back"),
        "set wording": N_("Words or form of a wording set"),
        "follow article": N_("Day counted anew"),
        "correct article": N_("Article corrected"),
        "add note": N_("Note added"),
        "remove note": N_("Note removed"),
        "add translation": N_("Translation added"),
        "remove translation": N_("Translation removed"),
        "refetch": N_("Source looked at again, with another text"),
        "revert": N_("Change taken back"),
        "join": N_("Joined"),
        "undo join": N_("Taken apart"),
        "split off": N_("Wording split off"),
        "add": N_("Added"),
        "link": N_("Linked"),
        "change link": N_("Link changed"),
        "unlink": N_("Link taken away"),
        "refuse": N_("Found to be no link"),
        "another source of the same text": N_("Another source of the same text"),
        "a different text": N_("A different text"),
        "undo": N_("Decision taken back"),
        "repair": N_("Repair"),
        "erase": N_("Erase"),
    }
)
FIELD_WORDS = Words(
    {
        "title": N_("Title"),
        "outlet": N_("Outlet"),
        "language": N_("Language"),
        "form": N_("Form"),
        "said_on": N_("Day said"),
        "places": N_("Words"),
        "published_on": N_("Day published"),
        "url": N_("Address"),
        "archive_url": N_("Archive link"),
        "text_kind": N_("The text is"),
        "occasion": N_("Occasion"),
        "place": N_("Place"),
        "withdrawn": N_("Withdrawn"),
        "joined": N_("Joined with statement"),
        "leads to": N_("Leads to statement"),
        "gave back": N_("Gave back statement"),
        "taken out of": N_("Taken out of statement"),
        "quotes": N_("Wordings"),
        "quote": N_("Wording"),
        "from": N_("From statement"),
        "to": N_("To statement"),
        "kind": N_("What the later one does"),
        "note": N_("Note"),
        "article": N_("Article"),
        "draft": N_("Draft"),
        "carried": N_("Carried"),
        "left": N_("Left"),
        "dropped": N_("Dropped"),
        "parts": N_("Parts"),
        "text": N_("Text"),
    }
)
NOTHING = N_("nothing")
# What the program itself notes beside a change, by its action; history has it in English.
OWN_NOTES = {FOLLOW: days.NOTE, "set speaker": splitting.NOTE}
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
    note: str
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
            note=_note(each),
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
            yield _shown(after)
        yield Told(gettext("Text"), None, f"“{text}”")
    if change.subject == "link":
        text = context.texts.get((change.subject, change.subject_id)) or gettext(NOTHING)
        if change.action == REVERT and "shown" in after:
            yield _shown(after)
        yield Told(gettext("Between"), None, text)
    if {"actor", "speaker"} & after.keys():
        yield Told(gettext("Speaker"), _speaker(before, names), _speaker(after, names))
    if "said_on_basis" in after and "said_on" not in after:
        yield Told(gettext("Day said"), _basis(before), _basis(after))
    for field, value in after.items():
        if field == "topics" and isinstance(value, Mapping):
            yield from _topics(before.get(field) or {}, value, names)
        elif field == "places":
            yield Told(field_name(field), _cut(before.get(field), context), _cut(value, context))
        elif field not in UNTOLD | {"actor"}:
            old = _value(field, before, names) if field in before else None
            yield Told(field_name(field), old, _value(field, after, names))


def _note(change: Change) -> str:
    """Return why it was changed; the program's own reasons in the reader's language."""
    note, own = change.note or "", OWN_NOTES.get(change.action)
    if own is None:
        return note
    before, name, after = re.split(r"%\((\w+)\)s", own)
    if not (note.startswith(before) and note.endswith(after)):
        return note
    return gettext(own, **{name: note[len(before) : len(note) - len(after)]})


def _shown(after: Mapping[str, Any]) -> Told:
    return Told(
        gettext("Shown"), None, gettext("again") if after.get("shown") else gettext("no more")
    )


def _cut(places: Mapping[str, Any] | None, context: Context) -> str:
    """Return the words at places of an article, in quotation marks."""
    text = context.texts.get(("article", places["article"])) if places else None
    if not places or text is None:
        return gettext(NOTHING)
    return f"“{join_parts(text, [Span(start, end) for start, end in places['parts']])}”"


def field_name(field: str) -> str:
    """Return a field's name for people."""
    return FIELD_WORDS.get(field) or field.replace("_", " ").capitalize()


def _speaker(values: Mapping[str, Any], names: Names) -> str:
    if slug := values.get("actor"):
        found = names.get(("actor", slug))
        return found.name if found else str(slug)
    printed = values.get("speaker")
    return gettext("“%(name)s”, as printed", name=printed) if printed else gettext("not known")


def _basis(values: Mapping[str, Any]) -> str:
    return labels.BASIS_WORDS.get(values.get("said_on_basis", ""), "")


def _topics(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterator[Told]:
    for slug in [*(each for each in before if each not in after), *after]:
        was, now = slug in before, slug in after
        if was != now:
            topic = names.get(("topics", slug))
            told = after[slug] if now else before[slug]
            words = ", ".join(f"“{proof[1]}”" for proof in told.get("evidence", []))
            shown = f"{named(topic.name) if topic else slug}{f' ({words})' if words else ''}"
            added = gettext("Topic added") if now else gettext("Topic removed")
            yield Told(added, None, shown)


def _value(field: str, values: Mapping[str, Any], names: Names) -> str:
    value = values[field]
    if field == "said_on":
        return f"{labels.day(value)} ({_basis(values)})" if _basis(values) else labels.day(value)
    if field == "published_on":
        return labels.day(value)
    if value is None or value == "":
        return gettext(NOTHING)
    if isinstance(value, list | dict) and field in COUNTED:
        return labels.number(len(value))
    if field == "kind":
        return labels.LINK_WORDS.get(value, str(value))
    if field == "form":
        return labels.FORM_WORDS.get(value, str(value))
    if field == "language":
        return labels.language_name(str(value))
    if field == "text_kind":
        return labels.KIND_WORDS.get(value, str(value))
    if isinstance(value, str) and (found := names.get((field, value))):
        return found.name
    return gettext(ERASED) if value == ERASED else str(value)
