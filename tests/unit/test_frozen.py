"""Frozen briefs: what was written once is read for ever, whatever its words hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queries.briefs import LeftOut
from app.queries.frozen import Place, Shown, pack, unpack
from tests.unit.test_citations import DAM, ROW, hostile

SHOWN = Shown(
    filters=(("side", "Türkiye"),),
    pairs=(("side", "tr"),),
    by="topic",
    total=3,
    undated_left_out=1,
    left_out=(LeftOut(9, "Nobody had said it."),),
    places=(Place.of(ROW), Place(2, None, (5,), 1)),
)

# As the first version wrote it.
FIRST = r"""{"by":"topic","filters":[["side","T\u00fcrkiye"]],"left_out":[{"id":9,"reason":
"Nobody had said it."}],"pairs":[["side","tr"]],"places":[{"articles":[2],"erased":0,"id":1,"row":{
"actor":{"name":"Ada Moor","slug":"ada-moor"},"added_at":"2024-12-27T08:30:00+00:00","form":
"direct","id":1,"language":"en","occasion":null,"office":"Foreign minister","outlets":1,"place":
"Kestrel","quotes":[{"article_id":2,"article_title":"The dam","confidence":0.9,"cue":"said","end":
25,"form":"direct","id":3,"language":"en","outlet":{"name":"Sarn Courier","slug":"sarn-courier"},
"parts":[[10,15],[20,25]],"published_on":"2024-12-27","rule":"q-s-v","speaker_printed":"she","start":10,"text":
"The dam \u2026 leaks","text_kind":
"full","url":"https://courier.example/dam","via":null}],"said_on":
"2024-12","said_on_basis":"stated","side":"tr","speaker":"Ada Moor","status":"reviewed","topics":[{
"name":"Dams","slug":"dams"}]}},{"articles":[5],"erased":1,"id":2,"row":null}],"total":3,
"undated_left_out":1,"version":1}"""


def test_what_was_packed_comes_out_as_it_went_in() -> None:
    assert unpack(pack(SHOWN)) == SHOWN


@given(hostile, st.none() | st.just("2024-12-26"))
def test_any_words_come_out_as_they_went_in(text: str, day: str | None) -> None:
    quote = DAM._replace(text=text, article_title=text, url=text, via=text)
    row = ROW._replace(speaker=text, said_on=day, occasion=text, quotes=(quote,))
    shown = Shown((("q", text),), (("q", text),), "day", 1, 0, (), (Place.of(row),))
    assert unpack(pack(shown)) == shown


def test_the_same_content_is_always_written_in_the_same_characters() -> None:
    assert pack(unpack(pack(SHOWN))) == pack(SHOWN)


def test_what_the_first_version_wrote_can_be_read() -> None:
    found = unpack(FIRST)
    assert (found.by, found.total, found.left_out) == (SHOWN.by, SHOWN.total, SHOWN.left_out)
    first, second = found.places
    assert first.row is not None
    assert (first.row.speaker, first.row.office, first.row.said_on) == (
        "Ada Moor", "Foreign minister", "2024-12",
    )  # fmt: skip
    assert first.row.text == "The dam … leaks"
    assert second == SHOWN.places[1]


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "3", '{"version":2}', json.dumps({"version": 1, "filters": 3})]
)
def test_what_is_no_brief_is_refused(content: str) -> None:
    with pytest.raises(ValueError):
        unpack(content)
