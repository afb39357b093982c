"""What `evaluate` shows beside the figures."""

from app.extraction.misses import find_misses

TEXT = "“The gates hold,” said Ada Moor. Bo Lind said the dam leaks. The river rose."


def annotated(words: str, speaker: str) -> dict[str, object]:
    """One wanted quote of TEXT."""
    start, at = TEXT.index(words), TEXT.index(speaker)
    mention = {"text": speaker, "names": [speaker], "mentions": [[at, at + len(speaker)]]}
    return {"frags": [[start, start + len(words)]], "speech": True, "speaker": mention}


def given(words: str, speaker: str) -> dict[str, object]:
    """One predicted statement of TEXT."""
    start, at = TEXT.index(words), TEXT.index(speaker)
    place = {"speaker_start": at, "speaker_end": at + len(speaker)}
    return {"start": start, "end": start + len(words), "speaker": speaker, "rule": "r", **place}


DOCUMENT = {
    "id": "one",
    "text": TEXT,
    "quotes": [annotated("The gates hold", "Ada Moor"), annotated("the dam leaks", "Bo Lind")],
}


def test_what_is_right_is_no_miss() -> None:
    right = [given("The gates hold", "Ada Moor"), given("the dam leaks", "Bo Lind")]
    assert list(find_misses([DOCUMENT], {"one": right})) == []


def test_every_kind_of_miss_is_shown_with_both_sides_and_the_text_around() -> None:
    wrong = [given("The gates hold", "Bo Lind"), given("The river rose", "Ada Moor")]
    found = {miss.kind: miss for miss in find_misses([DOCUMENT], {"one": wrong})}
    assert set(found) == {"wrong speaker", "not found", "not wanted"}
    assert found["wrong speaker"].wanted == "Ada Moor: The gates hold"
    assert found["wrong speaker"].given == "Bo Lind: The gates hold [r]"
    assert found["not found"].wanted == "Bo Lind: the dam leaks"
    assert found["not found"].given is None
    assert found["not wanted"].given == "Ada Moor: The river rose [r]"
    assert "said Ada Moor" in found["wrong speaker"].around
