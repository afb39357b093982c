"""Dates: on which day words were said, and what says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.extraction.drafts import Draft
from app.extraction.endings import clause_verb
from app.extraction.final_days import occasion_units
from app.extraction.profile import LanguageProfile, by_first_word
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit

YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
DIGIT = re.compile(r"\d")
ISO = re.compile(r"\d{4}-\d\d-\d\d")
NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
WEEK = 7
# "in a recent television interview": a noun so many words behind its adjective.
ADJECTIVE_REACH = 3
Published = date | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day at its precision, with what says so.

    Attributes:
        value: `2024`, `2024-12`, `2024-12-26`; None is unknown.
        basis: stated, weekday, published or unknown.
        own: the sentence itself says it.
    """

    value: str | None
    basis: str
    own: bool = False


UNKNOWN = Day(None, "unknown")


def said_on(
    draft: Draft,
    beside: Sequence[Draft],
    published: Published,
    inherited: Day | None,
    profile: LanguageProfile,
    *,
    relayed: bool,
    story: Day | None = None,
) -> Day:
    """Return the day of a statement.

    In this order: a day in the sentence outside any content; the day that the article gave the
    same speaker's occasion before; the day published, unless the words are relayed or the
    sentence says that it was another day; none.

    Args:
        draft: the attribution.
        beside: all attributions of its sentence, itself included.
        published: the day published, if known.
        inherited: the day of the speaker's occasion, if the article stated one before.
        profile: the language.
        relayed: somebody passes the words on.
        story: the day that the article stated last, from which "the day before" counts.
    """
    if draft.occasion is not None or may_tell_day(draft.sentence, profile):
        units = around_cue(draft, beside, profile)
        own = day_in(units, published, profile)
        if own is not None:
            return own
        if tells_day_before(units, profile):
            return day_before(story)
        if is_vague(units, profile):
            return UNKNOWN
    if inherited is not None:
        return Day(inherited.value, inherited.basis)
    if relayed or published is None:
        return UNKNOWN
    return Day(published.isoformat(), "published")


def may_tell_day(sentence: Sentence, profile: LanguageProfile) -> bool:
    """Say whether a word of a sentence, or a number in it, can tell a day at all."""
    return not profile.day_signs.isdisjoint(sentence.lows) or (
        DIGIT.search(" ".join(sentence.lows)) is not None
    )


def around_cue(draft: Draft, beside: Sequence[Draft], profile: LanguageProfile) -> list[Unit]:
    """Return the units that tell of the occasion: no content, no gloss, no aside on something else.

    "Asked about the attack on Monday, ..." and "..., referring to the March agreement" tell of
    other days; so does another attribution's content, and what frames a content with this one in
    it: "Moor said on Monday that Lind had told her ..." has no day for Lind.
    """
    if profile.verb_final is not None:
        return occasion_units(draft, beside, profile)
    units, lows = draft.sentence.units, draft.sentence.lows
    cue = draft.cue.start if draft.cue is not None else units[0].start
    contents = [part for each in beside for part in each.parts]
    frame = min(
        (part for part in contents if draft.cue is not None and part.contains(draft.cue)),
        key=len,
        default=None,
    )
    contents = [part for part in contents if draft.cue is None or not part.contains(draft.cue)]
    kept: list[Unit] = []
    aside = opens_aside(draft, 0, profile)
    for at, unit in enumerate(units):
        if unit.text == "," and unit.start > cue and at + 1 < len(lows) and (
            lows[at + 1] in profile.coordinators
            and not any(part.start <= unit.start < part.end for part in contents)
            and clause_verb(draft.sentence, at + 2, len(units), profile) is not None
        ):  # fmt: skip
            # ", and the council met on Tuesday": what else happened, or who else spoke.
            break
        if unit.text == "," and not parts_date(units, lows, at, profile):
            aside = (
                unit.start > cue and bool(profile.first_phrase(lows, at + 1, profile.other_glosses))
            ) or opens_aside(draft, at + 1, profile)
        if aside or unit.is_quote:
            continue
        if frame is not None and not frame.start <= unit.start < frame.end:
            continue
        for part in contents:
            if part.start <= unit.start < part.end:
                break
        else:
            kept.append(unit)
    return kept if draft.occasion is None else [*kept, *draft.occasion.units]


