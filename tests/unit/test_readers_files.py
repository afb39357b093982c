"""Files and folders give documents, and a failure with its reason for what cannot be read."""

import codecs
import json
import os
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.readers.document import Document
from app.readers.files import KINDS, Failure, read_content, read_files, read_kept
from app.text import MAX_TEXT_CHARS

TEXT = "“The weir leaks,” Ada Moor said on Monday.\n"
MARKDOWN = f"""---
title: "Weir: to open"
outlet: Veltania Post
published_on: 2025-02-03
language: en
text_kind: digest
url:
colour: no
---
{TEXT}"""


def read(content: bytes | str, name: str) -> list[Document | Failure]:
    """Return what the bytes (or the text, as UTF-8) of one file hold."""
    return list(read_content(content.encode() if isinstance(content, str) else content, name))


def document(content: bytes | str, name: str) -> Document:
    (found,) = read(content, name)
    assert isinstance(found, Document), found
    return found


def failure(content: bytes | str, name: str) -> Failure:
    (found,) = read(content, name)
    assert isinstance(found, Failure), found
    return found


# ------------------------------------------------------------------------------ text, Markdown


def test_a_text_file_is_its_text() -> None:
    assert document(" date 2025-02-03 " + TEXT, "a.txt").text == " date 2025-02-03 " + TEXT


def test_a_text_file_is_normalised() -> None:
    written = unicodedata.normalize("NFD", "Şelale\r\nKöprüsü\r")
    assert document(written, "a.TXT").text == "Şelale\nKöprüsü\n"


def test_front_matter_becomes_what_is_known_of_the_text() -> None:
    found = document(MARKDOWN, "a.md")
    assert found == Document(
        text=TEXT,
        title="Weir: to open",
        outlet="Veltania Post",
        published_on=date(2025, 2, 3),
        language="en",
        text_kind=found.text_kind,
        source="a.md",
    )
    assert found.text_kind == "digest"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_front_matter_may_have_any_line_ends(end: str) -> None:
    assert document(MARKDOWN.replace("\n", end), "a.md").title == "Weir: to open"


def test_markdown_without_front_matter_is_its_text() -> None:
    assert document("# Weir\n\n---\n\n" + TEXT, "a.md").text == "# Weir\n\n---\n\n" + TEXT


def test_words_of_front_matter_stay_words() -> None:
    assert document("---\ntitle: No\noutlet: 007\n---\nText", "a.md").title == "No"
    assert document("---\ntitle: No\noutlet: 007\n---\nText", "a.md").outlet == "007"


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_front_matter_can_say_that_there_is_nothing(nothing: str) -> None:
    assert document(f"---\noutlet: {nothing}\n---\nText", "a.md").outlet is None


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{this}: &{this} [*{last}, *{last}]\n"
    for last, this in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("title: [1", "not YAML"),
        ("title: a: b", "not YAML"),
        ("just words", "key: value"),
        ("- a\n- b", "key: value"),
        (LAUGHS, "alias"),
        ("a: &a [*a]", "alias"),
        ("a: " + "[" * 5_000, "front matter"),
        ("a: " + "[" * 5_000 + "]" * 5_000, "front matter"),
        ("? [a]\n: b", "not YAML"),
        ("title: \x07", "not YAML"),
        ("title: !!python/object/apply:os.system [ls]", "title"),
        ("published_on: 2025-02-30", "published_on: The calendar has no 2025-02-30"),
        ("url: javascript:alert(1)", "url: "),
        ("text_kind: summary", "text_kind: "),
        ("title: " + "x" * 30_000, "20,000"),
    ],
)
def test_bad_front_matter_is_a_failure_that_says_why(head: str, reason: str) -> None:
    found = failure(f"---\n{head}\n---\n{TEXT}", "a.md")
    assert reason in found.reason


def test_front_matter_that_is_not_closed_is_a_failure() -> None:
    assert "closing line" in failure("---\ntitle: Weir\n\n" + TEXT, "a.md").reason


# ---------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (b"", "cp1254"),
    ],
)
def test_a_file_may_be_in_any_known_encoding(name: str, mark: bytes, encoding: str) -> None:
    text = "Aşağıdaki kapak açıldı, dedi bekçi."
    assert document(mark + text.encode(encoding), name).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_russian_file_may_be_in_an_old_encoding(encoding: str) -> None:
    text = "Смотритель заявил, что шлюз откроют."
    assert document(text.encode(encoding), "a.txt").text == text


# --------------------------------------------------------------------------------- JSON lines


