"""Evaluate: compare what was extracted with annotated documents."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Words = frozenset[int]
Document = Mapping[str, Any]
Statement = Mapping[str, Any]

WORD = re.compile(r"\w+")
ENOUGH = 0.8


def listed(words: str) -> frozenset[str]:
    """Return the words that white space parts."""
    return frozenset(words.split())


OPENERS = listed("that что о об том dass daß ki")
CONJUNCTIONS = listed("that что dass daß ki")
PRONOUNS = listed(
    "i he she they we it his her their him them you who one which он она они мы я его её их o"
    " onlar biz ben er sie wir ich"
)
SMALL_WORDS = listed(
    "the a an of in at for and or his her their its this that to on by with from mr mrs ms dr sir"
    " der die das von"
)
OWNED = re.compile(r"\w+['’]s?\b")
SHARED_LETTERS = 4


@dataclass(slots=True)
class Score:
    """Counts over documents, and the shares that follow from them.

    A statement is found where one predicted quotation and an annotated one each cover 80 % of the
    other's words, or where several of one side lie inside one of the other and cover it. `e2e`
    asks for the right speaker as well.
    """

    counts: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float | None:
        """Return a count as a share of another, None where that is 0."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def f1(self, predicted: str, annotated: str) -> float:
        """Return the F1 of what is right among the predicted and among the annotated."""
        precision = self.share(predicted, "predicted") or 0.0
        recall = self.share(annotated, "annotated") or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def exact(self) -> float:
        """F1 of the same words."""
        return self.f1("exact", "exact")

    @property
    def found(self) -> float:
        """F1 of found quotations (seg80)."""
        return self.f1("found_predicted", "found_annotated")

    @property
    def end_to_end(self) -> float:
        """F1 of found quotations with the right speaker (e2e)."""
        return self.f1("right_predicted", "right_annotated")

    @property
    def named(self) -> float | None:
        """Share of the found, with names in the annotation, whose speaker's name is right."""
        return self.share("named_right", "named")

    @property
    def wrong(self) -> float | None:
        """Share of the same whose speaker is given somebody else's name."""
        return self.share("named_wrong", "named")


def score_documents(
    documents: Iterable[Document], predictions: Mapping[str, Sequence[Statement]]
) -> Score:
    """Return the score of predictions, by document id, against annotated documents.

    Args:
        documents: `{"id", "text", "quotes": [{"frags", "type", "speech", "speaker"}]}`; only
            quotes with `speech` are wanted, the others count neither way.
        predictions: statements as `extract --jsonl` answers them.
    """
    score = Score()
    for document in documents:
        score_document(document, predictions.get(document["id"], ()), score)
    return score


def score_document(document: Document, statements: Sequence[Statement], score: Score) -> None:
    """Add one document to a score."""
    tokens = [(m.start(), m.group().lower()) for m in WORD.finditer(document["text"])]
    quotes = [(quote, words_in(tokens, quote["frags"])) for quote in document["quotes"]]
    wanted = [(quote, words) for quote, words in quotes if words and quote["speech"]]
    optional = [words for quote, words in quotes if words and not quote["speech"]]
    wanted_words = union(words for _, words in wanted)
    optional_words = union(optional) - wanted_words
    skipped = frozenset(
        number
        for number, (start, _) in enumerate(tokens)
        if any(low <= start < high for low, high in document.get("ignore", ()))
    )
    given = [(item, words_in(tokens, fragments(item)) - skipped) for item in statements]
    given = [
        (item, words)
        for item, words in given
        if words
        and (
            cover(words, optional_words) < 0.5
            or any(same_quotation(words, other) for _, other in wanted)
        )
    ]
    score.counts["documents"] += 1
    score.counts["annotated"] += len(wanted)
    score.counts["predicted"] += len(given)
    score.counts["exact"] += count_equal(
        [words for _, words in wanted], [words for _, words in given]
    )
    support = match(wanted, given)
    judge(wanted, given, support, score)


def match(
    wanted: Sequence[tuple[Any, Words]], given: Sequence[tuple[Any, Words]]
) -> dict[int, set[int]]:
    """Return, for each wanted quotation that was found, the predictions that found it."""
    support: dict[int, set[int]] = {}
    for number, (_, words) in enumerate(wanted):
        inside = [i for i, (_, other) in enumerate(given) if cover(other, words) >= ENOUGH]
        if inside and cover(words, union(given[i][1] for i in inside)) >= ENOUGH:
            support.setdefault(number, set()).update(inside)
    for index, (_, words) in enumerate(given):
        held = [i for i, (_, other) in enumerate(wanted) if cover(other, words) >= ENOUGH]
        if held and cover(words, union(wanted[i][1] for i in held)) >= ENOUGH:
            for number in held:
                support.setdefault(number, set()).add(index)
    return support


def closest(found: Iterable[int], given: Sequence[tuple[Any, Words]], words: Words) -> int:
    """Return which of several predictions has most of some words, and least besides.

    What somebody quotes stands in two of them: the narrower one is the quotation's own.
    """
    return max(sorted(found), key=lambda at: (len(given[at][1] & words), -len(given[at][1])))


