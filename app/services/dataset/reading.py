"""Reading: the lines of an export into an empty database, all of them or none."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

import sqlalchemy as sa
from pyroaring import BitMap
from sqlmodel import Session

from app.db import MAX_ID, Database
from app.errors import Unavailable
from app.readers.files import is_header
from app.services.dataset.lines import END, FACTS, LEFT_OUT, VERSION, fields, kinds
from app.services.integrity.texts import derived
from app.services.near_copies import keep_bands
from app.services.transfer import (
    BATCH,
    check_is_empty,
    go_on_counting,
    prove,
    sum_of_rows,
    tables,
    unwatched,
)
from app.text import fingerprint, fold

Begin = Callable[[str, int | None], Callable[[int], None]]
"""Is told what comes next, and how much it is where that is known; returns what counts it."""

ZIPPED = b"\x1f\x8b"
# An article of a million characters with a quote in each sentence stays far below.
MAX_LINE = 100_000_000
# What waits to be written is not more than this, and the line that it began with.
MAX_WAITING = 10_000_000


class _Wrong(Exception):
    """What is wrong with a line, for people."""


# ------------------------------------------------------------------------- files


@contextmanager
def opened_lines(path: Path) -> Iterator[BinaryIO]:
    """Give a file's lines, unpacked where it is packed by gzip.

    Raises:
        Unavailable: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            is_zipped = file.read(2) == ZIPPED
            file.seek(0)
            yield cast("BinaryIO", gzip.GzipFile(fileobj=file)) if is_zipped else file
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise Unavailable(
            f"{path} is damaged: it cannot be unpacked to its end. Nothing was stored."
        ) from None
    except OSError as problem:
        raise Unavailable(f"{path} cannot be read: {problem.strerror or problem}.") from None


def is_export(path: Path) -> bool:
    """Say whether a file is an export of a whole record, by its first line."""
    if not path.is_file():
        return False
    try:
        with opened_lines(path) as file:
            return is_header(file.readline(MAX_LINE))
    except Unavailable:
        return False


# ------------------------------------------------------------------------- the record


def load_record(
    target: Database, lines: BinaryIO, name: str, begin: Begin, *, keep: bool = True
) -> dict[str, int]:
    """Read an export into an empty database, every number as it was; read it back, then commit.

    Returns how many rows each table got.

    Each quote is held against its text, each text against its fingerprint, each number against
    what it names, and all bytes against the sum at the end.

    Args:
        name: of the file, for messages.
        target: a database without a schema gets it.
        keep: False reads and proves all of it, and stores nothing.

    Raises:
        Unavailable: the database holds something already; or the file is cut off, damaged, or of
            a newer version: the message names the line. Nothing was stored then.
    """
    if target.version() is None:
        target.migrate()
    target.check_version()
    with target.writer(keep=keep) as session:
        check_is_empty(session, target)
        with unwatched(session):
            reading = _Reading(session, lines, name)
            reading.read(begin)
        go_on_counting(session, reading.last_ids)
        session.flush()
        prove(session, reading.sums, begin("Reading back", sum(reading.sizes.values())))
    return reading.sizes


