"""Spreadsheets on the command line: their rows, read as the options say, for `ingest`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.db import Database
from app.errors import Invalid, Unavailable
from app.readers.files import MAX_BYTES, TOO_LONG, Failure
from app.readers.spreadsheets import read_spreadsheet
from app.services.entry import Entry
from app.services.gazetteer import gazetteer_from_database
from app.services.spreadsheets import Chosen, Refused, check_columns, columns_named, read_rows
from app.services.typed_days import DAY_FIRST, MONTH_FIRST


def open_sheets(
    database: Database, paths: Iterable[Path], columns: str, days: str
) -> Iterator[Entry | Failure]:
    """Yield each row of spreadsheets; of workbooks those of the first sheet that holds something.

    Raises:
        Unavailable: the options name what there is not, or a sheet can be read in two ways.
    """
    if days and days not in {DAY_FIRST, MONTH_FIRST}:
        raise Unavailable(f"--days is {DAY_FIRST} or {MONTH_FIRST}.")
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    for path in paths:
        if path.stat().st_size > MAX_BYTES:
            yield Failure(str(path), TOO_LONG)
            continue
        try:
            grid = read_spreadsheet(path.read_bytes(), path.name)[0]
            chosen = Chosen(columns_named(grid, columns), order=days or None)
            check_columns(grid, chosen)
        except Invalid as problem:
            told = " ".join(problem.problems.values())
            hint = "" if problem.problems.keys() <= {"file"} else " See --columns and --days."
            yield Failure(str(path), told + hint)
            continue
        for row in read_rows(grid, chosen, gazetteer):
            if isinstance(row, Refused):
                yield Failure(f"{path}, row {row.number}", row.reason)
            elif row.same_as is None:
                yield row.entry
