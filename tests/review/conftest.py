"""Fixtures: a small record with a doubt of every kind, and browsers of who settles them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from starlette.testclient import TestClient

from app.db import Database
from app.models import Doubt, Link, LinkKind, ReviewItem
from app.services.copies import keep_copies
from tests.sample import Record, Said
from tests.web.conftest import visiting

TEXT = """“The dam leaks,” Moor said on Thursday. “It will be mended by spring,” Moor said.

“The ferry will wait for the ice,” a harbour clerk said. “The ferry is late again,” the clerk said.

“The posts stay open,” Bo Lind said before the feast. “The harvest is in,” Lind said.

“We heard that ‘the bridge is shut’,” Bo Lind said. “The road is long, Bo Lind said.
"""


@dataclass(frozen=True)
class Doubted:
    """A record of doubts: the database, the numbers of doubts by name, of statements by name."""

    database: Database
    doubts: dict[str, int]
    statements: dict[str, int]

    def status(self, name: str) -> str:
        """What became of a doubt."""
        with self.database.reader() as session:
            return str(session.get_one(ReviewItem, self.doubts[name]).status)

    def item(self, name: str) -> ReviewItem:
        """A doubt, read now."""
        with self.database.reader() as session:
            found = session.get_one(ReviewItem, self.doubts[name])
            session.expunge(found)
            return found


def fill(session: Session) -> tuple[dict[str, int], dict[str, int]]:
    """Put a doubt of every kind on record; return the numbers of doubts and of statements."""
    record = Record(session)
    courier = record.outlet("sarn-courier", "Sarn Courier")
    herald = record.outlet("coast-herald", "Coast Herald")
    ada = record.actor("ada-moor", "Ada Moor", "Moor", gender="f")
    cy = record.actor("cy-moor", "Cy Moor", "Moor")
    bo = record.actor("bo-lind", "Bo Lind", "Lind")
    record.office(ada, "ve-foreign", "Foreign minister", "ru", since="2020")
    record.office(cy, "os-trade", "Trade minister", "tr", since="2010", until="2015")
    lind = record.office(bo, "os-defence", "Defence minister", "tr", since="2019-05")
    dams = record.topic("dams", "Dams and water", "dam", position=1)
    record.topic("ports", "Ports", "port", position=2)
    article = record.article(
        TEXT, courier, title="The dam and the ferry", published_on=date(2024, 12, 27)
    )
    undated = record.article("“The mill turns,” Bo Lind said.", herald, title="The mill")
    copy = record.article(TEXT + "\nMore.", herald, title="The dam and the ferry, again")
    said = {
        "leak": record.statement(
            Said(article, "The dam leaks,", speaker="Moor"), speaker="Moor", said_on="2024-12-26",
            topics=[dams],
        ),
        "mend": record.statement(
            Said(article, "It will be mended by spring,", speaker="Moor"), speaker="Moor",
            said_on="2024-12-26", topics=[dams],
        ),
        "ferry": record.statement(
            Said(article, "The ferry will wait for the ice,", speaker="a harbour clerk"),
            speaker="a harbour clerk", said_on="2024-12-27",
        ),
        "late": record.statement(
            Said(article, "The ferry is late again,", speaker="the clerk"),
            speaker="a harbour clerk", said_on="2024-12-27",
        ),
        "posts": record.statement(
            Said(article, "The posts stay open,", speaker="Bo Lind"), actor=bo, side="tr",
        ),
        "harvest": record.statement(
            Said(article, "The harvest is in,", speaker="Lind"), actor=bo, office=lind,
            said_on="2024-12-27",
        ),
        "bridge": record.statement(
            Said(article, "the bridge is shut", speaker="Bo Lind"), actor=bo, office=lind,
            said_on="2024-12-27", topics=[dams],
        ),
        "road": record.statement(
            Said(article, "The road is long", speaker="Bo Lind"), actor=bo, office=lind,
            said_on="2016-01-02", topics=[dams],
        ),
        "mill": record.statement(
            Said(undated, "The mill turns,", speaker="Bo Lind"), actor=bo, topics=[dams]
        ),
    }  # fmt: skip
    numbers = {name: each.id or 0 for name, each in said.items()}

    def doubt(reason: Doubt, name: str | None, subject: str | None = None, **more: object) -> int:
        statement = numbers.get(name or "")
        quote = record.quotes[statement][0] if statement else None
        fields = {"article_id": quote.article_id if quote else None, **more}
        item = ReviewItem(
            reason=reason, statement_id=statement, quote_id=quote.id if quote else None,
            subject=subject, **fields,  # type: ignore[arg-type]
        )  # fmt: skip
        session.add(item)
        session.flush()
        return item.id or 0

    moors = {"candidates": ["ada-moor", "cy-moor"]}
    found = {
        "clerk": doubt(Doubt.UNKNOWN_SPEAKER, "ferry", "a harbour clerk"),
        "clerk again": doubt(Doubt.UNKNOWN_SPEAKER, "late", "a harbour clerk"),
        "unnamed": doubt(Doubt.UNKNOWN_SPEAKER, "mill"),
        "no topic of a clerk": doubt(Doubt.NO_TOPIC, "ferry"),
        "moor": doubt(Doubt.AMBIGUOUS_ALIAS, "leak", "Moor", proposal=moors),
        "moor again": doubt(Doubt.AMBIGUOUS_ALIAS, "mend", "Moor", proposal=moors),
        "feast": doubt(Doubt.DAY_NOT_RESOLVED, "posts"),
        "no topic": doubt(Doubt.NO_TOPIC, "harvest"),
        "nested": doubt(Doubt.NESTED_SPEAKER, "bridge"),
        "marks": doubt(Doubt.UNBALANCED_MARKS, "road"),
        "office": doubt(Doubt.NOT_IN_OFFICE, "road", "Bo Lind"),
        "undated": doubt(Doubt.DAY_NOT_RESOLVED, None, "The mill", article_id=undated.id),
        "same": doubt(
            Doubt.POSSIBLE_DUPLICATE, "mend", article_id=None,
            other_statement_id=numbers["leak"], proposal={"score": 0.6},
        ),
        "copy": doubt(
            Doubt.NEAR_COPY, None, "The dam and the ferry", article_id=copy.id,
            proposal={"article": article.id, "share": 0.9},
        ),
        "changed": doubt(
            Doubt.SOURCE_CHANGED, "leak", "The dam leaks,",
            proposal={"article": article.id, "speaker": "Bo Lind", "actor": "bo-lind"},
        ),
        "report": doubt(
            Doubt.READERS_REPORT, "harvest", "It was the trade minister who said this.",
            proposal={"kind": "speaker", "contact": "cyn@courier.example"},
        ),
    }  # fmt: skip
    session.execute(
        sa.update(ReviewItem)
        .where(ReviewItem.id.in_([found["same"], found["report"]]))  # type: ignore[union-attr]
        .values(quote_id=None)
    )
    session.add(
        Link(
            topic_id=dams.id or 0, earlier_id=numbers["bridge"], later_id=numbers["mill"],
            kind=LinkKind.REPEATS,
        )
    )  # fmt: skip
    keep_copies(session, numbers.values())
    linked = sa.select(col(ReviewItem.id)).where(col(ReviewItem.reason) == Doubt.LINK)
    found["link"] = session.execute(linked).scalar_one()
    return found, numbers


@pytest.fixture
def doubted(sqlite_database: Database) -> Doubted:
    """A record with a doubt of every kind."""
    with sqlite_database.writer() as session:
        found, numbers = fill(session)
    return Doubted(sqlite_database, found, numbers)


@pytest.fixture
def editor(doubted: Doubted) -> Iterator[TestClient]:
    """The local user's browser."""
    with visiting(doubted.database) as client:
        yield client


@pytest.fixture
def reader(doubted: Doubted) -> Iterator[TestClient]:
    """The browser of somebody who may only read."""
    with visiting(doubted.database, host="0.0.0.0") as client:
        yield client
