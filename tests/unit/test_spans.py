"""Spans: ranges of a text, parts of a quote, lines around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spans import PART_JOINT, Span, check_parts, hull, join_parts, lines_with, shared

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda x: Span(min(x), max(x)))
texts = st.text(st.sampled_from("ab \n“ё"), max_size=60)


@st.composite
def texts_with_parts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and ordered, disjoint, non-empty spans inside it."""
    text = draw(st.text(st.sampled_from("ab \n“ё"), min_size=2, max_size=60))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return text, [Span(*pair) for pair in pairs]


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_span_that_ends_before_it_starts_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


@given(spans, spans)
def test_two_spans_overlap_exactly_when_they_share_a_position(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if len(one) and len(other):
        assert one.overlaps(other) == bool(shared)


@given(texts_with_parts())
def test_parts_that_are_parts_are_returned_as_they_are(case: tuple[str, list[Span]]) -> None:
    text, parts = case
    assert list(check_parts(text, parts)) == parts


@given(texts_with_parts())
def test_the_text_of_a_quote_is_its_parts_joined(case: tuple[str, list[Span]]) -> None:
    text, parts = case
    assert join_parts(text, parts).split(PART_JOINT) == [text[p.start : p.end] for p in parts]


@given(texts_with_parts())
def test_the_hull_holds_every_part_and_ends_with_the_last(case: tuple[str, list[Span]]) -> None:
    _, parts = case
    assert hull(parts) == Span(parts[0].start, parts[-1].end)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [Span(1, 1)],
        [Span(3, 5), Span(0, 2)],
        [Span(0, 3), Span(2, 5)],
        [Span(0, 7)],
    ],
    ids=["none", "empty", "out of order", "overlapping", "past the end"],
)
def test_what_is_no_list_of_parts_is_refused(parts: list[Span]) -> None:
    with pytest.raises(ValueError, match="part"):
        check_parts("a text", parts)


@given(texts, spans)
def test_a_trimmed_span_has_no_white_space_at_its_edges(text: str, span: Span) -> None:
    span = Span(min(span.start, len(text)), min(span.end, len(text)))
    cut = span.trimmed(text).cut(text)
    assert cut == span.cut(text).strip()


@given(texts_with_parts())
def test_lines_are_whole_and_hold_all_of_the_parts(case: tuple[str, list[Span]]) -> None:
    text, parts = case
    covered = {at for line in lines_with(text, parts) for at in range(line.start, line.end)}
    wanted = {at for part in parts for at in range(part.start, part.end) if text[at] != "\n"}
    assert wanted <= covered
    every_line = {(at, at + len(line)) for at, line in _lines(text)}
    assert {(line.start, line.end) for line in lines_with(text, parts)} <= every_line


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def test_a_line_without_a_quote_is_left_out() -> None:
    text = "one\ntwo\nthree"
    assert [line.cut(text) for line in lines_with(text, [Span(4, 6)])] == ["two"]


@given(texts_with_parts(), texts_with_parts())
def test_what_two_quotes_share_is_a_share_of_either(
    one: tuple[str, list[Span]], other: tuple[str, list[Span]]
) -> None:
    share = shared(one[1], other[1])
    assert 0 <= share <= shared(one[1], other[1], of_smaller=True) <= 1
    assert share == shared(other[1], one[1])
    assert shared(one[1], one[1]) == 1
    meet = any(a.overlaps(b) for a in one[1] for b in other[1])
    assert (share > 0) == meet
