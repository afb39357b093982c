"""Whatever Russian text comes, extraction ends well, in time that grows with it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extraction import extract
from app.extraction.inflection import guess_nominative, nominatives, readings
from app.spans import check_parts
from tests.extraction.gazetteer import WORLD
from tests.work import least_seconds

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    ["Ада Мур", "Бо Линд", "Линда", "Б.Линд", "Т.", "аль-Орун", "он", "Она", "его", "министр",
     "глава МИД", "в ведомстве", "МИД Велтании", "сказал", "заявила", "заявили", "сообщает",
     "говорится", "в заявлении", "добавив", "отметив, что", "призвал", "назвал", "обвинил", "к",
     "по словам", "По его мнению,", "Об этом", "Его слова", "приводит", "ВТА", "как", "Как",
     "который", "и", "а", "что", "чтобы", "о", "открыть", "шлюзы", "важность", "дамбы", "не",
     "в четверг", "26 декабря 2024 года", "Вопрос:", "один из", "экспертов", "«", "»", "“", "”",
     "„", '"', ",", ".", ":", ";", "?", "—", "- ", ", —", ". —", "(", ")", "\n", "\n\n", "ё",
     "Ъ", "1974", "г.", "…", "\u0301", "𗀀", "ѣ", "-", "экс-", "С.В."]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=50).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=250, deadline=None)
@given(text=TEXTS)
def test_any_russian_text_gives_parts_inside_it_in_order(text: str) -> None:
    found = extract(text, "ru", date(2024, 12, 26), WORLD).attributions
    for item in found:
        parts = check_parts(text, item.parts)
        assert item.words(text) == " … ".join(part.cut(text) for part in parts)
        if item.cue_span is not None:
            assert item.cue == item.cue_span.cut(text)
        if item.speaker_span is not None:
            assert item.speaker_printed == item.speaker_span.cut(text)
    assert [item.parts[0] for item in found] == sorted(item.parts[0] for item in found)


@given(word=st.text(max_size=60))
def test_any_word_can_be_read(word: str) -> None:
    assert word in nominatives(word)
    assert isinstance(guess_nominative(word), str)
    assert all(reading.lemma for reading in readings(word))


@pytest.mark.parametrize("piece", ["заявил ", "Линд, ", "— сказал ", "«Да, — сказал он. — Нет» "])
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        return least_seconds(lambda: extract(piece * times, "ru", None, WORLD))

    assert seconds(4000) < 12 * seconds(1000) + 0.5
