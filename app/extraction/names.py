"""Names: find the names in a sentence, with the titles around them."""

from dataclasses import dataclass, field
from itertools import pairwise

from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit, UnitKind
from app.extraction.world import World, name_words

MOST_TITLE_WORDS = 8
# What may stand behind an apposition that names somebody: "the envoy for Sarnia, Ada Moor."
CLOSING = {",", ".", ";"}
# "a spokesman for the foreign ministry": so many words from the head on.
SUFFIX_REACH = 5


@dataclass(slots=True)
class Name:
    """A name as it stands in a sentence: its units, and those of the title before it."""

    first: int
    end: int
    title: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads names by the words of a language and the states of the world.

    Attributes:
        kept: the names of each sentence of the article, by its place: they are asked often.
    """

    profile: LanguageProfile
    world: World
    kept: dict[tuple[int, int], list[Name]] = field(default_factory=dict, kw_only=True)

    def names(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence: runs of capitals, without the titles before them."""
        key = sentence.units[0].start, sentence.units[-1].end
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = self.read_names(sentence)
        return found

    def read_names(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence, read anew."""
        found = []
        end = 0
        for at in sentence.capitals:
            if at >= end and self.begins_name(sentence, at):
                end = self.run_end(sentence, at)
                name = self.name_in(sentence, at, end)
                if name is not None:
                    found.append(name)
        return found

    def begins_name(self, sentence: Sentence, at: int) -> bool:
        """Say whether a run of capitals begins at a unit."""
        unit, low = sentence.units[at], sentence.lows[at]
        if not unit.capital or low in self.profile.weekdays or self.is_month(sentence, at):
            return False
        if low in self.profile.participle_cues and not any(u.is_word for u in sentence.units[:at]):
            # "Reiterating Ostmark's support, ..."
            return False
        return not (low in self.profile.openers or low in self.profile.pronouns)

    def is_month(self, sentence: Sentence, at: int) -> bool:
        """Say whether a unit is a month, not a name like one: "Jan Roos"."""
        if sentence.lows[at] not in self.profile.months:
            return False
        follows = sentence.units[at + 1] if at + 1 < len(sentence.units) else None
        return follows is None or not follows.capital

    def run_end(self, sentence: Sentence, at: int) -> int:
        """Return where a run of capitals ends: particles and initials belong to it."""
        units, lows = sentence.units, sentence.lows
        end = at + 1
        while end < len(units):
            unit = units[end]
            if lows[end - 1].endswith(self.profile.possessive_endings):
                break
            follows = end + 1 < len(units) and units[end + 1].capital
            initial = unit.text == "." and (
                len(lows[end - 1]) == 1 or lows[end - 1] in self.profile.abbreviations
            )
            if (
                (unit.capital and lows[end] not in self.profile.weekdays)
                or (initial and follows)
                or (lows[end] in self.profile.particles and follows)
            ):
                end += 1
            else:
                break
        return end

    def name_in(self, sentence: Sentence, begin: int, end: int) -> Name | None:
        """Return the name in a run, past its titles; None where the run is no person's name."""
        profile, lows, units = self.profile, sentence.lows, sentence.units
        first = begin
        for at in range(begin, end):
            low = lows[at].removesuffix("'s")
            if low in profile.titles or low in profile.person_nouns or units[at].text == ".":
                first = at + 1
            elif (
                self.is_country(low)
                and at + 1 < end
                and (
                    lows[at + 1] in profile.titles
                    or lows[at + 1] in profile.person_nouns
                    or first == at
                )
            ):
                first = max(first, at + 1) if at + 1 < end else first
        title = [lows[at] for at in range(begin, first) if units[at].is_word]
        back = begin - 1
        while back >= 0 and begin - back <= MOST_TITLE_WORDS:
            if units[back].kind is UnitKind.SUFFIX:
                back -= 1
                continue
            if not units[back].is_word:
                break
            low = lows[back]
            bare = low.removesuffix("'s")
            if low in profile.charge_words and title and titled_before(lows, back, title, profile):
                # "Minister of Foreign Affairs Ada Moor"
                back -= 1
                continue
            if not (
                low in profile.titles
                or low in profile.person_nouns
                or low in profile.body_nouns
                or self.is_country(bare)
            ):
                break
            title.insert(0, bare)
            back -= 1
        if first >= end:
            return None
        bodies = [at for at in range(first, end - 2) if lows[at] in profile.body_nouns]
        if bodies and any(low in profile.person_nouns for low in title):
            # "Chief of General Staff Karl Ambrun"
            first = bodies[-1] + 1
        return Name(first, end, tuple(title))

    def is_country(self, low: str) -> bool:
        """Say whether a word names a state or is its adjective."""
        return name_words(low) in self.world.countries

    def suffix(self, sentence: Sentence, end: int) -> tuple[str, ...]:
        """Return the title in an apposition after a name: ", Veltania's foreign minister,".

        Where heads stand last, a title behind a comma begins the next name.
        """
        if self.profile.verb_final is not None:
            return ()
        units, lows = sentence.units, sentence.lows
        if end + 1 >= len(units) or units[end].text != ",":
            return ()
        found = []
        for at in range(end + 1, min(end + 1 + MOST_TITLE_WORDS, len(units))):
            if not units[at].is_word:
                break
            found.append(lows[at])
        if found and (found[0] in self.profile.prepositions or found[0] in self.profile.and_words):
            # "Ida Noor, through a spokesman, declined", "Ida Noor, and the imam, ...": not hers.
            return ()
        heads = self.profile.person_nouns
        place = next((i for i, low in enumerate(found) if low in heads), None)
        if place is None or any(self.is_told(found, at) for at in range(place)):
            return ()
        if self.names_another(sentence, end + 1 + place):
            return ()
        found = found[: self.own_end(found, place)]
        return tuple(low for low in found[: place + SUFFIX_REACH] if self.is_titular(low))

    def names_another(self, sentence: Sentence, head: int) -> bool:
        """Say whether a name follows a title: "Karl Brun, who met Finance Minister Otto Brandl"."""
        profile, lows, at = self.profile, sentence.lows, head + 1
        while at < len(lows) and (lows[at] in profile.person_nouns or lows[at] in profile.titles):
            at += 1
        return (
            at < len(lows)
            and sentence.units[at].capital
            and not (lows[at] in profile.body_nouns or self.is_country(lows[at]))
        )

    def own_end(self, found: list[str], head: int) -> int:
        """Return where a title ends that goes on with another's: "adviser to the president"."""
        profile = self.profile
        for at in range(head + 1, len(found)):
            if found[at] in profile.tying_words and any(
                low in profile.person_nouns and after not in profile.body_nouns
                for low, after in pairwise([*found[at + 1 :], ""])
            ):
                return at
        return len(found)

    def is_told(self, found: list[str], at: int) -> bool:
        """Say whether a word behind a name is a verb: "Moor, today received the envoy"."""
        low = found[at]
        follows = found[at + 1] if at + 1 < len(found) else ""
        if at == 0 and low in self.profile.finite_cues and low not in self.profile.nouny:
            # "Otto Lang, asked General Hugo Brandt"
            return True
        owned = follows in self.profile.owners or follows.endswith(self.profile.possessive_endings)
        return low in self.profile.finite or (
            low.endswith(self.profile.past) and (follows in self.profile.articles or owned)
        )

    def prefix(self, sentence: Sentence, first: int, end: int) -> tuple[str, ...]:
        """Return the title that a name is apposed to: "the envoy for Sarnia, Ada Moor, said"."""
        profile, lows, units = self.profile, sentence.lows, sentence.units
        closed = end < len(units) and units[end].text in CLOSING
        if first < 2 or not closed or units[first - 1].text != ",":
            return ()
        begin = first - 1
        while begin > 0 and (units[begin - 1].is_word or units[begin - 1].kind is UnitKind.SUFFIX):
            begin -= 1
        verb = next(
            (at for at in range(first - 2, begin - 1, -1) if lows[at] in profile.finite), begin - 1
        )
        for opening in range(verb + 1, first - 1):
            owner = lows[opening].endswith(profile.possessive_endings)
            if opening > begin and lows[opening] not in profile.articles and not owner:
                # "received the envoy of Sarnia, Ada Moor,": the phrase begins behind the verb.
                continue
            title = self.apposed(lows, opening, first - 1)
            if title:
                return title
        return ()

    def apposed(self, lows: list[str], begin: int, end: int) -> tuple[str, ...]:
        """Return the words of the office that a noun phrase names, () where it names none."""
        profile = self.profile
        if not (
            lows[begin] in profile.determiners or lows[begin].endswith(profile.possessive_endings)
        ):
            return ()
        stop = next((at for at in range(begin, end) if lows[at] in profile.tying_words), end)
        if lows[stop - 1] not in profile.person_nouns:
            return ()
        return tuple(low for low in lows[begin:stop] if self.is_titular(low))

    def is_titular(self, low: str) -> bool:
        """Say whether a word tells an office, or whose: "Sudria's foreign minister".

        "The mayor's brother" is no mayor.
        """
        profile = self.profile
        if low.endswith(profile.possessive_endings):
            return low.removesuffix("'s") not in profile.person_nouns
        return (
            low in profile.person_nouns
            or low in profile.titles
            or low in profile.body_nouns
            or self.is_country(low)
        )


def titled_before(lows: list[str], of: int, title: list[str], profile: LanguageProfile) -> bool:
    """Say whether an office before "of" goes on with the words behind it: they name no person."""
    return (
        of > 0
        and lows[of - 1] in profile.person_nouns
        and not any(low in profile.person_nouns for low in title)
    )


def printed_name(units: list[Unit]) -> str:
    """Return a name as printed, without a possessive ending."""
    text = " ".join([unit.text for unit in units if unit.is_word])
    if text.endswith(("'s", "’s")):
        text = text[:-2]
    return text


def phrase_text(units: list[Unit]) -> str:
    """Return a noun phrase as printed, without article, brackets, possessive ending."""
    kept = [unit for unit in units if unit.kind is not UnitKind.BRACKET]
    while kept and kept[0].low in ("the", "a", "an"):
        kept = kept[1:]
    text, end = "", -1
    for unit in kept or units:
        text += unit.text if unit.start == end else " " + unit.text
        end = unit.end
    text = text.strip()
    return text[:-2] if text.endswith(("'s", "’s")) else text


def first_names_agree(one: str, other: str) -> bool:
    """Say whether two first names may be one person's: equal, or one is the other's initial."""
    if one == other or (one[:1] == other[:1] and min(len(one), len(other)) == 1):
        return True
    return min(len(one), len(other)) >= 4 and one[:4] == other[:4]
