"""Dataset: an export is the record, to be read without this program and read back by it."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.errors import Unavailable
from app.models import Actor, Alias, Article, Doubt, Quote, ReviewItem, Role, Statement
from app.queries.filters import StatementFilter
from app.queries.rows import StatementRow, rows
from app.queries.select import page, select
from app.readers.files import Failure, read_files
from app.services import merging, proposals, splitting
from app.services.batch import ingest_batch
from app.services.corrections import joins, remarks, statements
from app.services.corrections.articles import correct_article
from app.services.dataset import is_export, lines_of, load_record, opened_lines, write_file
from app.services.dataset.lines import INSIDE, LEFT_OUT, fields, kinds
from app.services.erasure import erase
from app.services.reference import add_reference
from app.services.transfer import count_rows, tables
from app.text import fingerprint
from tests.joins.record import tell
from tests.people import add_person
from tests.reliability.record import faults, quiet
from tests.services.articles import article
from tests.services.test_ingest import store
from tests.services.test_transfer import DIRECTIONS, fill_all, made
from tests.services.world import WORLD

pytestmark = pytest.mark.slow

WHO = "an editor"


def exported(database: Database) -> bytes:
    with database.reader() as session:
        return b"".join(lines_of(session, lambda _: None))


def load(database: Database, content: bytes, **options: Any) -> dict[str, int]:
    return load_record(database, BytesIO(content), "record.jsonl", quiet, **options)


def held(database: Database) -> dict[str, list[str]]:
    """All rows that an export carries, by table; quotes and homes too."""
    with database.reader() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(sa.select(table)))
            for table in tables()
            if table.name not in LEFT_OUT
        }


def correct(session: Session) -> None:
    """What people do to a record: every kind of correction that leaves a trace."""
    proposed = session.execute(
        sa.select(ReviewItem.id).where(col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE)
    ).scalars()
    proposals.accept(session, next(iter(proposed)), who=WHO)
    numbers = session.execute(
        sa.select(Statement.id).where(col(Statement.merged_into_id).is_(None)).order_by("id")
    ).scalars()
    first, second, third, fourth, *_ = (number or 0 for number in numbers)
    statements.set_speaker(session, first, actor="ada-moor", who=WHO)
    statements.set_day(session, second, "2024-12", who=WHO)
    statements.withdraw(session, third, "Nobody said it.", who=WHO)
    statements.add_topic(session, first, "ports", "", who=WHO)
    joins.join_with(session, fourth, second, who=WHO, seen=None)
    remarks.add_note(session, first, "He spoke late.\u2028“Twice.”", who=WHO)
    quote = session.execute(sa.select(Quote).order_by("id").limit(1)).scalar_one()
    spoken = {"language": "tr", "text": "Kapıları açacağız", "by": "editor"}
    remarks.add_translation(session, quote.id or 0, **spoken, who=WHO)
    correct_article(session, 2, {"title": "Плотина", "published_on": "2024-12-27"}, who=WHO)
    actors = {each.slug: each for each in session.execute(sa.select(Actor)).scalars()}
    merging.merge(session, actors["cara-lind"], actors["bo-lind"], who=WHO)
    names = sa.select(Alias.id).where(col(Alias.actor_id) == actors["ada-moor"].id)
    moved = [number or 0 for number in session.execute(names.order_by("id")).scalars()][-1:]
    chosen: dict[str, Any] = {"statements": [first], "aliases": moved, "tenures": []}
    splitting.split(session, actors["ada-moor"], actors["ve-mfa"], **chosen, who=WHO)


def told(database: Database) -> None:
    """A record of the invented world that people worked on."""
    with database.writer() as session:
        add_reference(session, WORLD)
        tell(session)
    with database.writer() as session:
        correct(session)
    with database.writer() as session:
        erase(session, 4, reason="A court of Veltania ordered it.", who=WHO)
    add_person(database, "Ada", Role.ADMIN)


@pytest.fixture(params=DIRECTIONS, ids="-to-".join)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """A database to export, and an empty one."""
    with ExitStack() as stack:
        old, new = (
            stack.enter_context(made(kind, tmp_path / f"{number}", request))
            for number, kind in enumerate(request.param)
        )
        yield old, new


def shown(database: Database) -> list[StatementRow]:
    with database.reader() as session:
        found = select(session, StatementFilter(sort="oldest"))
        return rows(session, page(found).ids)


def wordings(database: Database) -> set[tuple[str, str | None, str | None]]:
    """Each wording with its speaker and day."""
    return {
        (quote.text, row.speaker, row.said_on) for row in shown(database) for quote in row.quotes
    }


def test_what_is_read_back_is_the_same_record(pair: tuple[Database, Database]) -> None:
    old, new = pair
    told(old)
    content = exported(old)
    load(new, content)
    assert held(new) == held(old)
    assert shown(new) == shown(old)
    assert exported(new) == content
    assert faults(new) == []


def test_every_kind_of_row_comes_back(pair: tuple[Database, Database]) -> None:
    old, new = pair
    with old.writer() as session:
        fill_all(session)
        # The sample makes up what is worked out of texts.
        for each in session.execute(sa.select(Article)).scalars():
            each.text_sha256 = fingerprint(each.text)
    content = exported(old)
    load(new, content)
    assert exported(new) == content
    kinds_told = {json.loads(line)["type"] for line in content.splitlines()}
    assert {table.name for table in kinds()} - kinds_told <= {"event", "topic_evidence"}


def test_every_table_is_exported_or_left_out_on_purpose() -> None:
    assert {table.name for table in kinds()} | LEFT_OUT | INSIDE == {t.name for t in tables()}
    for table in tables():
        for key in table.foreign_keys:
            if table.name not in LEFT_OUT and key.column.table.name in LEFT_OUT:
                assert key.parent.nullable, f"{key.parent} must point to what is not exported"
    for table in kinds():
        assert fields(table.name)


def test_nothing_of_those_who_keep_the_record_is_in_it(sqlite_database: Database) -> None:
    told(sqlite_database)
    lines = [json.loads(line) for line in exported(sqlite_database).splitlines()]
    assert not {line["type"] for line in lines} & LEFT_OUT
    assert not any("password_hash" in line for line in lines)


def test_every_quote_of_a_line_stands_in_its_text(sqlite_database: Database) -> None:
    told(sqlite_database)
    quotes = 0
    for line in map(json.loads, exported(sqlite_database).splitlines()):
        for quote in line.get("quotes", ()):
            cut = [line["text"][start:end] for start, end in quote["parts"]]
            assert " … ".join(cut) == quote["text"]
            quotes += 1
    assert quotes > 5


def test_articles_of_an_export_are_lines_that_anybody_may_ingest(
    sqlite_database: Database, migrated_file: Path, tmp_path: Path
) -> None:
    told(sqlite_database)
    chosen = [
        line
        for line in exported(sqlite_database).splitlines(keepends=True)
        if json.loads(line)["type"] == "article" and json.loads(line)["text"]
    ]
    file = tmp_path / "articles.jsonl"
    file.write_bytes(b"".join(chosen))
    (tmp_path / "other").mkdir()
    other = Database(f"sqlite:///{tmp_path}/other/onrecord.db")
    other.migrate()
    with other.writer() as session:
        add_reference(session, WORLD)
    report = ingest_batch(other, read_files([file]))
    assert (report.new, report.failures) == (3, [])
    assert wordings(other) == wordings(sqlite_database)
    other.close()


# ------------------------------------------------------------------------- what is refused


def changed(content: bytes, at: int, change: Callable[[dict[str, Any]], object]) -> bytes:
    """An export of which the line of a number was changed."""
    lines = content.splitlines(keepends=True)
    item = json.loads(lines[at - 1])
    change(item)
    lines[at - 1] = json.dumps(item, ensure_ascii=False).encode() + b"\n"
    return b"".join(lines)


def line_of(content: bytes, kind: str) -> int:
    """The number of the first line of a kind."""
    lines = map(json.loads, content.splitlines())
    return next(number for number, line in enumerate(lines, 1) if line["type"] == kind)


def flip(item: dict[str, Any]) -> None:
    item["quotes"][0]["parts"][0][0] += 1


WRONG: dict[str, tuple[str, Callable[[dict[str, Any]], object], str]] = {
    "newer": ("header", lambda each: each.update(version=2), "a newer version .*format 2"),
    "unknown thing": (
        "header", lambda each: each["lines"].update(verdict=1), "does not know .verdict",
    ),
    "unknown field": ("outlet", lambda each: each.update(colour="red"), "no field colour"),
    "missing": ("outlet", lambda each: each.pop("slug"), "slug is missing"),
    "a word": ("statement", lambda each: each.update(side="north"), "side should be one of"),
    "a day": ("statement", lambda each: each.update(said_on="soon"), "said_on should be a day"),
    "a number": ("statement", lambda each: each.update(id="1"), "id should be a whole number"),
    "nobody": ("statement", lambda each: each.update(actor_id=99), "no actor 99 before it"),
    "another text": ("article", lambda each: each.update(text="Other."), "SHA-256"),
    "another place": ("article", flip, r"quotes\[0\]: its words are not those at its place"),
    "surrogate": ("outlet", lambda each: each.update(name="\ud800"), "not UTF-8"),
    "changed": ("outlet", lambda each: each.update(name="The Gazette"), "SHA-256 is another"),
    "fewer": ("header", lambda each: each["lines"].update(outlet=9), "9 lines of the type outlet"),
}  # fmt: skip


@pytest.fixture(scope="module")
def content(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of a small record."""
    folder = tmp_path_factory.mktemp("content")
    (folder / "onrecord.db").write_bytes(migrated_file.read_bytes())
    database = Database(f"sqlite:///{folder}/onrecord.db")
    with database.writer() as session:
        add_reference(session, WORLD)
    store(database, article())
    found = exported(database)
    database.close()
    return found


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_line_is_named_and_nothing_is_stored(
    name: str, content: bytes, sqlite_database: Database
) -> None:
    kind, change, told = WRONG[name]
    at = line_of(content, kind)
    lines = content.splitlines(keepends=True)
    if name == "surrogate":
        lines[at - 1] = lines[at - 1].replace(b'"name":"', b'"name":"\\ud800', 1)
        wrong = b"".join(lines)
    else:
        wrong = changed(content, at, change)
    with pytest.raises(Unavailable, match=told) as problem:
        load(sqlite_database, wrong)
    last = len(lines) if name in {"changed", "fewer"} else at
    assert f"record.jsonl, line {last}: " in str(problem.value)
    assert set(count_rows(sqlite_database).values()) == {0}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_told(
    share: float, content: bytes, sqlite_database: Database
) -> None:
    with pytest.raises(Unavailable, match=r"record.jsonl, line \d+: .*Nothing was stored"):
        load(sqlite_database, content[: int(len(content) * share)])
    assert set(count_rows(sqlite_database).values()) == {0}


