"""JSON lines: an answer for each, spans of the text as it came, errors that stop nothing."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unreadable
from app.extraction.stream import answer_lines, map_offsets
from app.spans import Span
from app.text import normalise
from tests.extraction.gazetteer import WORLD

TEXT = (
    "KARSK (Delta) - “The café dam leaks,” İlke Kural, Ostmark's defence minister, said.\n\nEnd.\n"
)


def answers(*documents: object) -> list[dict[str, object]]:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in documents]
    return list(answer_lines(lines, WORLD))


def test_a_statement_has_every_field() -> None:
    [found] = answers({"id": 7, "text": TEXT, "date": "2024-12-27", "lang": "en"})
    [statement] = found["statements"]  # type: ignore[misc]
    confidence = statement.pop("confidence")
    assert 0 <= confidence <= 1
    assert found["id"] == 7
    assert statement == {
        "start": 17, "end": 36, "frags": [[17, 36]], "form": "direct",
        "quote": "The café dam leaks,", "speaker": "İlke Kural", "speaker_start": 38,
        "speaker_end": 48, "actor": "ilke-kural", "cue": "said", "said_on": "2024-12-27",
        "said_on_basis": "published", "topics": [], "via": None, "rule": "quote-own",
    }  # fmt: skip


@pytest.mark.parametrize("date", [None, "2024", "2024-12", "2024-12-45", 5])
def test_less_than_a_full_day_is_no_day_published(date: object) -> None:
    [found] = answers({"id": 1, "text": "Ada Moor said it leaks.", "date": date})
    assert [s["said_on"] for s in found["statements"]] == [None]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "7", '{"id": 1}', '{"text": 5}', '{"text": "a\\u0000b"}', '{"text": "a\\ud800b"}',
     '{"text": "a", "lang": 5}'],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_answered_and_the_rest_goes_on(line: str) -> None:
    found = answers(line, {"id": 2, "text": "Ada Moor said it leaks."})
    assert "error" in found[0]
    assert len(found[1]["statements"]) == 1  # type: ignore[arg-type]


def test_a_language_that_is_not_read_has_no_statements() -> None:
    assert answers({"id": 1, "text": TEXT, "lang": "de"}) == [{"id": 1, "statements": []}]


@pytest.mark.parametrize("change", ["NFD", "CRLF", "CR", "both"])
def test_spans_are_of_the_text_as_it_came(change: str) -> None:
    text = TEXT
    if change in ("NFD", "both"):
        text = unicodedata.normalize("NFD", text)
    if change in ("CRLF", "both"):
        text = text.replace("\n", "\r\n")
    if change == "CR":
        text = text.replace("\n", "\r")
    [found] = answers({"id": 1, "text": text, "lang": "en"})
    [statement] = found["statements"]  # type: ignore[misc]
    assert text[statement["start"] : statement["end"]] == statement["quote"]
    assert normalise(statement["quote"]) == "The café dam leaks,"
    mention = text[statement["speaker_start"] : statement["speaker_end"]]
    assert normalise(mention) == "İlke Kural"


@given(st.text(alphabet=st.sampled_from("ab \r\néе́йё한각각ö́̈İi̇ﬁÅ"), max_size=40))
def test_every_piece_leads_back_to_what_it_was_made_of(text: str) -> None:
    try:
        stored, offsets = map_offsets(text)
    except Unreadable:
        return
    assert stored == normalise(text)
    whole = offsets.span(Span(0, len(stored)))
    assert (whole.start, whole.end) == (0, len(text))
    edges = [offsets.back(at, end=False) for at in range(len(stored) + 1)]
    assert edges == sorted(edges)


def test_a_span_that_ends_amid_marks_of_one_letter_takes_them_all() -> None:
    # The two marks under and over q change places: what is stored cannot be cut between them.
    stored, offsets = map_offsets("aq\u0307\u0323b")
    assert stored == "aq\u0323\u0307b"
    assert offsets.span(Span(1, 3)) == offsets.span(Span(2, 4)) == Span(1, 4)
