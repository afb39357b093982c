"""Hostile: a record full of markup, in every column that holds words of somebody's."""

import sqlalchemy as sa
from sqlmodel import Session

from app.models import Actor, metadata
from tests.briefs import freeze_some
from tests.everything import NEWEST, fill_everything
from tests.sample import Sample

EVIL = (
    "=1+1\"'><x-evil onclick=alert(1)></title></textarea></style></script></svg>"
    "<script>alert(1)</script><img src=x onerror=alert(1)><base href=//evil.example>"
    "]]>--><!--{{7*7}}{%raw%}&lt;x-evil&gt;`${7*7}`"
)
LINES = f"{EVIL}\r\nX-Evil: 1\r\n\r\n<x-evil>\u2028\u202e"

# Words of the program's own, and keys: they come from a list, or no person can choose them.
OWN = {
    "account": {"name", "name_key", "role", "password_hash", "invitation_hash"},
    "account_session": {"token_hash"},
    "actor": {"slug", "kind", "gender", "side", "origin"},
    "alias": {"folded", "language"},
    "api_token": {"token_hash", "scope"},
    "article": {"url_key", "language", "text_kind", "text", "text_sha256", "origin"},
    "brief": {"content", "sha256"},
    "capture": {"sha256"},
    "draft": {"token", "text"},
    "event": {"certainty", "printed"},
    "failed_input": {"sha256"},
    "feed": {"state"},
    "feed_item": {"key", "url_key", "state"},
    "job": {"kind", "state", "lane", "holder"},
    "lease": {"name", "holder"},
    "link": {"kind"},
    "office": {"slug", "side"},
    "outlet": {"slug", "certainty"},
    "quote": {"form", "language", "text", "origin"},
    "review_item": {"reason", "status"},
    "revision": {"subject"},
    "statement": {"side", "said_on_precision", "said_on_basis", "form", "language"},
    "statement_topic": {"origin"},
    "tenure": {"since", "until", "certainty"},
    "topic": {"slug"},
    "topic_term": {"language"},
}
ADDRESSES = {"url", "final_url", "site"}


def poison(session: Session, scheme: str) -> Sample:
    """Fill an empty database with a record of every kind of thing, and put markup everywhere.

    Args:
        scheme: with which addresses begin, such as `javascript:`.
    """
    sample = fill_everything(session, EVIL, scheme)
    _sweep(session, scheme)
    freeze_some(session, NEWEST, words=EVIL, title=EVIL[:200])
    return sample


def _sweep(session: Session, scheme: str) -> None:
    """Put markup into each column of words that is not the program's own."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, sa.String) or column.name in OWN.get(table.name, ()):
                continue
            value = scheme + LINES if column.name in ADDRESSES else LINES
            is_unique = column.unique or any(
                isinstance(each, sa.UniqueConstraint) and column in list(each.columns)
                for each in table.constraints
            )
            found = sa.literal(value)
            if is_unique and "id" in table.columns:
                found = found + sa.cast(table.c.id, sa.String)
            session.execute(sa.update(table).where(column.is_not(None)).values({column: found}))
    session.expire_all()
    assert session.get_one(Actor, 1).name == LINES
