"""Cased states: capitals behind an office that tell only whose it is: «министр Ульмии Ада Нор».

No list knows every state, province or town. Behind a title stands whose it is, in the genitive,
and then the name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.extraction.cased_names import is_first_name
from app.extraction.cased_nouns import STATES
from app.extraction.cased_words import is_titled
from app.extraction.inflection import NAME_TAGS, is_known, nominatives, readings
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence, stretches

GENITIVES = ("а", "я", "ы", "и")
LEAST_RUN = 3
# Endings of names in the genitive, and so many words of two full names.
OBLIQUES = ("а", "я", "ы", "и", "ой", "ого")
LEAST_TWO = 4


@dataclass(slots=True)
class Followers:
    """What follows a capital in the article, by each nominative that it may have."""

    by_name: dict[str, set[str]] = field(default_factory=dict)

    def note(self, low: str, after: str) -> None:
        """Note that a form is followed by a capital, or by none ("")."""
        for option in nominatives(low):
            self.by_name.setdefault(option, set()).add(after)

    def differ(self, low: str, after: str) -> bool:
        """Say whether some form of a word stands elsewhere without the capital behind it."""
        mine = nominatives(after)
        return any(
            not (other and nominatives(other) & mine)
            for option in nominatives(low)
            for other in self.by_name.get(option, ())
        )


# A run of capitals: its sentence, first unit and end.
Run = tuple[Sentence, int, int]


def name_runs(sentences: Iterable[Sentence]) -> list[Run]:
    """Return the runs of Cyrillic capitals of an article as printed."""
    return [
        (sentence, first, end)
        for sentence in sentences
        for first, end in stretches(
            [
                at
                for at in sentence.capitals
                if "а" <= sentence.lows[at][:1] <= "я"
                and not (len(sentence.units[at].text) > 1 and sentence.units[at].text.isupper())
            ]
        )
    ]


def find_states(runs: Iterable[Run], profile: LanguageProfile) -> set[int]:
    """Return the places of the capitals between a title and a name that are no part of the name.

    Args:
        runs: the article's runs of capitals.
        profile: the language.
    """
    followers = Followers()
    doubtful: list[tuple[int, str, str]] = []
    found: set[int] = set()
    for sentence, begin, end in runs:
        # The title may open the sentence: «Министр Ульмии Ада Нор».
        titled = not begin and is_titled(sentence.lows[0], profile)
        first = begin + titled
        lows = sentence.lows[first:end]
        for low, after in zip(lows, [*lows[1:], ""], strict=False):
            followers.note(low, after)
        if not first or not lows or not may_own(lows):
            continue
        low = lows[0]
        if not is_title(sentence, first - 1, profile):
            continue
        if low.endswith(STATES) or len(lows) >= LEAST_RUN:
            found.add(sentence.units[first].start)
        elif len(lows) > 1:
            doubtful.append((sentence.units[first].start, low, lows[1]))
    found |= {place for place, low, after in doubtful if followers.differ(low, after)}
    return found


def find_second_names(runs: Iterable[Run]) -> Iterator[int]:
    """Yield where a second name begins in a run: «адвокат Тома Беренса Якоб Линц»."""
    for sentence, first, end in runs:
        lows = sentence.lows[first:end]
        if (
            len(lows) == LEAST_TWO
            and lows[0].endswith(OBLIQUES)
            and lows[1].endswith(OBLIQUES)
            and is_first_name(lows[2])
            and any(one.case == "nomn" for one in readings(lows[2]) if "Name" in one.tags)
        ):
            yield sentence.units[first + 2].start


def may_own(lows: Sequence[str]) -> bool:
    """Say whether a run may begin with a state in the genitive, not with a person's name."""
    low = lows[0]
    if not low.endswith(GENITIVES):
        return False
    # «мэр Ланда Тея Корн»: a surname does not stand before a first name.
    given = len(lows) >= LEAST_RUN and is_first_name(lows[1])
    tags = frozenset({"Name"}) if given else NAME_TAGS
    return not (is_known(low) and any(reading.tags & tags for reading in readings(low)))


def is_title(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word ends a title: a noun for a person, or for a body («глава МИД»)."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.is_word:
        return False
    if is_titled(low, profile) or low in profile.body_nouns:
        return True
    return any(
        reading.part == "NOUN"
        and reading.case == "gent"
        and (reading.lemma in profile.body_nouns or reading.lemma in profile.titles)
        for reading in readings(low)[:2]
    )
