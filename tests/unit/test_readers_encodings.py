"""Bytes become text by their mark, as UTF-8, as declared, or by a guess; binaries do not."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unreadable
from app.readers.encodings import decode

TURKISH = "Sarn ırmağının bekçisi, aşağıdaki kapağın kıştan önce açılacağını söyledi. İyi günler!"
RUSSIAN = "Смотритель реки Сарн заявил, что нижний шлюз откроют до зимы. Объём воды растёт."
ENGLISH = "“The weir leaks,” said Ada Moor – at the café."


@pytest.mark.parametrize("text", [TURKISH, RUSSIAN, ENGLISH])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_without_its_mark(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TURKISH, "cp1254"),
        (TURKISH, "iso8859-9"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN.upper(), "cp1251"),
        (RUSSIAN.upper(), "koi8-r"),
        (ENGLISH, "cp1252"),
        ("Плотина", "cp1251"),
        ("<p>Ada Moor: " + RUSSIAN + "</p>", "cp1251"),
    ],
)
def test_an_undeclared_encoding_is_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        (TURKISH, "windows-1254"),
        (TURKISH, "ISO-8859-9"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "KOI8-R"),
        (RUSSIAN, "iso-8859-5"),
        (RUSSIAN, "cp866"),
    ],
)
def test_a_declared_encoding_is_believed(text: str, declared: str) -> None:
    assert decode(text.encode(declared), declared) == text


@pytest.mark.parametrize(
    "declared", ["latin-1", "windows-1252", "us-ascii", "utf-8", "idna", "x" * 99, "a\x00", "ş"]
)
def test_a_declaration_that_proves_nothing_does_not_mislead(declared: str) -> None:
    assert decode(TURKISH.encode("cp1254"), declared) == TURKISH


def test_a_wrong_declaration_does_not_spoil_utf_8() -> None:
    assert decode(TURKISH.encode(), "windows-1251") == TURKISH


def test_damaged_utf_8_is_not_read_as_something_else() -> None:
    with pytest.raises(Unreadable, match="damaged at byte 11"):
        decode("Sarn ırmağ".encode()[:-1] + b" " + TURKISH.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"a\x00b",
        bytes(range(1, 256)),
        codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00",
        codecs.BOM_UTF8 + b"\xff",
    ],
)
def test_binaries_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(content)


@given(st.binary(), st.one_of(st.none(), st.text()))
def test_no_bytes_raise_anything_but_unreadable(content: bytes, declared: str | None) -> None:
    with suppress(Unreadable):
        assert isinstance(decode(content, declared), str)