def test_a_record_that_holds_something_is_left_alone(
    content: bytes, sqlite_database: Database
) -> None:
    load(sqlite_database, content)
    before = held(sqlite_database)
    with pytest.raises(Unavailable, match="holds a record already"):
        load(sqlite_database, content)
    assert held(sqlite_database) == before


def test_a_dry_run_proves_all_and_stores_nothing(content: bytes, sqlite_database: Database) -> None:
    found = load(sqlite_database, content, keep=False)
    assert found["article"] == 1
    assert set(count_rows(sqlite_database).values()) == {0}


# ------------------------------------------------------------------------- files


def test_files_are_packed_by_their_name_and_read_either_way(
    content: bytes, sqlite_database: Database, tmp_path: Path
) -> None:
    load(sqlite_database, content)
    plain, packed = tmp_path / "record.jsonl", tmp_path / "record.jsonl.gz"
    for file in (plain, packed):
        write_file(sqlite_database, file, quiet)
        assert is_export(file)
        with opened_lines(file) as lines:
            assert lines.read() == content
    assert plain.read_bytes() == content
    assert packed.read_bytes()[:2] == b"\x1f\x8b"
    with pytest.raises(Unavailable, match="is there already"):
        write_file(sqlite_database, plain, quiet)
    packed.write_bytes(packed.read_bytes()[:-40])
    with pytest.raises(Unavailable, match="cannot be unpacked"), opened_lines(packed) as lines:
        lines.read()


def test_an_export_among_articles_is_told_as_what_it_is(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes(content)
    (found,) = read_files([file])
    assert isinstance(found, Failure)
    assert "export of a whole record" in found.reason
    assert not is_export(tmp_path / "none.jsonl")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(b'{"text": "The dam."}\n'))
    assert not is_export(tmp_path / "packed.gz")