def parts_date(units: list[Unit], lows: list[str], at: int, profile: LanguageProfile) -> bool:
    """Say whether a comma only parts a date: "Friday, March 7, 2025"."""
    follows = lows[at + 1] if at + 1 < len(lows) else ""
    before = lows[at - 1] if at else ""
    return (before in profile.weekdays and follows in profile.months) or (
        before[:1].isdigit() and YEAR.fullmatch(follows) is not None
    )


def opens_aside(draft: Draft, at: int, profile: LanguageProfile) -> bool:
    """Say whether a segment that begins at a unit tells of something else than the occasion.

    That is: a topic ("asked about the attack on Monday"), an event before the words ("after the
    storm of Monday", but not "after talks on Monday"), and what describes the speaker between the
    name and the cue ("in office since May").
    """
    units, lows = draft.sentence.units, draft.sentence.lows
    if at >= len(units):
        return False
    if profile.first_phrase(lows, at, profile.asides):
        return True
    if at == 0 and lows[at] in profile.adjunct_openers:
        stop = comma_from(units, at)
        return stop < len(units) and profile.occasions.isdisjoint(lows[at:stop])
    speaker, cue = draft.speaker, draft.cue
    if speaker is None or cue is None or draft.speaker_sentence is not draft.sentence:
        return False
    if profile.cased or profile.verb_final is not None:
        return False
    stop = comma_from(units, at)
    between = speaker.span.end <= units[at].start and stop < len(units) and (
        units[stop].start < cue.start
    )  # fmt: skip
    return between and not (
        lows[at] in profile.weekdays
        or lows[at] in profile.time_words
        or lows[at] in profile.speaking
        or (lows[at] in profile.prepositions and lows[at] not in profile.adjunct_openers)
    )


def comma_from(units: list[Unit], at: int) -> int:
    """Return the next comma from a unit on, the end of the sentence where there is none."""
    while at < len(units) and units[at].text != ",":
        at += 1
    return at


def is_vague(units: list[Unit], profile: LanguageProfile) -> bool:
    """Say whether the words around a content tell of another, unnamed day.

    An adjective does so only before an occasion or a time: "in a recent interview", "last week",
    not "the former minister".
    """
    lows = [unit.low for unit in units]
    for at, low in enumerate(lows):
        if low in profile.vague:
            return True
        if low in profile.vague_adjectives:
            nouns = lows[at + 1 : at + 1 + ADJECTIVE_REACH]
            if any(noun in profile.occasions or noun in profile.time_nouns for noun in nouns):
                return True
    return False


def tells_day_before(units: list[Unit], profile: LanguageProfile) -> bool:
    """Say whether the words count from a day of the story: "the day before", "a day earlier"."""
    lows = [unit.low for unit in units]
    return profile.has_phrase(lows, profile.day_before)


def day_before(story: Day | None) -> Day:
    """Return the day before the one that the story stated last, unknown where it stated none."""
    if story is None or story.value is None or ISO.fullmatch(story.value) is None:
        return UNKNOWN
    before = date.fromisoformat(story.value) - timedelta(days=1)
    return Day(before.isoformat(), story.basis, own=True)


def day_in(units: list[Unit], published: date | None, profile: LanguageProfile) -> Day | None:
    """Return the day that words name: None for none, UNKNOWN where it cannot be told."""
    lows = [unit.low for unit in units]
    months = profile.months
    for at, low in enumerate(lows):
        if not (low in months or low[:1].isdigit()) or not units[at].is_word:
            continue
        written = written_out(units, lows, at, published, profile)
        if written is not None:
            return written
    day_words = by_first_word(profile.day_words)
    named = not (profile.weekdays.keys().isdisjoint(lows) and day_words.keys().isdisjoint(lows))
    for at, low in enumerate(lows if named else ()):
        if at and lows[at - 1] in profile.bounds:
            continue
        if low in profile.weekdays and may_be_day(units, at, profile):
            if at and lows[at - 1] in profile.other_week:
                return UNKNOWN
            if any(other in profile.weekdays for other in lows[at + 2 : at + 3]) and (
                lows[at + 1] in profile.and_words
            ):
                # "on Tuesday and Wednesday": nobody knows which.
                return UNKNOWN
            return weekday(published, profile.weekdays[low])
        size = profile.first_phrase(lows, at, profile.day_words) if low in day_words else 0
        if size and not (unit_named(units, at) and profile.capital_days):
            back = profile.day_words[tuple(lows[at : at + size])]
            return counted(published, back)
    if profile.days_ago is not None:
        found = profile.days_ago.search(" ".join(lows))
        if found is not None:
            word = found.group(1)
            number = int(word) if word.isdigit() else profile.numbers.get(word)
            if number is not None and number < 1000:
                return counted(published, number)
    return None


