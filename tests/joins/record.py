"""Record: some articles that tell the same statements in other words, and what is kept of them."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.models import (
    Article,
    Origin,
    Quote,
    QuoteHome,
    ReviewItem,
    ReviewStatus,
    Statement,
    StatementTopic,
    TopicEvidence,
)
from app.queries.consistency import differences
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import ingest
from app.services.lookout import look_at
from tests.services.articles import article

# By outlet, a paragraph a line.
WORDS = {
    "Sarn Courier": """
"We have no plan to close the dam before the harvest is in, and nobody has asked for it," \
Veltanian Foreign Minister Bo Lind said on Thursday.
"The port of Karo will open to ships on 15 January," Lind told reporters.
""",
    "Coast Herald": """
Veltanian Foreign Minister Bo Lind spoke on Thursday. "We have no plan to close the dam before \
the harvest is in," Lind said.
He said that the port of Karo would open to ships on 15 January.
""",
    "Ostmark Post": """
There is no plan to close the dam before the harvest is in, Veltanian Foreign Minister Bo Lind \
said on Thursday.
"We have no plan to close the dam before the harvest is in," Lind repeated.
""",
    "Kestrel Evening": """
"Nobody has asked us to close the dam, and before the harvest we will not," Veltanian Foreign \
Minister Bo Lind said on Thursday.
Lind said that Ostmark had 40,000 refugees.
""",
}


def tell(session: Session, *, looks: bool = True) -> None:
    """Put the articles on record; with `looks`, what may be the same is proposed."""
    gazetteer = gazetteer_from_database(session)
    for outlet, text in WORDS.items():
        document = article(text, outlet=outlet, title=outlet, published_on=date(2024, 12, 26))
        stored = ingest(session, document, gazetteer)
        if looks:
            look_at(session, stored, text)


def kept(session: Session) -> dict[str, Any]:
    """All that the record holds of statements and quotes, row by row."""
    session.flush()
    session.expire_all()
    found: dict[str, Any] = {}
    for table in (Statement, Quote, StatementTopic, TopicEvidence, QuoteHome):
        rows = session.execute(sa.select(table)).scalars()
        names = sa.inspect(table).column_attrs
        found[table.__name__] = sorted(
            ({each.key: getattr(row, each.key) for each in names} for row in rows), key=str
        )
    items = sa.select(ReviewItem.id, ReviewItem.statement_id, ReviewItem.quote_id)
    found["doubts"] = sorted(
        map(tuple, session.execute(items.where(ReviewItem.quote_id.is_not(None))))  # type: ignore[union-attr]
    )
    return found


def check(session: Session) -> None:
    """Fail where the record does not hold together."""
    session.flush()
    session.expire_all()
    statements = {each.id: each for each in session.execute(sa.select(Statement)).scalars()}
    quotes = list(session.execute(sa.select(Quote)).scalars())
    articles = {each.id: each for each in session.execute(sa.select(Article)).scalars()}
    carried: dict[int, list[Quote]] = {number: [] for number in statements if number}
    for quote in sorted(quotes, key=lambda each: each.id or 0):
        text = articles[quote.article_id].text
        assert quote.text == " … ".join(text[start:end] for start, end in quote.parts)
        carried[quote.statement_id].append(quote)
    for number, statement in statements.items():
        if statement.merged_into_id is not None:
            # One step leads to a statement on record: there are no circles.
            assert statements[statement.merged_into_id].merged_into_id is None
            assert carried[number or 0] == []
            continue
        mine = carried[number or 0]
        assert mine
        assert (statement.form, statement.language) == (mine[0].form, mine[0].language)
        outlets = {
            articles[quote.article_id].original_outlet_id or articles[quote.article_id].outlet_id
            for quote in mine
        }
        assert statement.outlet_count == len(outlets)
    homes = {
        each.quote_id: each.statement_id for each in session.execute(sa.select(QuoteHome)).scalars()
    }
    for quote in quotes:
        assert homes.get(quote.id or 0) != quote.statement_id
    for number, statement in statements.items():
        now = {quote.statement_id for quote in quotes if homes.get(quote.id or 0) == number}
        # A number leads to where its words stand, or some of them.
        assert statement.merged_into_id is None or not now or statement.merged_into_id in now
    assigned = {each.id: each for each in session.execute(sa.select(StatementTopic)).scalars()}
    where = {quote.id: quote.statement_id for quote in quotes}
    for evidence in session.execute(sa.select(TopicEvidence)).scalars():
        assert assigned[evidence.statement_topic_id].statement_id == where[evidence.quote_id]
    for item in session.execute(sa.select(ReviewItem)).scalars():
        if item.quote_id is not None:
            assert item.statement_id == where[item.quote_id]
        if item.quote_id is not None and item.status == ReviewStatus.OPEN:
            assert statements[item.statement_id].is_pending
    assert all(
        each.origin != Origin.JOINED or _has_reason(session, each) for each in assigned.values()
    )
    assert list(differences(session)) == []


def _has_reason(session: Session, assigned: StatementTopic) -> bool:
    """Say whether a topic that came by joining is proved, or given by what was joined."""
    proofs = sa.select(TopicEvidence.id).where(TopicEvidence.statement_topic_id == assigned.id)
    gone = sa.select(Statement.id).where(Statement.merged_into_id == assigned.statement_id)
    given = sa.select(StatementTopic.id).where(
        StatementTopic.statement_id.in_(gone),
        StatementTopic.topic_id == assigned.topic_id,  # type: ignore[attr-defined]
    )
    return bool(session.execute(proofs).first() or session.execute(given).first())
