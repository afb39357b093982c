"""Any sequence of corrections and reverts keeps what the record repeats equal to its source."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from app.db import Database
from app.errors import Invalid, NotFound
from app.models import (
    Actor,
    Article,
    Office,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    StatementTopic,
    Tenure,
    Topic,
    TopicEvidence,
)
from app.queries.consistency import differences
from app.services.corrections import joins, quotes, remarks, statements
from app.services.corrections.articles import correct_article
from app.services.reference import add_reference
from app.services.reverts import can_revert, revert
from app.text import words_key
from tests.services.articles import DAM, article
from tests.services.test_ingest import store
from tests.services.world import WORLD

RIVER = """Ada Moor, the envoy for the Sarn, said on Monday that the river belongs to everybody.

"The ports will open in spring," Cara Lind said. Somebody in Port Karo said the gates were old."""
STATEMENTS, QUOTES, ARTICLES = (st.integers(1, number) for number in (7, 9, 3))
ACTORS = st.sampled_from(["ada-moor", "bo-lind", "cara-lind", "ve-mfa", None])
DAYS = st.sampled_from(["2024-12-26", "2024-06", "2023", "2024-07-01", ""])
Op = Callable[[Session], object]


def speaker(number: int, slug: str | None) -> Op:
    return lambda session: statements.set_speaker(
        session, number, actor=slug, printed=None if slug else "the envoy", who="bo"
    )


def day(number: int, said_on: str) -> Op:
    return lambda session: statements.set_day(session, number, said_on, who="bo")


def topic(number: int, slug: str, adds: bool) -> Op:
    if adds:
        return lambda session: statements.add_topic(session, number, slug, "", who="bo")
    return lambda session: statements.remove_topic(session, number, slug, who="bo")


def wording(number: int, form: str, first: int, many: int) -> Op:
    def set_words(session: Session) -> object:
        quote = session.get(Quote, number)
        text = session.get_one(Article, quote.article_id).text if quote else DAM
        words = " ".join(text.split()[first : first + many])
        return quotes.set_wording(session, number, form=form, words=words, near=0, who="bo")

    return set_words


def published(number: int, printed: str) -> Op:
    return lambda session: correct_article(session, number, {"published_on": printed}, who="bo")


def outlet(number: int, name: str) -> Op:
    return lambda session: correct_article(session, number, {"outlet": name}, who="bo")


def withdrawn(number: int, is_back: bool) -> Op:
    if is_back:
        return lambda session: statements.bring_back(session, number, who="bo")
    return lambda session: statements.withdraw(session, number, "Nobody said it.", who="bo")


def joined(number: int, other: int) -> Op:
    return lambda session: joins.join_with(session, number, other, who="bo", seen=None)


def split(number: int) -> Op:
    def split_off(session: Session) -> object:
        quote = session.get(Quote, number)
        home = quote.statement_id if quote else 0
        return joins.split_off(session, home, number, who="bo", seen=None)

    return split_off


def noted(number: int) -> Op:
    return lambda session: remarks.add_note(session, number, "He spoke late.", who="bo")


def is_revertible(told: Revision) -> bool:
    return can_revert(told.subject, told.action, told.before, told.after)


def taken_back(which: int) -> Op:
    def take_back(session: Session) -> object:
        told = session.execute(sa.select(Revision).order_by(sa.desc("id"))).scalars().all()
        able = [
            each for each in told if can_revert(each.subject, each.action, each.before, each.after)
        ]
        return revert(session, able[which % len(able)].id or 0, who="ada") if able else None

    return take_back


TOPICS = st.sampled_from(["dams", "ports"])
FORMS = st.sampled_from(["direct", "mixed", "indirect"])
NAMES = st.sampled_from(["Coast Herald", "Sarn Courier", "", "The Gazette"])
OPS = st.one_of(
    st.builds(speaker, STATEMENTS, ACTORS),
    st.builds(day, STATEMENTS, DAYS),
    st.builds(topic, STATEMENTS, TOPICS, st.booleans()),
    st.builds(wording, QUOTES, FORMS, st.integers(0, 40), st.integers(1, 12)),
    st.builds(published, ARTICLES, st.sampled_from(["2024-12-26", "2024-06-20", "2024-12-30", ""])),
    st.builds(outlet, ARTICLES, NAMES),
    st.builds(withdrawn, STATEMENTS, st.booleans()),
    st.builds(joined, STATEMENTS, STATEMENTS),
    st.builds(split, QUOTES),
    st.builds(noted, STATEMENTS),
    st.builds(taken_back, st.integers(0, 5)),
    st.builds(taken_back, st.integers(0, 1)),
)


@pytest.fixture(scope="module")
def record(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with three articles; two of them have the same text."""
    path = tmp_path_factory.mktemp("sequence") / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    with database.writer() as session:
        add_reference(session, WORLD)
    store(database, article())
    store(database, article(text=RIVER, outlet="Coast Herald", published_on=date(2024, 12, 30)))
    store(database, article(text=DAM.replace("shrugged", "left"), outlet="Coast Herald"))
    database.close()
    return path


@contextmanager
def copied(record: Path) -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        shutil.copy(record, path)
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()


def do(database: Database, op: Op) -> None:
    """Do it as a request would: all of it, or nothing."""
    try:
        with database.writer() as session:
            op(session)
    except (Invalid, NotFound):
        pass


