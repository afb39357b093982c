"""Misses: what a score counts as wrong, with the text around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.extraction.evaluate import (
    WORD,
    Document,
    Statement,
    closest,
    fragments,
    match,
    same_quotation,
    speaker_is_right,
    words_in,
)

AROUND = 60


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference between annotation and prediction.

    Attributes:
        kind: `not found`, `not wanted` or `wrong speaker`.
        wanted, given: the annotated and the predicted words with their speaker, None for none.
        around: the text from a little before to a little behind the place.
    """

    document: str
    kind: str
    wanted: str | None
    given: str | None
    around: str


def find_misses(
    documents: Iterable[Document], predictions: Mapping[str, Sequence[Statement]]
) -> Iterator[Miss]:
    """Yield what was not found, what nobody wanted, and whose speaker is another one.

    Args:
        documents, predictions: as `evaluate.score_documents` takes them.
    """
    for document in documents:
        yield from _misses_in(document, predictions.get(document["id"], ()))


def _misses_in(document: Document, statements: Sequence[Statement]) -> Iterator[Miss]:
    text, name = document["text"], document["id"]
    tokens = [(found.start(), found.group().lower()) for found in WORD.finditer(text)]
    quotes = [(quote, words_in(tokens, quote["frags"])) for quote in document["quotes"]]
    wanted = [(quote, words) for quote, words in quotes if quote["speech"] and words]
    given = [(item, words_in(tokens, fragments(item))) for item in statements]
    support = match(wanted, given)
    for number, (quote, _) in enumerate(wanted):
        speaker = (quote["speaker"] or {}).get("text")
        annotated = _shown(text, quote["frags"], speaker)
        if number not in support:
            near = [item for item, words in given if words & wanted[number][1]]
            predicted = _shown_statement(text, near[0]) if near else None
            yield Miss(name, "not found", annotated, predicted, _around(text, quote["frags"]))
            continue
        best = closest(support[number], given, wanted[number][1])
        if speaker_is_right(given[best][0], quote["speaker"]) is False:
            predicted = _shown_statement(text, given[best][0])
            yield Miss(name, "wrong speaker", annotated, predicted, _around(text, quote["frags"]))
    held = {at for found in support.values() for at in found}
    for at, (item, words) in enumerate(given):
        optional = any(same_quotation(words, other) for _, other in quotes)
        if at not in held and not optional:
            yield Miss(
                name,
                "not wanted",
                None,
                _shown_statement(text, item),
                _around(text, fragments(item)),
            )


def _shown(text: str, parts: Sequence[Sequence[int]], speaker: str | None) -> str:
    words = " … ".join(" ".join(text[low:high].split()) for low, high in parts)
    return f"{speaker or '(nobody)'}: {words}"


def _shown_statement(text: str, item: Statement) -> str:
    rule = f" [{item['rule']}]" if item.get("rule") else ""
    return _shown(text, fragments(item), item.get("speaker")) + rule


def _around(text: str, parts: Sequence[Sequence[int]]) -> str:
    low, high = max(0, parts[0][0] - AROUND), parts[-1][1] + AROUND
    return " ".join(text[low:high].split())
