"""Matrix: what it costs to compare all topics and sides, beside the same question in plain SQL.

Each period is asked for once by the facet index and once without it, of the same snapshot; both
must answer the same. Processor time of this process and the number of queries are told. Run by
hand on a record that `tests.benchmarks.corpus` made and `ingest` took in:

    python -m tests.benchmarks.matrix 1m.db
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from app.days import Period
from app.db import Database
from app.models.base import today
from app.queries.compare import Comparison, compare
from app.queries.filters import StatementFilter
from app.queries.index.keeper import Keeper
from tests.benchmarks.measure import median

# Plain SQL takes seconds for each: one in so many is asked both ways.
BOTH_WAYS = 4


def periods() -> Iterator[StatementFilter]:
    """Yield what is asked: all days, all since a month, and two years with two sides more."""
    yield StatementFilter()
    for year in (2018, 2022, 2024):
        for month in (1, 4, 7, 10):
            yield StatementFilter(since=Period.parse(f"{year}-{month:02}"))
    for year in (2014, 2016, 2020, 2023):
        since, until = Period.parse(str(year)), Period.parse(str(year + 1))
        yield StatementFilter(since=since, until=until, side=("us", "ir"))


def asked(session: Session, wanted: StatementFilter) -> tuple[float, int, Comparison]:
    """Return the milliseconds and the queries that a comparison took, and the comparison."""
    queries = [0]

    def count(*_: object) -> None:
        queries[0] += 1

    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", count)
    begun = time.process_time()
    found = compare(session, wanted, today())
    took = 1000 * (time.process_time() - begun)
    sa.event.remove(connection, "before_cursor_execute", count)
    return took, queries[0], found


def main() -> None:
    """Print what each period took, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    keeper, kept, plain = Keeper(), [], []
    with closing(Database(f"sqlite:///{parser.parse_args().database}")) as database:
        with database.reader() as session:
            keeper.lend(session)
            keeper.state(session)
        for number, wanted in enumerate(periods()):
            with database.reader() as session:
                keeper.lend(session)
                took, queries, found = asked(session, wanted)
            kept.append(took)
            told = f"{wanted.query() or 'all'}: {took:.1f} ms, {queries} queries"
            if number % BOTH_WAYS == 0:
                with database.reader() as session:
                    took, queries, other = asked(session, wanted)
                plain.append(took)
                same = "the same" if found == other else "ANOTHER ANSWER"
                told += f"; plain SQL {took:,.0f} ms, {queries} queries, {same}"
            print(told, flush=True)
    print(f"median {median(kept):.1f} ms; plain SQL {median(plain):,.0f} ms")


if __name__ == "__main__":
    main()
