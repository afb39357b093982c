"""Whatever Turkish or half-Turkish text comes, extraction ends well and in time."""

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
    ["Ada Mur", "Bo Lind'in", "Lind", "Mur'dan", "Bakan", "Bakanlıktan", "Bakanlığın", "kaynaklar",
     "bir diplomat", "dedi", "diyen", "diyerek", "söyledi", "belirtildi", "olduğunu", "olduğu",
     "-masını", "gerektiğini", "ifadelerini kullandı", "diye konuştu", "şunları kaydetti:", "göre",
     "açıklamada", "yaptığı açıklamada", "denildi", "dediğini", "ve", "ile", "ise", "da", "ayrıca",
     "olarak nitelendirdi", "Delta muhabirine", "haberine göre", "tarafından", ",", ".", ";", ":",
     '"', '" ', ' "', "“", "”", "'", "’", "«", "»", "(", ")", "\n", "\n\n", " - ", "22.", "dün",
     "perşembe günü", "3 Aralık 2024", "İ", "ı", "I'i", "'in", "\u0301", "😀", "söyledi. ", "-"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_any_turkish_text_gives_parts_inside_it_in_order(text: str) -> None:
    starts = []
    for item in extract(text, "tr", date(2024, 12, 26), WORLD).attributions:
        parts = check_parts(text, item.parts)
        starts.append(parts[0])
        if item.cue_span is not None:
            assert item.cue == item.cue_span.cut(text)
        if item.speaker_span is not None:
            assert item.speaker_printed == item.speaker_span.cut(text)
            assert len(item.speaker_span) > 0
    assert starts == sorted(starts)


HARD = {
    "quotations": '"a" dedi ',
    "clauses": "olduğunu söyledi ",
    "sentences": "Lind, suyun yükseldiğini söyledi. ",
    "no subjects": "Suyun yükseldiğini söyledi. ",
    "documents": "Açıklamada suyun yükseldiği belirtildi. ",
    "relatives": "olduğunu belirten Lind, ",
    "nested": "Mur, Lind'in geldiğini söylediğini aktardı. ",
    "owners": "Lind'in Bakanı ",
    "endings": "Lind'in'in",
    "according": "Lind'e göre ",
    "paragraphs": '"Devam.\n\n',
}


@pytest.mark.parametrize("name", sorted(HARD))
def test_work_on_turkish_grows_no_faster_than_the_text(name: str) -> None:
    def seconds(times: int) -> float:
        return least_seconds(lambda: extract(HARD[name] * times, "tr", None, WORLD))

    small, large = seconds(500), seconds(2000)
    # Quadratic work would take sixteen times as long.
    assert large < max(0.5, 10 * small)
