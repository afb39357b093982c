"""Answers: what may be done about a doubt, and what its evidence speaks for."""

from dataclasses import dataclass

from sqlmodel import Session

from app.locales import N_
from app.models import Doubt
from app.queries.cases import PAIRS, Case
from app.services.actors import actors_called

SPEAKER = {"actor", "printed", "unknown"}
# By the doubt, what settles it beside keeping and ignoring; readers may report anything.
KINDS: dict[Doubt, set[str]] = {
    Doubt.UNKNOWN_SPEAKER: SPEAKER,
    Doubt.AMBIGUOUS_ALIAS: SPEAKER,
    Doubt.NESTED_SPEAKER: SPEAKER,
    Doubt.NOT_IN_OFFICE: SPEAKER | {"day"},
    Doubt.SOURCE_CHANGED: SPEAKER | {"day"},
    Doubt.UNBALANCED_MARKS: {"done"},
    Doubt.DAY_NOT_RESOLVED: {"day"},
    Doubt.NO_TOPIC: {"topic"},
    Doubt.READERS_REPORT: SPEAKER | {"day", "topic", "done"},
    Doubt.POSSIBLE_DUPLICATE: {"pair"},
    Doubt.NEAR_COPY: {"pair"},
    Doubt.LINK: {"unlink"},
}
# What is right as it stands: the note that the doubt gets.
KEPT = {
    Doubt.UNKNOWN_SPEAKER: N_("nobody on record"),
    Doubt.AMBIGUOUS_ALIAS: N_("cannot be decided"),
    Doubt.NESTED_SPEAKER: N_("the speaker is right"),
    Doubt.NOT_IN_OFFICE: N_("the speaker is right, without an office on that day"),
    Doubt.SOURCE_CHANGED: N_("the earlier text stands"),
    Doubt.UNBALANCED_MARKS: N_("the words are right"),
    Doubt.DAY_NOT_RESOLVED: N_("the day is right as it stands"),
    Doubt.NO_TOPIC: N_("none fits"),
}


@dataclass(frozen=True)
class Fix:
    """One way to settle a doubt.

    Attributes:
        kind: `actor` (value: a slug), `printed` (a name), `unknown`, `day` (as printed, empty for
            not known), `topic` (a slug), `pair` (it is the same), `unlink`, `done`,
            `keep` (it is right as it stands), `ignore`.
    """

    kind: str
    value: str = ""


@dataclass(frozen=True)
class Fixes:
    """What can be done about a doubt by one button each.

    Attributes:
        proposed: what the evidence speaks for, None where it speaks for nothing.
        others: further answers.
    """

    proposed: Fix | None
    others: tuple[Fix, ...] = ()


def kinds_of(case: Case) -> set[str]:
    """Return by what kinds of answer a doubt can be settled."""
    kinds = KINDS[case.reason] if case.row is not None or case.reason in PAIRS else set()
    return kinds | ({"keep"} if case.reason in KEPT else set()) | {"ignore"}


def fixes_of(session: Session, case: Case) -> Fixes:
    """Return what can be done about a doubt by one button each."""
    keep = Fix("keep")
    if case.reason in PAIRS:
        return Fixes(Fix("pair") if case.pair is not None else None)
    if case.reason == Doubt.READERS_REPORT:
        return Fixes(Fix("done"))
    if case.reason == Doubt.LINK:
        return Fixes(Fix("unlink"))
    if case.row is None:
        return Fixes(None)
    if case.reason == Doubt.UNKNOWN_SPEAKER:
        called = actors_called(session, case.subject) if case.subject else []
        # One who was put on record since; of several none is more likely.
        named = [Fix("actor", actor.slug) for actor in called]
        return Fixes(named[0], (keep,)) if len(named) == 1 else Fixes(keep, tuple(named))
    if case.reason == Doubt.AMBIGUOUS_ALIAS:
        choices = {each.slug: Fix("actor", each.slug) for each in case.candidates}
        held = [each.slug for each in case.candidates if each.offices]
        is_plain = len(held) == 1 and case.row.said_on is not None
        proposed = choices.pop(held[0]) if is_plain else None
        return Fixes(proposed, (*choices.values(), keep))
    if case.reason == Doubt.SOURCE_CHANGED:
        told = [Fix("actor", each.slug) for each in case.candidates]
        return Fixes(told[0], (keep,)) if told else Fixes(keep)
    if case.reason == Doubt.DAY_NOT_RESOLVED and case.article is not None and case.article[3]:
        return Fixes(keep, (Fix("day", case.article[3].isoformat()),))
    return Fixes(keep)
