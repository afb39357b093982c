"""Scribbler: another process that writes into a record at random, one transaction at a time.

Run as `python -m tests.db.scribbler URL SEED NUMBER`; prints the name of each thing it did.
"""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.db import Database
from app.models import (
    Actor,
    Alias,
    Article,
    Outlet,
    Precision,
    Quote,
    ReviewItem,
    Statement,
    StatementTopic,
    Topic,
    TopicEvidence,
    now,
)
from app.text import fold
from tests.db.oracle import LANGUAGES, SIDES, VOCABULARY


class Scribbler:
    """Changes one thing at a time, as ingest, corrections, merges and erasures do."""

    def __init__(self, session: Session, dice: random.Random) -> None:
        self.session = session
        self.dice = dice

    def one(self, table: type, *where: object) -> object:
        """Any row of a table."""
        return self.dice.choice(self.session.exec(select(table).where(*where)).all())

    def words(self) -> str:
        return " ".join(self.dice.choices(VOCABULARY, k=self.dice.randint(2, 6)))

    def say(self) -> None:
        """A new article with a statement in a quote or two."""
        text = self.words()
        article = Article(text=text, text_sha256=f"{self.dice.random()}", outlet_id=None)
        if self.dice.random() < 0.7:
            article.outlet_id = self.one(Outlet).id
        statement = Statement(said_on_basis="stated", form="direct", language="en")
        self.session.add_all([article, statement])
        self.session.flush()
        for _ in range(self.dice.choice([1, 1, 2])):
            self.session.add(
                Quote(
                    article_id=article.id,
                    statement_id=statement.id,
                    form=self.dice.choice(["direct", "mixed", "indirect"]),
                    language=self.dice.choice(LANGUAGES),
                    start_char=0,
                    end_char=len(text),
                    parts=[[0, len(text)]],
                    text=text,
                )
            )
        self.attribute(statement)
        self.date(statement)

    def live(self) -> Statement:
        return self.one(Statement, col(Statement.merged_into_id).is_(None))

    def attribute(self, statement: Statement | None = None) -> None:
        """To another speaker, or to one who is not known."""
        statement = statement or self.live()
        known = self.dice.random() < 0.7
        statement.actor_id = self.one(Actor).id if known else None
        statement.speaker = None if known else self.dice.choice(["Aylin Doğan", "an official"])
        statement.side = self.dice.choice(SIDES)

    def date(self, statement: Statement | None = None) -> None:
        statement = statement or self.live()
        first = date(2023, 12, 1) + timedelta(days=self.dice.randrange(500))
        precision = self.dice.choice([*Precision, None])
        statement.said_on = statement.said_until = None
        if precision is None:
            return
        statement.said_on_precision = precision
        match precision:
            case Precision.YEAR:
                first = first.replace(month=1, day=1)
                last = first.replace(month=12, day=31)
            case Precision.MONTH:
                first = first.replace(day=1)
                last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            case _:
                last = first
        statement.said_on, statement.said_until = first, last

    def settle(self) -> None:
        statement = self.live()
        statement.is_pending = not statement.is_pending
        statement.outlet_count = self.dice.randint(1, 4)

    def tag(self) -> None:
        statement, topic = self.live(), self.one(Topic)
        held = self.session.exec(
            select(StatementTopic).where(
                StatementTopic.statement_id == statement.id, StatementTopic.topic_id == topic.id
            )
        ).first()
        if held is None:
            self.session.add(StatementTopic(statement_id=statement.id, topic_id=topic.id))
        else:
            self.session.execute(
                delete(TopicEvidence).where(col(TopicEvidence.statement_topic_id) == held.id)
            )
            self.session.delete(held)

    def merge(self) -> None:
        kept, other = self.live(), self.live()
        if kept.id == other.id:
            return
        for quote in self.session.exec(select(Quote).where(Quote.statement_id == other.id)):
            quote.statement_id = kept.id
        other.merged_into_id = kept.id

    def withdraw(self) -> None:
        statement = self.live()
        statement.withdrawn_at = None if statement.withdrawn_at else now()

    def reword(self) -> None:
        quote = self.one(Quote)
        quote.text = self.words()
        quote.language = self.dice.choice(LANGUAGES)

    def move(self) -> None:
        """An article to another outlet."""
        article = self.one(Article)
        article.outlet_id = self.dice.choice([None, self.one(Outlet).id])

    def rename(self) -> None:
        actor = self.one(Actor)
        name = f"Nar {self.dice.choice(VOCABULARY).title()} {self.dice.randrange(10**6)}"
        actor.name = name
        self.session.add(Alias(actor_id=actor.id, text=name, folded=fold(name)))

    def erase(self) -> None:
        """A statement with all that hangs on it."""
        statement = self.live()
        quotes = select(Quote.id).where(Quote.statement_id == statement.id)
        topics = select(StatementTopic.id).where(StatementTopic.statement_id == statement.id)
        gone = (
            delete(TopicEvidence).where(col(TopicEvidence.quote_id).in_(quotes)),
            delete(TopicEvidence).where(col(TopicEvidence.statement_topic_id).in_(topics)),
            delete(ReviewItem).where(col(ReviewItem.quote_id).in_(quotes)),
            delete(ReviewItem).where(col(ReviewItem.statement_id) == statement.id),
            delete(StatementTopic).where(col(StatementTopic.statement_id) == statement.id),
        )
        for each in gone:
            self.session.execute(each)
        merged = self.session.exec(
            select(Statement).where(Statement.merged_into_id == statement.id)
        ).all()
        children = self.session.exec(select(Quote).where(col(Quote.parent_id).in_(quotes))).all()
        if merged or children:
            return
        self.session.execute(delete(Quote).where(col(Quote.statement_id) == statement.id))
        self.session.execute(delete(Statement).where(col(Statement.id) == statement.id))


def scribble(database: Database, seed: int, number: int) -> None:
    """Do so many things, each in a transaction of its own; some are rolled back."""
    dice = random.Random(seed)
    for _ in range(number):
        with database.writer(keep=dice.random() > 0.1) as session:
            scribbler = Scribbler(session, dice)
            does: list[Callable[[], None]] = [
                scribbler.say, scribbler.say, scribbler.attribute, scribbler.date,
                scribbler.settle, scribbler.tag, scribbler.merge, scribbler.withdraw,
                scribbler.reword, scribbler.move, scribbler.rename, scribbler.erase,
            ]  # fmt: skip
            dice.choice(does)()


if __name__ == "__main__":
    database = Database(sys.argv[1])
    scribble(database, int(sys.argv[2]), int(sys.argv[3]))
    database.close()
