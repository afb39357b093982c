"""Passages: quotes of any shape are marked in a text that stays what it is."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.spans import Span
from app.web.passages import Marked, passages, readable

TEXT = "One dam.\n\nTwo dams, three.\nFour."


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Marked], list[Span]]:
    """A text, quotes with ordered parts that may overlap one another, and hits."""
    text = draw(st.text(st.sampled_from("ab \nж<"), min_size=1, max_size=40))
    edges = st.integers(0, len(text))
    quotes = []
    for number in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.sets(edges, min_size=2, max_size=6)) if len(text) > 1 else {0, 1})
        parts = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
        quotes.append(Marked(number + 1, tuple(parts)))
    cut = draw(edges)
    hits = [Span(cut, draw(st.integers(cut, len(text))))]
    return text, quotes, [hit for hit in hits if len(hit)]


@given(marked_texts())
def test_marking_reproduces_the_text_exactly(case: tuple[str, list[Marked], list[Span]]) -> None:
    text, quotes, hits = case
    lines = passages(text, quotes, hits)
    assert "\n".join("".join(piece.text for piece in line.segments) for line in lines) == text


@given(marked_texts())
def test_each_quote_covers_its_own_characters_and_no_others(
    case: tuple[str, list[Marked], list[Span]],
) -> None:
    text, quotes, hits = case
    for quote in quotes:
        covered = set()
        for line in passages(text, quotes, hits):
            at = line.start
            for piece in line.segments:
                if quote.id in piece.quotes:
                    covered |= set(range(at, at + len(piece.text)))
                at += len(piece.text)
        wanted = {at for part in quote.parts for at in range(part.start, part.end)}
        assert covered == {at for at in wanted if text[at] != "\n"}


@given(marked_texts())
def test_each_quote_that_can_be_seen_begins_once_and_ends_once(
    case: tuple[str, list[Marked], list[Span]],
) -> None:
    text, quotes, hits = case
    pieces = [piece for line in passages(text, quotes, hits) for piece in line.segments]
    for quote in quotes:
        first = quote.parts[0].cut(text).strip("\n")
        last = quote.parts[-1].cut(text).strip("\n")
        assert sum(quote.id in piece.starts for piece in pieces) == bool(first)
        assert sum(quote.id in piece.stops for piece in pieces) == bool(last)


def test_a_quote_inside_another_shares_its_stretch() -> None:
    quotes = [Marked(1, (Span(0, 8),)), Marked(2, (Span(4, 7),))]
    pieces = passages(TEXT, quotes)[0].segments
    assert [(piece.text, piece.quotes) for piece in pieces] == [
        ("One ", (1,)),
        ("dam", (1, 2)),
        (".", (1,)),
    ]


def test_a_reader_without_the_whole_text_sees_the_lines_with_quotes() -> None:
    lines = passages(TEXT, [Marked(1, (Span(0, 3),)), Marked(2, (Span(28, 32),))])
    runs = readable(lines, whole=False)
    assert [[line.start for line in run] for run in runs] == [[0], [27]]


def test_a_text_of_many_lines_quotes_and_hits_is_cut_at_once() -> None:
    line = "a dam\n"
    number = 20_000
    quotes = [Marked(at, (Span(6 * at, 6 * at + 5),)) for at in range(number)]
    hits = [Span(6 * at + 2, 6 * at + 5) for at in range(number)]
    begun = time.process_time()
    found = passages(line * number, quotes, hits)
    # Their product would be 400 million comparisons.
    assert time.process_time() - begun < 5
    assert [piece.quotes for piece in found[7].segments] == [(7,), (7,)]


def test_a_line_with_many_quotes_is_cut_at_once() -> None:
    number = 20_000
    quotes = [Marked(at, (Span(2 * at, 2 * at + 1),)) for at in range(number)]
    begun = time.process_time()
    (line,) = passages("a " * number, quotes)
    assert time.process_time() - begun < 5
    assert len(line.quotes) == number