def may_be_day(units: list[Unit], at: int, profile: LanguageProfile) -> bool:
    """Say whether a weekday's word means the day: "pazar" is a market too, "pazar günü" is not."""
    if units[at].capital:
        return not is_named(units, at, profile)
    beside = [unit.low for unit in units[max(0, at - 1) : at + 2]]
    return not profile.capital_days and (
        not profile.day_nouns or not profile.day_nouns.isdisjoint(beside)
    )


def is_named(units: list[Unit], at: int, profile: LanguageProfile) -> bool:
    """Say whether a capital word of a day belongs to a name: "the Monday Club"."""
    if at == 0 or at + 1 >= len(units) or units[at - 1].low not in profile.determiners:
        return False
    after = units[at + 1]
    return after.capital and after.start - units[at].end <= 1


def unit_named(units: list[Unit], at: int) -> bool:
    """Say whether a word like "today" ends a name: "Karsk Today"."""
    return units[at].capital and at > 0 and units[at - 1].capital


def weekday(published: date | None, number: int) -> Day:
    """Return the day of a weekday: the day published itself, or the last one before it."""
    if published is None:
        return UNKNOWN
    return counted(published, (published.weekday() - number) % WEEK)


def counted(published: date | None, back: int) -> Day:
    """Return the day so many days before the day published."""
    if published is None:
        return UNKNOWN
    try:
        return Day((published - timedelta(days=back)).isoformat(), "weekday", own=True)
    except OverflowError:
        return UNKNOWN


def written_out(
    units: list[Unit], lows: list[str], at: int, published: date | None, profile: LanguageProfile
) -> Day | None:
    """Return the written-out day at a word: "December 26, 2024", "26 Aralık", "2024-12-26"."""
    low = lows[at]
    if ISO.fullmatch(low):
        return stated_text(low)
    numeric = NUMERIC.fullmatch(low)
    if numeric is not None:
        return stated(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    if YEAR.fullmatch(low) and at and lows[at - 1] in profile.year_words:
        return Day(low, "stated", own=True)
    month = profile.months.get(low)
    if month is None or (profile.capital_days and not units[at].capital):
        return None
    # "the 26th of December"
    back = at - 2 if at > 1 and lows[at - 1] in profile.charge_words else at - 1
    before = DAY.fullmatch(lows[back]) if back >= 0 else None
    rest = at + 1
    if rest < len(lows) and lows[rest] == ".":
        rest += 1
    after = DAY.fullmatch(lows[rest]) if rest < len(lows) else None
    number = int(before[1]) if before else int(after[1]) if after else None
    if after and not before:
        rest += 1
    if rest < len(lows) and lows[rest] in (",", *profile.charge_words):
        rest += 1
    year = int(lows[rest]) if rest < len(lows) and YEAR.fullmatch(lows[rest]) else None
    if number is not None and not 1 <= number <= 31:
        number = None
    if number is None and year is None and not in_time(lows, at, profile):
        return None
    return stated(year, month, number, published)


def in_time(lows: list[str], at: int, profile: LanguageProfile) -> bool:
    """Say whether a lone month stands as a time: "in December"."""
    return at > 0 and lows[at - 1] in profile.prepositions


def stated_text(day: str) -> Day | None:
    """Return a day in ISO form, None where there is no such day."""
    try:
        return Day(date.fromisoformat(day).isoformat(), "stated", own=True)
    except ValueError:
        return None


def stated(
    year: int | None, month: int, number: int | None, published: date | None = None
) -> Day | None:
    """Return a stated day at its precision; the year is the last one before the day published."""
    if year is None:
        if published is None:
            return UNKNOWN
        year = published.year
        if (month, number or 1) > (published.month, published.day):
            year -= 1
    if number is None:
        return Day(f"{year:04d}-{month:02d}", "stated", own=True)
    return stated_text(f"{year:04d}-{month:02d}-{number:02d}")