@dataclass
class _Reading:
    """An export that is being read; `at` is the number of the line."""

    session: Session
    lines: BinaryIO
    name: str
    at: int = 0
    kind: str = ""
    waiting: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    seen: dict[str, BitMap] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    last_ids: dict[str, int] = field(default_factory=dict)
    # Numbers of things of the same kind that may follow: where they are told of, and whose.
    promised: list[tuple[int, str, int]] = field(default_factory=list)
    compared: list[tuple[int, str]] = field(default_factory=list)
    size: int = 0

    def read(self, begin: Begin) -> None:
        """Store all lines; see `load_record`."""
        self.sums = {table.name: 0 for table in tables() if table.name not in LEFT_OUT}
        self.seen = {name: BitMap() for name in self.sums}
        digest = hashlib.sha256()
        header, line = self._next()
        wanted = self._check_header(header, line)
        digest.update(line)
        tell = begin("Reading", sum(wanted.values()))
        counts = dict.fromkeys(wanted, 0)
        while True:
            item, line = self._next()
            kind = item.pop("type", None)
            if kind == END:
                break
            if kind not in counts:
                self._fail(f"there is no type {str(kind)[:40]!r} here")
            counts[kind] += 1
            digest.update(line)
            if kind != self.kind or self.size > MAX_WAITING or self._rows_waiting() >= BATCH:
                self._write()
                self.kind = kind
            self.size += len(line)
            try:
                self._take(kind, item)
            except _Wrong as problem:
                self._fail(str(problem))
            tell(1)
        self._write()
        self._check_end(item, digest.hexdigest(), wanted, counts)

    def _fail(self, reason: str) -> NoReturn:
        raise Unavailable(f"{self.name}, line {self.at:,}: {reason}. Nothing was stored.")

    def _next(self) -> tuple[dict[str, Any], bytes]:
        self.at += 1
        line = self.lines.readline(MAX_LINE + 1)
        if not line:
            self._fail("the file ends before its last line: it was cut off")
        if len(line) > MAX_LINE:
            self._fail(f"it is longer than {MAX_LINE:,} bytes")
        try:
            item = json.loads(line.decode("utf-8"), parse_constant=_no_number)
            if b"\\ud" in line or b"\\uD" in line:
                # Half a surrogate pair can be written so, and stored nowhere.
                json.dumps(item, ensure_ascii=False).encode("utf-8")
        except UnicodeError:
            self._fail("it is not UTF-8")
        except RecursionError:
            self._fail("it is nested too deeply")
        except ValueError as problem:
            self._fail(f"it is not JSON ({problem})")
        if not isinstance(item, dict):
            self._fail("it is no JSON object")
        return item, line

    def _check_header(self, header: dict[str, Any], line: bytes) -> dict[str, int]:
        """Return how many lines of each kind there should be."""
        if not is_header(line):
            self._fail("this is no export of a record")
        version = header.get("version")
        if type(version) is not int or version < 1:
            self._fail("its version should be a number")
        if version > VERSION:
            self._fail(
                f"it was written by a newer version of On the Record (format {version}, this one "
                f"reads {VERSION}): update the program"
            )
        known = {table.name for table in kinds()}
        wanted = self._numbers(header, "lines")
        if newer := wanted.keys() - known:
            self._fail(
                f"it has things that this version does not know ({', '.join(sorted(newer))}): "
                "update the program"
            )
        self.last_ids = {
            name: number
            for name, number in self._numbers(header, "last_ids").items()
            if name in known | {"quote"}
        }
        return wanted

    def _numbers(self, header: Mapping[str, Any], name: str) -> dict[str, int]:
        found = header.get(name)
        if not isinstance(found, dict) or not all(
            type(each) is int and 0 <= each <= MAX_ID for each in found.values()
        ):
            self._fail(f"{name} should be a table of numbers")
        return found

    def _check_end(
        self, end: Mapping[str, Any], sha256: str, wanted: dict[str, int], counts: dict[str, int]
    ) -> None:
        for kind, number in wanted.items():
            if counts[kind] != number:
                there = f"there are {counts[kind]:,}"
                self._fail(f"the header tells of {number:,} lines of the type {kind}, {there}")
        if end.get("sha256") != sha256:
            self._fail("the file is not as it was written: its SHA-256 is another")
        if self.lines.readline(2).strip():
            self.at += 1
            self._fail("something stands behind the end")
        for at, kind, number in self.promised:
            if number not in self.seen[kind]:
                self.at = at
                self._fail(f"there is no {kind} {number}")

    # --------------------------------------------------------------------- lines

    def _take(self, kind: str, item: dict[str, Any]) -> None:
        """Put what a line holds behind what waits to be written."""
        if kind == "article":
            self._take_article(item)
            return
        row = self._row(kind, item)
        if kind == "alias":
            row["folded"] = fold(" ".join(row["text"].split()))
        self._add(kind, row)

    def _take_article(self, item: dict[str, Any]) -> None:
        quotes, is_compared = item.pop("quotes", []), item.pop("compared", False)
        item.pop("outlet", None)
        row = self._row("article", item)
        text, is_erased = row["text"], row["erased_at"] is not None
        if not is_erased and fingerprint(text) != row["text_sha256"]:
            raise _Wrong("the text is not the one that was stored (SHA-256)")
        self._add("article", row)
        if is_compared:
            self.compared.append((row["id"], text))
        if not isinstance(quotes, list) or not all(isinstance(each, dict) for each in quotes):
            raise _Wrong("quotes should be a list of quotes")
        for number, each in enumerate(quotes):
            try:
                self._take_quote(row["id"], text, each)
            except _Wrong as problem:
                raise _Wrong(f"quotes[{number}]: {problem}") from None

    def _take_quote(self, article: int, text: str, item: dict[str, Any]) -> None:
        home, hull = item.pop("home_id", None), (item.pop("start", None), item.pop("end", None))
        for name in FACTS:
            item.pop(name, None)
        row = self._row("quote", item)
        try:
            cut = derived(text, row["parts"])
        except ValueError as problem:
            raise _Wrong(f"its parts are no parts of the text ({problem})") from None
        if row["text"] != cut["text"] or hull != (cut["start_char"], cut["end_char"]):
            raise _Wrong("its words are not those at its place in the text")
        for name in ("cue", "speaker"):
            start, end = row[f"{name}_start"], row[f"{name}_end"]
            if (start, end) != (None, None) and not 0 <= (start or 0) < (end or 0) <= len(text):
                raise _Wrong(f"the place of its {name} is not in the text")
        self._add("quote", row | cut | {"article_id": article})
        if home is not None:
            joined = {"quote_id": row["id"], "statement_id": home}
            self._add("quote_home", self._row("quote_home", joined))

    def _row(self, kind: str, item: dict[str, Any]) -> dict[str, Any]:
        """Return the row of a line, all its fields read and its numbers looked up."""
        row = {}
        for each in fields(kind):
            value = item.pop(each.name, None)
            if value is None:
                if each.is_needed:
                    raise _Wrong(f"{each.name} is missing")
                row[each.name] = each.default() if each.default else None
                continue
            try:
                row[each.name] = each.read(value)
            except ValueError as problem:
                raise _Wrong(f"{each.name} {problem}") from None
            if each.points_to is not None:
                self._look_up(kind, each.points_to, value)
        if item:
            told = ", ".join(sorted(item))[:200]
            raise _Wrong(f"there is no field {told} here: a newer version may have written it")
        return row

    def _look_up(self, kind: str, target: str, number: int) -> None:
        if 0 < number <= MAX_ID and number in self.seen[target]:
            return
        if target != kind or not 0 < number <= MAX_ID:
            raise _Wrong(f"there is no {target} {number} before it")
        self.promised.append((self.at, target, number))

    def _add(self, kind: str, row: dict[str, Any]) -> None:
        number = row.get("id")
        if number is not None:
            if not 0 < number <= MAX_ID:
                raise _Wrong(f"{number} is no number of a {kind}")
            if number in self.seen[kind]:
                raise _Wrong(f"{kind} {number} is there twice")
            self.seen[kind].add(number)
        self.waiting.setdefault(kind, []).append(row)
        self.sizes[kind] = self.sizes.get(kind, 0) + 1

    # --------------------------------------------------------------------- rows

    def _write(self) -> None:
        """Write what waits, each table behind those that it points to."""
        for table in tables():
            rows = self.waiting.pop(table.name, None)
            if not rows:
                continue
            names = table.columns.keys()
            for row in rows:
                for name in names:
                    row.setdefault(name, None)
            try:
                self.session.connection().execute(table.insert(), rows)
            except (sa.exc.IntegrityError, sa.exc.DataError) as problem:
                reason = str(problem.orig).splitlines()[0]
                self._fail(f"something at or before it cannot be stored ({reason})")
            written = [tuple(row[name] for name in names) for row in rows]
            self.sums[table.name] += sum_of_rows(written)
        for number, text in self.compared:
            keep_bands(self.session, number, text)
        self.compared.clear()
        self.size = 0

    def _rows_waiting(self) -> int:
        return sum(map(len, self.waiting.values()))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
