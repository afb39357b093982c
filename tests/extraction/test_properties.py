"""Whatever the text, extraction ends well: spans inside it, in order, work that grows with it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extraction import extract
from app.spans import check_parts
from tests.extraction.gazetteer import WORLD
from tests.work import least_seconds

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    ["Ada Moor", "Bo Lind", "he", "She", "the minister", "said", "says that", "told reporters",
     "adding", "according to", "called", "the dam", "leaks", "in his words", "with", "who", "and",
     "but", ",", ".", ". ", ":", ";", '"', '" ', ' "', "“", "”", "‘", "’", "'", "«", "»", "(", ")",
     "[", "]", "\n", "\n\n", " — ", "-", "...", "U.S.", "on Friday", "Dec. 5, 2019", "İ", "ё", "ß",
     "said.", "Мур заявила, что", "dedi", "söyledi", "\u0301", "\u200b", "😀", "\t", "1974"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=80)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, language=st.sampled_from(["en", "ru", "tr", None]))
def test_any_text_gives_parts_inside_it_in_order(text: str, language: str | None) -> None:
    found = extract(text, language, date(2024, 12, 27), WORLD)
    starts = []
    for item in found.attributions:
        parts = check_parts(text, item.parts)
        assert item.words(text) == " … ".join(part.cut(text) for part in parts)
        for span in (item.cue_span, item.speaker_span, *(m.span for m in item.topics)):
            assert span is None or span.end <= len(text)
        if item.cue_span is not None:
            assert item.cue == item.cue_span.cut(text)
        if item.speaker_span is not None:
            assert item.speaker_printed == item.speaker_span.cut(text)
        if item.nested_in is not None:
            assert found.attributions[item.nested_in] is not item
        starts.append(item.parts[0])
    assert starts == sorted(starts)
    for block in found.blocks:
        assert block.span.end <= len(text)


HARD = {
    "marks": '"a" ',
    "open marks": "“",
    "single marks": "'a' ",
    "said": "he said ",
    "sentences": "He said that it. ",
    "commas": "Moor, said, ",
    "brackets": "([",
    "closed brackets": "(a) ",
    "names": "Ada Moor Bo Lind ",
    "paragraphs": '"Go on.\n\n',
    "letters": "x",
    "hyphens": "a-",
    "accordings": "according to ",
    "colons": "Moor said: ",
    "terms": "naval base withdraw coalition Sarn ",
}


@pytest.mark.parametrize("name", sorted(HARD))
def test_work_grows_no_faster_than_the_text(name: str) -> None:
    def seconds(times: int) -> float:
        return least_seconds(lambda: extract(HARD[name] * times, "en", None, WORLD))

    small, large = seconds(1000), seconds(4000)
    # Quadratic work would take sixteen times as long.
    assert large < max(0.5, 10 * small)
