"""Parsing: a form comes out as it was typed, however long, and whatever it is made of."""

from urllib.parse import unquote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers, UploadFile

from app.web.parsing import PIECE, Malformed, decoded, parse

URLENCODED = Headers({"content-type": "application/x-www-form-urlencoded"})
MULTIPART = Headers({"content-type": "multipart/form-data; boundary=B"})
# Lone surrogates are no text: no browser sends them.
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
FIELDS = st.lists(st.tuples(TEXT, TEXT, st.sampled_from((0, 1, PIECE // 9, PIECE))), max_size=4)


def multipart(*parts: tuple[str, str, bytes]) -> bytes:
    """Parts by their names, what stands behind the name, and what they hold."""
    head = '--B\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    inside = (head.format(name, more).encode() + held for name, more, held in parts)
    return b"\r\n".join([*inside, b"--B--\r\n"])


@given(FIELDS)
@settings(max_examples=30)
def test_texts_come_out_as_they_were_typed(fields: list[tuple[str, str, int]]) -> None:
    typed = [(name, text * times) for name, text, times in fields]
    assert parse(URLENCODED, urlencode(typed).encode(), 100).multi_items() == typed


@given(st.text("%4aF1é+ ", min_size=1, max_size=50), st.integers(0, PIECE))
def test_torn_escapes_and_such_as_mean_nothing_are_read_as_ever(text: str, before: int) -> None:
    written = (b"x" * before + text.encode()) + text.encode() * (PIECE // 20)
    assert decoded(written) == unquote_plus(written.decode())


def test_a_long_text_and_a_file_are_kept_whole() -> None:
    text, content = "Барка " * 300_000, bytes(range(256)) * 20_000
    body = multipart(("text", "", text.encode()), ("file", '; filename="a.html"', content))
    form = parse(MULTIPART, body, 10)
    file = form["file"]
    assert form["text"] == text
    assert isinstance(file, UploadFile)
    with file.file:
        assert (file.filename, file.size, file.file.read()) == ("a.html", len(content), content)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (URLENCODED, b"a&" * 11),
        (MULTIPART, multipart(*[("a", "", b"b")] * 11)),
        (MULTIPART, b"--C\r\n"),
        (MULTIPART, multipart(("a", "", b"b")).replace(b"name", b"nome")),
        (Headers({"content-type": "multipart/form-data"}), b"x"),
    ],
    ids=["many fields", "many parts", "another boundary", "no name", "no boundary"],
)
def test_what_cannot_be_taken_apart_is_told(headers: Headers, body: bytes) -> None:
    with pytest.raises(Malformed):
        parse(headers, body, 10)


def test_what_is_no_form_has_no_fields() -> None:
    assert not parse(Headers({"content-type": "text/plain"}), b"a=b", 10)
    assert not parse(Headers({}), b"a=b", 10)
