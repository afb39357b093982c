"""Splitting: give statements, names and offices of one actor to another, and take them back."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import N_, gettext
from app.models import Actor, Alias, Revision
from app.services.actors import find_current_actor, get_current_actor
from app.services.corrections.statements import set_speaker
from app.services.merging import find_other
from app.services.owned import entry_of, move, names_of, record_both, still
from app.services.reverts import revert
from app.services.sheet_checks import check_sheet
from app.services.sheets import Sheet, add_with_sheet
from app.text import fold

SPLIT, UNDO = "split", "undo split"
# What of an alias stands in history, should it be needed again.
ALIAS_FIELDS = ("text", "language", "note", "is_risky")
# Beside each statement that went over; history has it in English.
NOTE = N_("%(name)s was split.")


def split(
    session: Session,
    source: Actor,
    target: Actor,
    *,
    statements: Collection[int],
    aliases: Collection[int],
    tenures: Collection[int],
    who: str,
) -> Revision:
    """Give statements, names and offices of one actor to another; flush.

    Each statement's own history tells of it: whoever chose it decided whose it is. The entry that
    is returned is what `undo_split` takes back.

    Raises:
        Invalid: nothing was chosen, or not all of it is the actor's (any more).
    """
    chosen = {"statements": statements, "aliases": aliases, "tenures": tenures}
    if not any(chosen.values()):
        raise Invalid({"statements": gettext("Choose what belongs to the other.")})
    for name, numbers in chosen.items():
        if set(still(session, name, numbers, source)) != set(numbers):
            raise Invalid(
                {name: gettext("Not all of that is this speaker’s any more: look again.")}
            )
    names = names_of(session, target)
    query = sa.select(Alias).where(col(Alias.id).in_(aliases)).order_by(col(Alias.id))
    spelled = session.execute(query).scalars().all()
    if any(each.text == source.name for each in spelled):
        raise Invalid(
            {"aliases": gettext("%(name)s is this speaker’s own name: it stays.", name=source.name)}
        )
    told = [each.text for each in spelled]
    doubles = [each for each in spelled if each.text in names]
    dropped = [{name: getattr(each, name) for name in ALIAS_FIELDS} for each in doubles]
    given = {
        "aliases": [each.id for each in spelled if each.text not in names],
        "tenures": sorted(tenures),
    }
    for each in doubles:
        session.delete(each)
    move(session, given, target)
    note = NOTE % {"name": source.name}
    changes = [
        set_speaker(session, number, actor=target.slug, who=who, note=note)
        for number in sorted(statements)
    ]
    after = {"statements": sorted(statements), "aliases": told, "tenures": sorted(tenures)}
    undoing = {"given": given, "dropped": dropped, "changes": [each.id for each in changes if each]}
    return record_both(
        session,
        SPLIT,
        (target, {"from": source.slug, **after}),
        (source, {"to": target.slug, **after, **undoing}),
        who=who,
    )


def target_of(
    session: Session, source: Actor, *, other: str, new: str, kind: str, who: str
) -> Callable[[Session], Actor]:
    """Return what gives the actor to whom something goes: one on record, or a new one.

    Args:
        other: a name or a slug of who is on record; new: the name of who is not, of that kind.

    Raises:
        Invalid: both or neither are named, or the name cannot be used.
    """
    name = " ".join(new.split())
    if bool(other.strip()) == bool(name):
        raise Invalid(
            {"other": gettext("Name one who is on record, or a new one: one of the two.")}
        )
    if other.strip():
        found = find_other(session, other.strip(), source).slug
        return lambda session: get_current_actor(session, found)
    sheet = Sheet(name=name, kind=kind)
    try:
        check_sheet(session, sheet, None)
    except Invalid as problem:
        raise Invalid({"new": " ".join(problem.problems.values())}) from None
    return lambda session: add_with_sheet(session, sheet, who=who)[0]


def statements_of_split(session: Session, source: Actor, number: int) -> list[int]:
    """Return the statements that a split gave to another.

    Raises:
        NotFound, Invalid: as `undo_split`.
    """
    changes = _entry(session, source, number).after["changes"]
    query = sa.select(col(Revision.subject_id)).where(col(Revision.id).in_(changes))
    return sorted(session.execute(query).scalars())


def undo_split(session: Session, source: Actor, number: int, *, who: str) -> Revision:
    """Take back what a split gave to another actor; flush.

    What a person decided otherwise since stays; so does the other, with what else is theirs.

    Args:
        number: of the entry of the source's history by which it was split.

    Raises:
        NotFound: there is no such entry.
        Invalid: it is no split that can be taken back, was taken back already, or the other was
            merged into somebody since.
    """
    entry = _entry(session, source, number)
    target = find_current_actor(session, entry.after["to"])
    if target is None:
        raise Invalid(
            {"change": gettext("The other was merged into somebody since: take those apart first.")}
        )
    _take_back_names(session, entry.after, source, target)
    held = still(session, "tenures", entry.after["given"]["tenures"], target)
    move(session, {"tenures": held}, source)
    for change in entry.after["changes"]:
        try:
            with session.begin_nested():
                revert(session, change, who=who)
        except Invalid:
            # It was taken back alone, or somebody decided about it since: that stays.
            continue
    return record_both(
        session,
        UNDO,
        (target, {"gave back to": source.slug}),
        (source, {"took back from": target.slug}),
        who=who,
        reverts_id=number,
    )


def _entry(session: Session, source: Actor, number: int) -> Revision:
    entry = entry_of(session, source, number) if 0 < number <= MAX_ID else None
    if entry is None:
        raise NotFound(gettext("There is no such change."))
    if not can_undo(entry.action, entry.after):
        raise Invalid({"change": gettext("This change cannot be taken back as a whole.")})
    done = sa.select(col(Revision.id)).where(col(Revision.reverts_id) == number)
    if session.execute(done.limit(1)).first() is not None:
        raise Invalid({"change": gettext("This was taken back already.")})
    return entry


def can_undo(action: str, after: dict[str, Any]) -> bool:
    """Say whether an entry of an actor's history is a split that can be taken back as a whole.

    Those of earlier versions do not tell enough for it.
    """
    return action == SPLIT and "to" in after and "changes" in after


def _take_back_names(session: Session, told: dict[str, Any], source: Actor, target: Actor) -> None:
    names = names_of(session, source)
    back = still(session, "aliases", told["given"]["aliases"], target)
    query = sa.select(Alias).where(col(Alias.id).in_(back))
    moved = [
        each for each in session.execute(query).scalars() if _is_free(each.text, names, target)
    ]
    move(session, {"aliases": [each.id for each in moved]}, source)
    session.add_all(
        _aliases(source, (each for each in told["dropped"] if each["text"] not in names))
    )
    session.flush()


def _is_free(text: str, names: Collection[str], target: Actor) -> bool:
    # By now it may be the display name of the other, which keeps that.
    return text not in names and text != target.name


def _aliases(source: Actor, dropped: Iterable[dict[str, Any]]) -> list[Alias]:
    return [Alias(actor_id=source.id or 0, folded=fold(each["text"]), **each) for each in dropped]
