"""Final days: the words of a sentence that tell of its occasion, where the verb stands last."""

from collections.abc import Sequence

from app.extraction.drafts import Draft, outside
from app.extraction.profile import LanguageProfile
from app.extraction.tokens import Unit
from app.spans import Span

ACT_NEAR = 2
# Between these stand the segments of a sentence.
PARTING = frozenset({",", ";", ":"})


def occasion_units(draft: Draft, beside: Sequence[Draft], profile: LanguageProfile) -> list[Unit]:
    """Return the units outside all contents that can tell when words were said.

    A segment before a comma that only names a topic ("... ilişkin") tells of other days, and so
    does what describes something else: "3 Mart'ta imzalanan anlaşmayı değerlendiren Lind". Behind
    "... olduğunu belirten Lind" stands another event, unless he goes on to say something.
    """
    end = draft.sentence.units[-1].end
    if draft.rule.endswith("-relative") and draft.speaker is not None:
        said = draft.speaker.span.end
        if not any(each.cue is not None and each.cue.start >= said for each in beside):
            end = said
    contents = [part for each in beside for part in each.parts]
    units = draft.sentence.units
    kept: list[Unit] = []
    segment: list[Unit] = []
    behind = 0
    for first, last in outside(units, contents, Span(0, end)):
        if segment and any(unit.text in PARTING for unit in units[behind:first]):
            kept += telling(segment, profile)
            segment = []
        for unit in units[first:last]:
            if unit.text in PARTING:
                kept += telling(segment, profile)
                segment = []
            elif not unit.is_quote:
                segment.append(unit)
        behind = last
    return kept + telling(segment, profile)


def telling(segment: list[Unit], profile: LanguageProfile) -> list[Unit]:
    """Return the units of a segment that tell of the occasion."""
    grammar = profile.grammar
    if segment and segment[-1].low in grammar.topic_ends:
        return []
    for at in range(len(segment) - 1, -1, -1):
        if grammar.passive_ends.search(segment[at].low) and not any(
            unit.low in grammar.acts or unit.low in grammar.documents
            for unit in segment[at + 1 : at + 1 + ACT_NEAR]
        ):
            return segment[at + 1 :]
    return segment