def judge(
    wanted: Sequence[tuple[Any, Words]],
    given: Sequence[tuple[Any, Words]],
    support: Mapping[int, set[int]],
    score: Score,
) -> None:
    """Count what was found, and whether its speaker is right."""
    right: set[int] = set()
    for number, found in sorted(support.items()):
        quote, words = wanted[number]
        best = closest(found, given, words)
        speaker = quote["speaker"]
        verdict = speaker_is_right(given[best][0], speaker)
        score.counts["right_annotated"] += verdict is not False
        if verdict is not None:
            score.counts["judged"] += 1
            score.counts["judged_right"] += verdict
        right |= {i for i in found if speaker_is_right(given[i][0], speaker) is not False}
        if speaker and speaker["names"]:
            name = given[best][0].get("speaker")
            matched = names_match(name, speaker["names"])
            score.counts["named"] += 1
            score.counts["named_right"] += matched
            score.counts["named_wrong"] += not matched and looks_like_name(name)
    held = {index for found in support.values() for index in found}
    score.counts["found_annotated"] += len(support)
    score.counts["found_predicted"] += len(held)
    score.counts["right_predicted"] += len(right)
    for index, (item, _) in enumerate(given):
        score.rules[(str(item.get("rule", "")), index in right)] += 1


def count_equal(wanted: Sequence[Words], given: Sequence[Words]) -> int:
    """Return how many wanted word sets have an equal prediction of their own."""
    left, right = Counter(wanted), Counter(given)
    return sum(min(left[words], right[words]) for words in left)


def words_in(tokens: Sequence[tuple[int, str]], parts: Iterable[Sequence[int]]) -> Words:
    """Return the numbers of the words that begin inside parts, less an opening "that"."""
    spans = list(parts)
    inside = [
        number
        for number, (start, _) in enumerate(tokens)
        if any(low <= start < high for low, high in spans)
    ]
    skip = 0
    while skip < len(inside) - 1 and tokens[inside[skip]][1] in OPENERS and (
        skip == 0 or inside[skip] == inside[skip - 1] + 1
    ):  # fmt: skip
        skip += 1
    opened = any(tokens[number][1] in CONJUNCTIONS for number in inside[:skip])
    return frozenset(inside[skip:] if opened else inside)


def fragments(statement: Statement) -> Sequence[Sequence[int]]:
    """Return a statement's parts."""
    parts: Sequence[Sequence[int]] = statement.get("frags") or [
        [statement["start"], statement["end"]]
    ]
    return parts


def union(sets: Iterable[Words]) -> Words:
    """Return the words of all sets."""
    return frozenset().union(*sets)


def cover(words: Words, other: Words) -> float:
    """Return the share of `words` that `other` covers."""
    return len(words & other) / len(words) if words else 0.0


def same_quotation(one: Words, other: Words) -> bool:
    """Say whether each covers enough of the other."""
    return cover(one, other) >= ENOUGH and cover(other, one) >= ENOUGH


def plain(name: str | None) -> str:
    """Return a name without case and diacritics."""
    decomposed = unicodedata.normalize("NFKD", (name or "").replace("ı", "i").replace("İ", "I"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def name_words(name: str | None) -> list[str]:
    """Return the words of a name that tell it from others."""
    bare = re.sub(r"['’]s\b", "", name or "")
    return [word for word in WORD.findall(plain(bare)) if word not in SMALL_WORDS]


def same_word(one: str, other: str) -> bool:
    """Say whether two words of names are one, Russian endings aside."""
    if one == other:
        return True
    if not re.search("[а-я]", one):
        return False
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= SHARED_LETTERS and shared >= min(len(one), len(other)) - 2


def names_match(name: str | None, names: Iterable[str]) -> bool:
    """Say whether a predicted name is one of the annotated ones: its last word tells."""
    found = name_words(name)
    if not found:
        return False
    owned = name_words(OWNED.sub(" ", name or ""))
    for other in map(name_words, names):
        if found == other:
            return True
        if not other or found[-1] in PRONOUNS:
            continue
        if any(same_word(found[-1], word) for word in other):
            return True
        if other[-1] not in PRONOUNS and any(same_word(other[-1], word) for word in owned):
            return True
    return False


def looks_like_name(name: str | None) -> bool:
    """Say whether a prediction gives a name, not "he" or "the minister"."""
    words = re.sub(r"^(the|a|an)\s+", "", (name or "").strip(), flags=re.IGNORECASE).split()
    last = (name_words(name) or ["he"])[-1]
    return any(word[:1].isupper() for word in words) and last not in PRONOUNS


def speaker_is_right(statement: Statement, speaker: Mapping[str, Any] | None) -> bool | None:
    """Say whether a prediction's speaker is the annotated one; None where that cannot be told."""
    if not speaker:
        return None
    start, end = statement.get("speaker_start"), statement.get("speaker_end")
    if start is not None and end is not None and any(
        start < high and low < end for low, high in speaker["mentions"]
    ):  # fmt: skip
        return True
    if names_match(statement.get("speaker"), [speaker["text"], *speaker["names"]]):
        return True
    unnamed = not speaker["names"] and not re.search("[A-ZА-Я]", speaker["text"][1:])
    if unnamed and start is None and statement.get("speaker"):
        return None
    return False