def check_copies(session: Session) -> None:
    """Hold every copied field against what it is from, by queries of our own."""
    articles = {each.id: each for each in session.execute(sa.select(Article)).scalars()}
    carried: dict[int, list[Quote]] = {}
    for quote in session.execute(sa.select(Quote).order_by(sa.text("id"))).scalars():
        text = articles[quote.article_id].text
        assert quote.text == " … ".join(text[start:end] for start, end in quote.parts)
        assert [quote.start_char, quote.end_char] == [quote.parts[0][0], quote.parts[-1][1]]
        assert quote.words_key == words_key(quote.text)
        carried.setdefault(quote.statement_id, []).append(quote)
    for statement in session.execute(sa.select(Statement)).scalars():
        mine = carried.get(statement.id or 0, [])
        if not mine:
            assert statement.merged_into_id in carried
            continue
        assert statement.merged_into_id is None
        assert (statement.form, statement.language) == (mine[0].form, mine[0].language)
        of = (articles[quote.article_id] for quote in mine)
        assert statement.outlet_count == len({a.original_outlet_id or a.outlet_id for a in of})
        assert statement.is_pending == is_pending(session, statement)
        assert (statement.office_id, statement.side) == office_of(session, statement)
    proofs = sa.select(TopicEvidence, Quote, StatementTopic).where(
        TopicEvidence.quote_id == Quote.id, TopicEvidence.statement_topic_id == StatementTopic.id
    )
    for proof, quote, assigned in session.execute(proofs):
        assert quote.statement_id == assigned.statement_id
        inside = any(a <= proof.start_char and proof.end_char <= b for a, b in quote.parts)
        assert proof.is_inside == inside
    wanted = session.execute(sa.select(Quote.id, Quote.text)).all()
    for number, text in wanted:
        word = max(text.split(), key=len).strip('".,!?“”')
        hits = sa.text("SELECT rowid FROM quote_search WHERE quote_search MATCH :word")
        assert number in session.execute(hits, {"word": f'"{word}"'}).scalars().all()


def is_pending(session: Session, statement: Statement) -> bool:
    led = sa.select(Statement.id).where(Statement.merged_into_id == statement.id)
    group = {statement.id, *session.execute(led).scalars()}
    return any(
        item.status == ReviewStatus.OPEN
        and item.statement_id in group
        and (item.other_statement_id is None or item.other_statement_id not in group)
        for item in session.execute(sa.select(ReviewItem)).scalars()
    )


def office_of(session: Session, statement: Statement) -> tuple[int | None, str | None]:
    actor = session.get(Actor, statement.actor_id) if statement.actor_id else None
    if actor is None or actor.kind != "person":
        return None, actor.side if actor else None
    held = session.execute(
        sa.select(Tenure, Office).where(Tenure.actor_id == actor.id, Tenure.office_id == Office.id)
    ).all()
    if statement.said_on is None or statement.said_until is None:
        sides = {office.side for _, office in held}
        return None, sides.pop() if len(sides) == 1 else None
    then = [
        office
        for tenure, office in held
        if (tenure.since_day or date.min) <= statement.said_on
        and statement.said_until <= (tenure.until_day or date.max)
    ]
    # Nobody in this world holds two offices at once.
    return (then[0].id, then[0].side) if then else (None, None)


def picture(session: Session) -> list[object]:
    """All that people set or that follows from it, less the doubts and when rows were written."""

    def fields(row: object) -> dict[str, object]:
        left_out = {"_sa_instance_state", "created_at", "id", "withdrawn_at", "is_pending"}
        return {name: value for name, value in vars(row).items() if name not in left_out}

    statements_ = session.execute(sa.select(Statement).order_by(sa.text("id"))).scalars()
    quotes_ = session.execute(sa.select(Quote).order_by(sa.text("id"))).scalars()
    articles = session.execute(sa.select(Article).order_by(sa.text("id"))).scalars()
    topics = session.execute(
        sa.select(StatementTopic.statement_id, Topic.slug, StatementTopic.origin)
        .join(Topic, Topic.id == StatementTopic.topic_id)
        .order_by(StatementTopic.statement_id, Topic.slug)
    )
    rows = [*map(fields, statements_), *map(fields, quotes_), *map(fields, articles)]
    return [*rows, *map(tuple, topics)]


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ops=st.lists(OPS, min_size=1, max_size=12))
def test_copies_and_index_stay_right(record: Path, ops: list[Op]) -> None:
    with copied(record) as database:
        for op in ops:
            do(database, op)
            with database.reader() as session:
                check_copies(session)
        with database.reader() as session:
            assert list(differences(session)) == []


# What splits a statement that was never joined makes a new one, whose number stays taken.
FIELDS_ONLY = st.one_of(
    st.builds(speaker, STATEMENTS, ACTORS),
    st.builds(day, STATEMENTS, DAYS),
    st.builds(topic, STATEMENTS, TOPICS, st.booleans()),
    st.builds(wording, QUOTES, FORMS, st.integers(0, 40), st.integers(1, 12)),
    st.builds(published, ARTICLES, st.sampled_from(["2024-12-26", "2024-06-20", "2024-12-30", ""])),
    st.builds(withdrawn, STATEMENTS, st.booleans()),
)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ops=st.lists(FIELDS_ONLY, min_size=1, max_size=8))
def test_taking_everything_back_from_the_last_to_the_first_restores_the_record(
    record: Path, ops: list[Op]
) -> None:
    with copied(record) as database:
        with database.reader() as session:
            before = picture(session)
        for op in ops:
            do(database, op)
        with database.reader() as session:
            told = session.execute(sa.select(Revision).order_by(sa.desc("id"))).scalars().all()
            able = [each.id or 0 for each in told if is_revertible(each)]
        for number in able:
            with database.writer() as session:
                revert(session, number, who="ada")
        with database.reader() as session:
            assert picture(session) == before