def line(**fields: object) -> str:
    return json.dumps({"text": TEXT, **fields}, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_each_line_is_a_document(name: str) -> None:
    found = read(line(title="One") + "\n" + line(title="Two"), name)
    assert [each.title for each in found if isinstance(each, Document)] == ["One", "Two"]
    assert [each.source for each in found] == [f"{name}, line 1", f"{name}, line 3"]


def test_a_line_may_bring_its_quotes() -> None:
    quotes = [{"text": "The weir leaks,", "parts": [[1, 16]]}]
    assert document(line(quotes=quotes), "a.jsonl").quotes == tuple(quotes)


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    assert (
        document(line(text="One\u2028two\u0085three"), "a.jsonl").text == "One\u2028two\u0085three"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_lines_may_have_a_mark(encoding: str) -> None:
    found = read((line(title="Ой") + line(title="Ğ")).encode(encoding), "a.jsonl")
    assert [each.title for each in found if isinstance(each, Document)] == ["Ой", "Ğ"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "one JSON object"),
        ('"text"', "one JSON object"),
        ("{}", "There is no text"),
        ('{"text": ""}', "empty"),
        ('{"text": 3}', "should be a text"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud800b"}', "surrogate"),
        ('{"text": "a", "published_on": "soon"}', "published_on"),
        ('{"text": "a", "n": NaN}', "NaN"),
        ('{"text": "a", "n": ' + "9" * 5_000 + "}", "a number has too many digits"),
        ('{"text": "a", "n": ' + "[" * 100_000, "nested too deeply"),
        ('{"text": "a', "Invalid control character at character 12."),
        ('{"text": "a", "quotes": "b"}', "quotes"),
    ],
)
def test_a_bad_line_is_one_failure_and_the_rest_goes_on(bad: str, reason: str) -> None:
    before, found, after = read(line() + bad + "\n" + line(), "a.jsonl")
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(found, Failure)
    assert found.source == "a.jsonl, line 2"
    assert reason in found.reason
    assert found.content == (bad + "\n").encode()


def test_a_last_line_needs_no_end() -> None:
    assert document(line().rstrip("\n"), "a.jsonl").text == TEXT


# ----------------------------------------------------------------------------------- failures


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
@pytest.mark.parametrize("content", [b"", b" \n\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\n\x00"])
def test_empty_and_binary_files_are_one_failure_with_their_bytes(name: str, content: bytes) -> None:
    found = failure(content, name)
    assert found.reason
    assert found.content in (content, b"")


def test_what_a_user_gave_is_kept_with_the_failure() -> None:
    assert failure(b"a\x00b", "a.txt") == Failure(
        "a.txt", "It looks like a binary file, not like a text.", b"a\x00b"
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
def test_a_text_that_is_too_long_is_a_failure(name: str) -> None:
    long = "word " * (MAX_TEXT_CHARS // 5 + 1)
    content = line(text=long) if name == "a.jsonl" else f"<p>{long}</p>" if "html" in name else long
    assert "more than" in failure(content, name).reason


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.txt.gz", ""])
def test_other_kinds_of_files_are_failures(name: str) -> None:
    assert "not read" in failure(TEXT, name).reason


@given(st.binary(), st.sampled_from([f"a{ending}" for ending in KINDS]))
def test_no_bytes_raise_anything(content: bytes, name: str) -> None:
    found = read(content, name)
    assert found
    assert all(isinstance(each, Document) or each.reason for each in found)


@given(st.text(), st.sampled_from([f"a{ending}" for ending in KINDS]))
def test_no_text_raises_anything(text: str, name: str) -> None:
    with suppress(UnicodeEncodeError):
        assert read(text, name)


@given(st.text(alphabet="&*!<>[]{}:-?|'\"%@ \n\tab01~#,", max_size=80))
def test_no_front_matter_raises_anything(head: str) -> None:
    assert len(read(f"---\n{head}\n---\ntext", "a.md")) == 1


# ------------------------------------------------------------------------------------ folders


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.txt", "a/y.md", ".hidden.txt", ".git/c.txt", "c/d/e.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    found = [each.source for each in read_files([tmp_path])]
    assert found == [str(tmp_path / name) for name in ["a/y.md", "a/z.txt", "b.txt", "c/d/e.txt"]]


def test_a_bad_file_does_not_end_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00")
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    found = list(read_files([tmp_path / "none.txt", tmp_path]))
    assert [type(each).__name__ for each in found] == ["Failure", "Failure", "Document", "Failure"]
    assert isinstance(found[0], Failure)
    assert found[0].reason == "There is no such file."


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".a.txt").write_text(TEXT)
    assert [type(each) for each in read_files([tmp_path / ".a.txt"])] == [Document]


def test_a_pipe_is_a_failure_and_nobody_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (found,) = read_files([tmp_path])
    assert isinstance(found, Failure)


def test_links_that_lead_around_or_nowhere_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "around").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    found = list(read_files([tmp_path]))
    assert [type(each) for each in found] == [Document, Failure]


@pytest.mark.parametrize("path", ["a\x00b.txt", "x" * 5_000, ""])
def test_paths_that_cannot_be_are_failures_or_folders(path: str, tmp_path: Path) -> None:
    (found,) = read_files([tmp_path / "none" / path])
    assert isinstance(found, Failure)


def test_a_name_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xfe.txt")
    with open(path, "wb") as file:
        file.write(TEXT.encode())
    (found,) = read_files([tmp_path])
    assert found.source == f"{tmp_path}/\ufffd.txt"


@pytest.mark.parametrize(
    "source", ["", "https://post.example/weir.html", "a.jsonl, line 3", "page.html", "notes.md"]
)
def test_a_document_that_was_kept_comes_back_with_all_that_was_known_of_it(source: str) -> None:
    document = Document(
        "“The weir leaks,” Ada Moor said.\n\nThe gate <b>holds</b>.",
        title="Weir",
        url="https://post.example/weir.html",
        outlet="Veltania Post",
        published_on=date(2024, 12, 26),
        language="en",
        source=source,
    )
    assert list(read_kept(document.as_bytes(), source)) == [document]
