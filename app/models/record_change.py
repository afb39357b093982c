"""Record change: the log by which every reader learns which statements were written."""

from sqlalchemy import BigInteger, FetchedValue
from sqlmodel import Field

from app.models.base import Table


class RecordChange(Table, table=True):
    """One entry of the log; triggers write it in the writer's own transaction.

    Entries are committed in the order of `seq`, and old ones are dropped: who has read less
    than the oldest entry reads everything again.

    Attributes:
        statement_id: the statement that lists show otherwise now, or that is gone; None where
            names changed (of actors, offices, outlets, topics); `EVERYTHING` after a load;
            `NO_STATEMENT` where something else changed that pages show (an article, a tenure).
        mark: drawn at random by the database. A backup that is restored brings old numbers back,
            which other changes get then: their marks tell them from those that readers know.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: int | None = Field(default=None, primary_key=True)
    statement_id: int | None = None
    mark: int | None = Field(
        default=None,
        sa_type=BigInteger,
        nullable=False,
        sa_column_kwargs={"server_default": FetchedValue()},
    )


# No statement has these ids.
EVERYTHING = 0
NO_STATEMENT = -1


class BulkLoad(Table, table=True):
    """While a transaction has a row here, triggers write neither the log nor the word index.

    The transaction that put it there does both at its end, and takes the row out before it
    commits: nobody else ever sees it.
    """

    id: int | None = Field(default=None, primary_key=True)
