"""JSON lines: one statement a line, exactly as the API gives it."""

import json
from collections.abc import Iterable, Iterator

from app.formats.items import statement_item
from app.queries.rows import StatementRow

MEDIA_TYPE = "application/x-ndjson; charset=utf-8"


def json_lines(rows: Iterable[StatementRow]) -> Iterator[str]:
    r"""Yield each statement as one line of JSON, `\n` included; no text is escaped or guarded."""
    for row in rows:
        yield json.dumps(statement_item(row), ensure_ascii=False, separators=(",", ":")) + "\n"
