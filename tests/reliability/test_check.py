"""Check: whatever does not hold is told; what is derived is made anew, and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import EVERYTHING, Quote, RecordChange, Revision
from app.queries.filters import StatementFilter
from app.queries.select import count, select
from tests.cli.test_commands import run
from tests.reliability.record import damage, faults, repaired

pytestmark = pytest.mark.slow

# What is done to the record, and what a check must say of it.
DERIVED = [
    ("UPDATE quote SET text = 'Nobody said this' WHERE id = 2", "quote 2 in article 1: its words"),
    ("UPDATE quote SET start_char = start_char + 1 WHERE id = 1", "quote 1 in article 1: start_"),
    ("UPDATE quote SET end_char = 3 WHERE id = 3", "quote 3 in article 2: end_char"),
    ("UPDATE quote SET words_key = 7 WHERE id = 4", "quote 4 in article 2: words_key"),
    ("UPDATE statement SET outlet_count = 9 WHERE id = 2", "statement 2: outlet_count is 9"),
    ("UPDATE statement SET language = 'tr' WHERE id = 2", "statement 2: language is 'tr'"),
    ("UPDATE statement SET form = 'mixed' WHERE id = 2", "statement 2: form is 'mixed'"),
    ("UPDATE statement SET is_pending = NOT is_pending WHERE id = 2", "statement 2: is_pending"),
    ("UPDATE alias SET folded = 'x' WHERE id = 1", "alias 1:"),
    ("UPDATE article SET url = 'https://a.example/b' WHERE id = 1", "article 1: it is not looked"),
    ("UPDATE article_band SET simhash = simhash + 1 WHERE article_id = 1", "near copies"),
    ("INSERT INTO bulk_load (id) VALUES (1)", "bulk_load"),
]
SAID = [
    ("UPDATE article SET text = replace(text, 'dam', 'DAM') WHERE id = 1", "article 1: the text"),
    ("UPDATE article SET text_sha256 = 'x' WHERE id = 1", "article 1: the text is not the one"),
    ("UPDATE quote SET parts = '[[0, 999999]]' WHERE id = 1", "quote 1 in article 1: its parts"),
    ("UPDATE quote SET parts = '[]' WHERE id = 1", "quote 1 in article 1: its parts"),
    ("UPDATE quote SET form = 'sung' WHERE id = 1", "quote 1 in article 1: there is no form"),
    ("UPDATE quote SET cue_end = 99999 WHERE id = 1", "quote 1 in article 1: the place of its cue"),
    ("UPDATE quote SET speaker_start = NULL WHERE id = 1", "the place of its speaker"),
    ("UPDATE topic_evidence SET end_char = 99999 WHERE id = 1", "topic evidence 1: its place"),
    ("UPDATE quote SET statement_id = 99 WHERE id = 1", "quote 1: its statement_id 99"),
    ("UPDATE statement SET actor_id = 99 WHERE id = 2", "statement 2: its actor_id 99"),
    ("UPDATE review_item SET other_statement_id = 99 WHERE id = 1", "review_item 1: its other_"),
    ("UPDATE statement SET merged_into_id = 1 WHERE id = 2", "stands with statement 2, which"),
    ("UPDATE actor SET merged_into_id = id WHERE id = 2", "actor 2: its merged_into_id leads in"),
    ("UPDATE quote SET parent_id = 2 WHERE id = 2", "quote 2: its parent_id leads in a circle"),
    ("INSERT INTO quote_home (quote_id, statement_id) SELECT 1, 1", "statement 1 is its home"),
    ("UPDATE topic_evidence SET quote_id = 2 WHERE id = 1", "topic evidence 1: it speaks for"),
    (
        "INSERT INTO former_place (quote_id, article_id, parts) VALUES (1, 1, '[[0, 99999]]')",
        "former place 1 in article 1",
    ),
    ("DELETE FROM quote WHERE statement_id = 2", "statement 2: it is on record, and no quote"),
    ("UPDATE statement SET said_until = '2031-01-01' WHERE id = 2", "statement 2: its first and"),
    ("UPDATE statement SET side = 'un' WHERE id = 2", "statement 2: its side is 'un'"),
    ("UPDATE brief SET content = replace(content, 'dam', 'DAM')", "brief 1: it is not what was"),
    ("UPDATE brief SET content = '{}'", "brief 1: it cannot be read"),
]


def test_what_the_services_made_holds(record: Database) -> None:
    assert faults(record) == []


def test_what_is_derived_is_told_and_made_anew(record: Database) -> None:
    for sql, _ in DERIVED:
        damage(record, sql)
    found = "\n".join(faults(record))
    assert [told for _, told in DERIVED if told not in found] == []
    cured, left = repaired(record)
    assert left == []
    assert [told for _, told in DERIVED if told not in "\n".join(cured)] == []
    assert faults(record) == []


@pytest.mark.parametrize(("sql", "told"), SAID, ids=[told for _, told in SAID])
def test_what_only_a_person_can_decide_is_told_and_left(
    record: Database, sql: str, told: str
) -> None:
    damage(record, sql)
    _, left = repaired(record)
    assert any(told in each for each in left), left


def test_a_chain_of_redirects_is_told(record: Database) -> None:
    with record.reader() as session:
        gone = sa.text("SELECT id, merged_into_id FROM statement WHERE merged_into_id IS NOT NULL")
        number, target = session.execute(gone).one()
    damage(record, f"UPDATE statement SET merged_into_id = {number + 1} WHERE id = {number}")
    assert f"statement {number}: it leads to {number + 1}, which is not lower." in faults(record)
    damage(record, f"UPDATE statement SET merged_into_id = {target} WHERE id = {number}")
    damage(record, f"UPDATE statement SET merged_into_id = 1 WHERE id = {target}")
    assert any(f"{target}, which leads on to 1." in each for each in faults(record))


def test_words_are_not_cut_out_of_a_text_that_changed(record: Database) -> None:
    damage(record, "UPDATE article SET text = replace(text, 'dam', 'DAM') WHERE id = 1")
    with record.reader() as session:
        before = session.execute(sa.select(Quote.text).order_by(Quote.id)).scalars().all()
    repaired(record)
    with record.reader() as session:
        assert session.execute(sa.select(Quote.text).order_by(Quote.id)).scalars().all() == before


def test_words_that_a_repair_changes_leave_an_entry_of_history(record: Database) -> None:
    with record.reader() as session:
        right = session.execute(sa.select(Quote.text).where(Quote.id == 2)).scalar_one()
    damage(record, "UPDATE quote SET text = 'Nobody said this' WHERE id = 2")
    repaired(record)
    with record.reader() as session:
        entry = session.execute(sa.select(Revision).where(Revision.subject == "quote")).scalar_one()
        assert (entry.before, entry.after) == ({"text": "Nobody said this"}, {"text": right})


def test_a_repair_tells_readers_to_begin_anew(record: Database) -> None:
    damage(record, "UPDATE statement SET outlet_count = 9 WHERE id = 2")
    repaired(record)
    with record.reader() as session:
        last = sa.select(RecordChange.statement_id).order_by(RecordChange.seq.desc()).limit(1)
        assert session.execute(last).scalar_one() == EVERYTHING


def test_a_repair_with_nothing_to_do_changes_nothing(record: Database) -> None:
    with record.reader() as session:
        before = session.execute(sa.select(sa.func.max(RecordChange.seq))).scalar_one()
    assert repaired(record) == ([], [])
    with record.reader() as session:
        assert session.execute(sa.select(sa.func.max(RecordChange.seq))).scalar_one() == before


# ------------------------------------------------------------------------- the search index


def found(database: Database, words: str) -> int:
    """How many statements are found by words, by SQL alone."""
    with database.reader() as session:
        return count(select(session, StatementFilter(q=words)))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM quote_search_data WHERE id > 10",
        "INSERT INTO quote_search (quote_search) VALUES ('delete-all')",
        "INSERT INTO quote_search (rowid, words) VALUES (999, 'nobody said this')",
        "INSERT INTO quote_search (quote_search, rowid, words) VALUES ('delete', 1, 'wrong words')",
        "DROP TABLE quote_search",
        "DROP TRIGGER quote_search_insert",
        "DROP TRIGGER record_change_statement_update",
        "DROP INDEX ix_statement_side",
        "DROP VIEW quote_search_text; CREATE VIEW quote_search_text AS SELECT 1 id, 'a' words",
    ],
)
def test_a_search_index_that_is_missing_or_wrong_is_built_anew(
    sqlite_record: Database, sql: str
) -> None:
    before = found(sqlite_record, "harvest")
    assert before
    damage(sqlite_record, sql)
    assert faults(sqlite_record)
    cured, left = repaired(sqlite_record)
    assert cured
    assert left == []
    assert faults(sqlite_record) == []
    assert found(sqlite_record, "harvest") == before


@pytest.mark.postgres
def test_a_missing_search_index_of_postgresql_is_built_anew(postgres_database: Database) -> None:
    with postgres_database.writer() as session:
        session.execute(sa.text("DROP INDEX ix_quote_words"))
    assert faults(postgres_database) == ["the index ix_quote_words is missing or cannot be used."]
    assert repaired(postgres_database)[1] == []
    assert faults(postgres_database) == []


@pytest.mark.postgres
def test_a_trigger_that_postgresql_lost_is_told(postgres_database: Database) -> None:
    with postgres_database.writer() as session:
        session.execute(sa.text("DROP TRIGGER record_change ON quote"))
    assert any("the table quote has no trigger" in each for each in faults(postgres_database))


def test_an_unknown_trigger_and_a_lost_table_are_told(sqlite_record: Database) -> None:
    damage(
        sqlite_record,
        "CREATE TRIGGER other AFTER INSERT ON quote BEGIN SELECT 1; END; DROP TABLE event;",
    )
    told = faults(sqlite_record)
    assert "the trigger other is none of the program's." in told
    assert "the table event is missing." in told


def test_a_table_that_would_give_a_number_twice_counts_on(sqlite_record: Database) -> None:
    damage(sqlite_record, "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'statement'")
    assert any("statement: the next number would be 2" in each for each in faults(sqlite_record))
    assert repaired(sqlite_record)[1] == []
    assert faults(sqlite_record) == []


def test_a_file_that_is_damaged_in_the_middle_is_told(sqlite_record: Database) -> None:
    sqlite_record.close()
    path = Path(str(sqlite_record.url.database))
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'quote'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    told = faults(sqlite_record)
    assert any(each.startswith("the file: ") or "file is damaged" in each for each in told), told


# ------------------------------------------------------------------------- the command


def test_the_command_says_each_piece_and_ends_with_1_on_a_fault(sqlite_record: Database) -> None:
    url, folder = str(sqlite_record.url), Path(str(sqlite_record.url.database)).parent
    done = run("check", "--database", url, folder=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[-1] == "Everything holds."
    damage(sqlite_record, "UPDATE quote SET words_key = 7")
    done = run("check", "--database", url, folder=folder)
    assert done.returncode == 1
    assert b"Texts, and what stands in them: 8 wrong." in done.stdout
    assert b"onrecord: quote 1 in article 1: words_key" in done.stderr
    done = run("check", "--repair", "--database", url, folder=folder)
    assert done.returncode == 0, done.stderr
    assert b"Texts, and what stands in them: 8 made anew." in done.stdout
    assert b"8 things were made anew" in done.stdout
