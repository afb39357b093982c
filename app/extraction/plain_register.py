"""Plain register: whom a noun phrase means where prepositions and "'s" tie names to a noun.

"A spokesman for Bo Lind", "Lind's lawyer" and "the office of Bo Lind" are not Bo Lind.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from app.extraction.clauses import is_time
from app.extraction.names import Name
from app.extraction.phrases import Mention, head_of, mention_of
from app.extraction.plain_offices import PlainOffices
from app.extraction.register import Figure
from app.extraction.sentences import Sentence
from app.extraction.subjects import main_subject
from app.extraction.types import Kind
from app.extraction.verbs import may_be_finite

# "the small local bank": so many words from a body back to its article.
OBJECT_WORDS = 4


@dataclass(slots=True)
class PlainRegister(PlainOffices):
    """A register for a language of the English kind.

    Attributes:
        documents: by noun ("statement"), the first place where the article tells of one.
    """

    documents: dict[str, int] = field(default_factory=dict)

    def read(self, sentences: list[Sentence]) -> None:
        """Enter every name of the article, and note the documents that it tells of."""
        super(PlainRegister, self).read(sentences)
        for sentence in sentences:
            for low, unit in zip(sentence.lows, sentence.units, strict=True):
                if low in self.profile.document_nouns:
                    self.documents.setdefault(low, unit.start)

    def pronoun(self, kind: str, place: int) -> Figure | None:
        """Return the figure in focus that a pronoun fits, or whom the sentence before names.

        Whoever spoke further back is not meant where the sentence before, in the same paragraph,
        names others whom the pronoun fits: the only one of them is, of several nobody knows.
        """
        if kind == "p":
            return next(
                (
                    figure
                    for figure in reversed(self.recent(place))
                    if figure.kind is not Kind.PERSON
                    and not set(figure.words[-1:]) & self.profile.document_nouns
                ),
                None,
            )
        found = self.in_focus(kind, place)
        if found is not None and found.named and found.gender is None and (
            kind in ("m", "f") and self.is_rivalled(found, kind, place)
        ):  # fmt: skip
            return None
        if kind == "n" and found is not None and (
            self.met_another(found, place)
            or (not self.is_fresh(found, place) and self.names_other_body(found, place))
        ):  # fmt: skip
            return None
        if found is not None and self.is_contested(found, kind, place):
            return None
        near = self.named_before(kind, place) if kind in ("m", "f") else []
        if near and found not in near and not self.is_fresh(found, place):
            found = near[0] if len(near) == 1 else None
        if found is not None and (
            self.is_looked_at(found, kind, place)
            or (kind in ("m", "f") and self.met_newcomer(found, place))
        ):
            return None
        if found is None and kind in ("m", "f"):
            return super(PlainRegister, self).pronoun(kind, place) if not near else None
        if found is not None and found.kind is Kind.PERSON and found.gender is None:
            found.gender = kind
        return found

    def is_contested(self, figure: Figure, kind: str, place: int) -> bool:
        """Say whether a pronoun may as well mean whom the main clause was about.

        "Lind left after Roos told reporters that it leaks. He said it stinks."
        """
        last = next((at for at, other in reversed(self.focus) if at < place and other is figure), 0)
        rival = self.contests.get(last)
        return rival is not None and rival is not figure and rival.gender in (None, kind)

    def is_looked_at(self, figure: Figure, kind: str, place: int) -> bool:
        """Say whether the sentence before is somebody else's view of a person.

        "For Roos, a nurse, Lind was a legend. He said it leaks": it may be Roos who goes on.
        """
        number = bisect_right(self.starts, place) - 1
        before = self.sentences[number - 1] if number > 0 else None
        if before is None or before.lows[0] not in self.profile.viewer_words:
            return False
        name = next(iter(self.reader.names(before)), None)
        if name is None or before.lows[name.end : name.end + 1] != [","]:
            return False
        viewer = self.known(before, name)
        return (
            name.first - len(name.title) <= 1
            and self.profile.finite_cues.isdisjoint(before.lows)
            and viewer is not None and viewer is not figure and viewer.gender in (None, kind)
        )  # fmt: skip

    def met_newcomer(self, figure: Figure, place: int) -> bool:
        """Say whether the sentence before is about somebody new, if it is a person at all.

        "Roos said it leaks. A docker saw the smoke. He said it stinks": it may be the docker.
        """
        number = bisect_right(self.starts, place) - 1
        before = self.sentences[number - 1] if number > 0 else None
        if before is None or before.paragraph != self.sentences[number].paragraph:
            return False
        if not figure.named or figure.is_between(before.span.start, place):
            return False
        subject = main_subject(before, len(before.units), self.profile)
        if subject is None or before.lows[subject.first] not in self.profile.articles:
            return False
        head = head_of(before, subject, self.profile)
        return not before.units[head].capital and (
            self.profile.doer_ends.search(before.lows[head]) is not None
        )

    def in_focus(self, kind: str, place: int) -> Figure | None:
        """Return the last figure in focus that a singular pronoun fits."""
        for figure in reversed(self.recent(place)):
            person = figure.kind is Kind.PERSON
            if figure.several and kind != "p":
                continue
            if person == (kind in ("m", "f")) and (not person or figure.gender in (None, kind)):
                return figure
        return None

    def named_before(self, kind: str, place: int) -> list[Figure]:
        """Return the persons that a pronoun fits whom the sentence before names, not as owners."""
        number = bisect_right(self.starts, place) - 1
        if number < 1:
            return []
        sentence = self.sentences[number - 1]
        if sentence.paragraph != self.sentences[number].paragraph:
            return []
        found: list[Figure] = []
        for name in self.reader.names(sentence):
            figure = self.known(sentence, name)
            owner = sentence.lows[name.end - 1].endswith(self.profile.possessive_endings)
            fits = figure is not None and figure.gender in (None, kind)
            if figure is not None and fits and not owner and figure not in found:
                found.append(figure)
        return found

    def names_other_body(self, figure: Figure, place: int) -> bool:
        """Say whether the sentence before tells of another body than whoever spoke last.

        "The army denied it. No comment came from the militia leadership. It has said": nobody
        knows which one is meant.
        """
        number = bisect_right(self.starts, place) - 1
        before = self.sentences[number - 1] if number > 0 else None
        if before is None or before.paragraph != self.sentences[number].paragraph:
            return False
        lows = set(before.lows)
        return lows.isdisjoint(figure.words) and not lows.isdisjoint(self.profile.body_nouns)

    def met_another(self, figure: Figure, place: int) -> bool:
        """Say whether the sentence before tells what one body did to another, and neither spoke.

        "The union sued the bank. It said": either may be meant. A body behind a preposition ("in a
        port of Ostmark") is none of the two.
        """
        number = bisect_right(self.starts, place) - 1
        if number < 1:
            return False
        sentence, profile = self.sentences[number - 1], self.profile
        lows = sentence.lows
        if sentence.paragraph != self.sentences[number].paragraph or not (
            profile.finite_cues.isdisjoint(lows)
        ):
            return False
        return any(
            self.is_object(sentence, at) and not set(figure.words[-1:]) & {low}
            for at, low in enumerate(lows)
            if low in profile.body_nouns or (sentence.units[at].capital and self.is_state(low))
        )

    def is_object(self, sentence: Sentence, at: int) -> bool:
        """Say whether a noun ends what a verb acts upon, or who did it: "sued the bank"."""
        lows, profile = sentence.lows, self.profile
        after = sentence.units[at + 1] if at + 1 < len(lows) else None
        if after is not None and after.is_word and not (
            after.low in profile.prepositions or is_time(after, profile)
            or after.low in profile.and_words or after.low in profile.subordinators
        ):  # fmt: skip
            return False
        # The phrase begins with its article, or else with its first capital.
        first = at
        while first > 0 and sentence.units[first - 1].capital:
            first -= 1
        for back in range(at, max(-1, at - OBJECT_WORDS), -1):
            if lows[back] in profile.articles:
                first = back
            if lows[back] in profile.articles | profile.prepositions | profile.charge_words:
                break
        if first == 0 or not sentence.units[first - 1].is_word:
            return False
        before = lows[first - 1]
        if before in profile.prepositions or before in profile.charge_words:
            return before in profile.by_words
        return before not in profile.owners and before not in profile.and_words

    def is_fresh(self, figure: Figure | None, place: int) -> bool:
        """Say whether somebody stood in focus in the sentence of a place, or the one before."""
        number = bisect_right(self.starts, place) - 1
        begin = self.starts[max(0, number - 1)]
        for at, other in reversed(self.focus):
            if at < begin:
                return False
            if other is figure and at < place:
                return True
        return False

    def phrase(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return whom a noun phrase means; who is not named is given as printed."""
        figure = (
            self.other(sentence, mention)
            or self.newcomer(sentence, mention)
            or super(PlainRegister, self).phrase(sentence, mention)
        )
        if figure is not None and figure.named and not figure.actors and (
            self.is_called_body(sentence, mention)
        ):  # fmt: skip
            # "The company, Sound Lines, said": a body, which "it" may mean.
            figure.kind = Kind.INSTITUTION
        known = figure is not None and figure in self.recent(mention.span.start)
        if figure is not None and not figure.named and not known:
            self.print_as_it_stands(sentence, mention, figure)
        return figure

    def newcomer(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return somebody without a name whose noun stands in no table: "the gunman"."""
        head = head_of(sentence, mention, self.profile)
        low = sentence.lows[head]
        told = self.profile.speaking_nouns | self.profile.dumb_nouns
        if sentence.units[head].capital or low in told or not self.profile.person_ends.search(low):
            return None
        if self.named_in(sentence, mention) is not None:
            return None
        return self.group(sentence.units[mention.first].text)

    def is_called_body(self, sentence: Sentence, mention: Mention) -> bool:
        """Say whether a name is apposed to a noun for a body: "the company, Sound Lines"."""
        if mention.apposition is None:
            return False
        begin, end = mention.apposition
        if end > mention.first or sentence.lows[begin] not in self.profile.articles:
            return False
        noun = mention_of(sentence, begin, end)
        return sentence.lows[head_of(sentence, noun, self.profile)] in self.profile.body_nouns

    def other(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return somebody who is told only by another's name, None for all others.

        "A spokesman for Bo Lind" and "Lind's office" are as printed, unless a name of their own
        stands there too. What somebody wrote speaks for its author.
        """
        lows = sentence.lows
        head = head_of(sentence, mention, self.profile)
        low = lows[head]
        printed = sentence.units[mention.first].text
        inside = [
            name
            for name in self.reader.names(sentence)
            if mention.first <= name.first and name.end <= mention.end
        ]
        tied = [name for name in inside if not self.belongs(sentence, mention, name)]
        whose = [figure for name in tied if (figure := self.known(sentence, name)) is not None]
        if low in self.profile.document_nouns:
            of = head + 1 < mention.end and lows[head + 1] in self.profile.charge_words
            if of and len(whose) == 1:
                return whose[0]
            alone = head == mention.first + 1 and lows[mention.first] in self.profile.definite
            return self.group(printed) if alone and not self.told_of(low, mention) else None
        owned = low in self.profile.aides and lows[mention.first] in self.profile.owners
        if not (whose or owned) or len(tied) < len(inside):
            return None
        return self.group(printed)

    def told_of(self, document: str, mention: Mention) -> bool:
        """Say whether "the statement" may be the last speaker's: told of before, or a body's."""
        recent = self.recent(mention.span.start)
        person = bool(recent) and recent[-1].kind is Kind.PERSON
        return not person or self.documents.get(document, mention.span.start) < mention.span.start

    def belongs(self, sentence: Sentence, mention: Mention, name: Name) -> bool:
        """Say whether a name in a phrase is the phrase's own, not another's that only tells it.

        Behind a preposition it is another's ("an aide to Foreign Minister Bo Lind"), unless the
        noun's complement stands between them: "the envoy to Ostmark Bo Lind".
        """
        lows, units, profile = sentence.lows, sentence.units, self.profile
        if lows[name.end - 1].endswith(profile.possessive_endings) and name.end < mention.end:
            return False
        head = head_of(sentence, mention, profile)
        if name.end <= head and units[name.end].is_word and not units[head].capital:
            # "a Lind campaign staffer": the name only tells which one.
            return False
        if self.is_told_below(sentence, mention, name):
            return False
        tie = 0
        for at in range(mention.first + 1, name.first):
            if units[at].text == ",":
                tie = 0
            elif lows[at] in profile.tying_words:
                tie = at
        if not tie:
            return True
        between = [
            low
            for low in lows[tie + 1 : name.first]
            if low not in profile.determiners and low not in profile.owners and low != "."
        ]
        bare = lows[tie + 1] in profile.articles and all(low in profile.titles for low in between)
        if bare or not between:
            return False
        last = between[-1]
        return not (
            last in profile.and_words
            or last in profile.person_nouns
            or last in profile.honorifics
            or (last in profile.abbreviations and last in profile.titles)
            or last.endswith(profile.possessive_endings)
        )

    def is_told_below(self, sentence: Sentence, mention: Mention, name: Name) -> bool:
        """Say whether a name stands in a clause that only tells which one a noun means.

        "The woman who married Jan Roos", "the foundation Jan Roos created".
        """
        lows, units, profile = sentence.lows, sentence.units, self.profile
        if not profile.relatives.isdisjoint(lows[mention.first + 1 : name.first]):
            return True
        before = name.first - 1
        return (
            before > mention.first
            and not units[before].capital
            and lows[before] not in profile.called | profile.honorifics.keys()
            and lows[before] not in profile.prepositions | profile.linking | profile.determiners
            and name.end < mention.end
            and may_be_finite(sentence, name.end, profile)
        )

    def describe(self, figure: Figure, title: tuple[str, ...]) -> None:
        """Add what a title says of a person; behind "former" it tells of the past."""
        held = set(figure.titles)
        super(PlainRegister, self).describe(figure, title)
        since = next((at for at, low in enumerate(title) if low in self.profile.former), None)
        if since is None:
            figure.past -= set(title)
        else:
            after = title[since + 1 :]
            nouns = (at for at, low in enumerate(after, 1) if low in self.profile.person_nouns)
            figure.past |= set(after[: next(nouns, None)]) - held

    def print_as_it_stands(self, sentence: Sentence, mention: Mention, figure: Figure) -> None:
        """Give somebody unnamed the words of the text as a name, and what their noun tells."""
        text = ""
        for index, unit in enumerate(sentence.units[mention.first : mention.end]):
            before = sentence.units[mention.first + index - 1]
            text += unit.text if not index or before.end == unit.start else " " + unit.text
        figure.name = text.removesuffix("'s").removesuffix("’s")
        head = sentence.lows[head_of(sentence, mention, self.profile)]
        if head in self.profile.person_nouns or self.profile.person_ends.search(head):
            # One person, though nobody knows who: "he" may go on meaning them.
            figure.kind = Kind.PERSON
            figure.titles.add(head)
            figure.gender = self.profile.honorifics.get(head)
