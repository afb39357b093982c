"""Floor: the least work that prints the same pages: three queries by number, and f-strings.

    python -m tests.benchmarks.floor DATABASE PLAN PORT

No framework, no routes, no filter, no counting, no template: for an address of the plan it knows
the numbers of the statements and all text around them (see `plan`). It reads the rows afresh for
every request, writes each card anew, escapes every value, and answers. What it prints has the
bytes of the product's page, less a few.
"""

import asyncio
import csv
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Sequence
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

import uvloop

from tests.benchmarks.plan import Sheet, read_plan

PRAGMAS = ("query_only = ON", "cache_size = -64000", "temp_store = MEMORY", "mmap_size = 0")
BATCH = 500
MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SIDES = {
    None: "Side not known", "ru": "Russia", "tr": "Türkiye", "sy": "Syria (since Dec 2024)",
    "sy_old": "Syria (Assad government)", "sdf": "SDF", "us": "United States",
    "un": "United Nations", "ir": "Iran", "other": "Other",
}  # fmt: skip
LANGUAGES = {"ru": "Russian", "tr": "Turkish", "und": "Unknown language"}
BASES = {
    "stated": "date in the text", "weekday": "from a day word in the text",
    "published": "day published", "editor": "set by a person", "unknown": "no day in the text",
}  # fmt: skip
FORMS = {
    "direct": ("Quotation", "all of these words stand between quotation marks in the source"),
    "mixed": (
        "Partly quoted",
        "the source’s paraphrase; only what stands between marks is quoted",
    ),
    "indirect": ("Paraphrase", "the source’s own words for what was said"),
}
PRECISIONS = {"year": 4, "month": 7, "day": 10}
ROMAN = str.maketrans(
    "абвгдеёзийклмнопрстуфхыэьъıüöşçğâîйïéè", "abvgdeeziiklmnoprstufhye''iuoscgaiyiee"
) | {ord("ж"): "zh", ord("ц"): "ts", ord("ч"): "ch", ord("ш"): "sh", ord("щ"): "shch",
     ord("ю"): "yu", ord("я"): "ya"}  # fmt: skip
WORD = re.compile("[a-z0-9]+")

STATEMENTS = """
    SELECT s.id, a.slug, a.name, s.speaker, o.title, s.side, s.said_on, s.said_on_precision,
           s.said_on_basis, s.occasion, s.place, s.form, s.language, s.outlet_count, s.is_pending,
           s.created_at
    FROM statement s LEFT JOIN actor a ON a.id = s.actor_id LEFT JOIN office o ON o.id = s.office_id
    WHERE s.id IN ({})"""
QUOTES = """
    SELECT q.statement_id, q.id, q.article_id, q.start_char, q.end_char, q.parts, q.text, q.form,
           q.language, q.cue, q.speaker_printed, q.via, q.rule, q.confidence, u.slug, u.name,
           r.title, r.text_kind, r.published_on, r.url
    FROM quote q JOIN article r ON r.id = q.article_id LEFT JOIN outlet u ON u.id = r.outlet_id
    WHERE q.statement_id IN ({}) ORDER BY q.id"""
TOPICS = """
    SELECT st.statement_id, t.slug, t.name
    FROM statement_topic st JOIN topic t ON t.id = st.topic_id
    WHERE st.statement_id IN ({}) ORDER BY t.position"""

Row = tuple[Any, ...]
Found = list[tuple[Row, list[Row], list[Row]]]


class Floor:
    """A database and a plan: the bytes of each address."""

    def __init__(self, database: str, sheets: dict[str, Sheet]) -> None:
        uri = f"file:{database}?mode=ro"
        self.connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")
        self.sheets = sheets

    def answer(self, address: str) -> tuple[str, bytes] | None:
        """Return the type and the bytes of a page, None where the plan has none."""
        sheet = self.sheets.get(address)
        if sheet is None:
            return None
        write, kind = WRITERS[sheet.kind]
        found: Found = []
        for start in range(0, len(sheet.ids), BATCH):
            found += self._rows(sheet.ids[start : start + BATCH])
        return kind, write(sheet, found).encode()

    def _rows(self, ids: Sequence[int]) -> Found:
        marks = ",".join("?" * len(ids))
        ask = self.connection.execute
        statements = {row[0]: row for row in ask(STATEMENTS.format(marks), ids)}
        quotes: dict[int, list[Row]] = {number: [] for number in ids}
        for row in ask(QUOTES.format(marks), ids):
            quotes[row[0]].append(row)
        topics: dict[int, list[Row]] = {number: [] for number in ids}
        for row in ask(TOPICS.format(marks), ids):
            topics[row[0]].append(row)
        return [(statements[number], quotes[number], topics[number]) for number in ids]


def slug_of(text: str) -> str:
    """Return words for an address."""
    return "-".join(WORD.findall(text[:90].lower().translate(ROMAN)))[:60]


def day_of(printed: str) -> str:
    """Return a day for people."""
    year, *others = printed.split("-")
    if not others:
        return year
    month = f"{MONTHS[int(others[0])]} {year}"
    return f"{int(others[1])} {month}" if len(others) > 1 else month


def write_html(sheet: Sheet, found: Found) -> str:
    """Return the page: the plan's text with a fresh card in each gap."""
    marked = re.compile(rf"\b{re.escape(escape(sheet.word))}\b", re.IGNORECASE)
    out = [sheet.pieces[0]]
    for each, piece in zip(found, sheet.pieces[1:], strict=True):
        out += [card(*each, sheet, marked), piece]
    return "".join(out)


def card(
    row: Row, quotes: list[Row], topics: list[Row], sheet: Sheet, marked: re.Pattern[str]
) -> str:
    """Return one statement of a list."""
    number, slug, name, speaker, office, side, said_on, precision, basis, *_, pending, _ = row
    lead = quotes[0]
    level = sheet.level
    who = escape(name or speaker or "Speaker not known")
    heading = f'<a href="/actors/{slug}">{who}</a>' if slug else who
    role = f'<span class="side side-{side or "none"}">{SIDES[side]}</span>'
    if office:
        role += f' <span class="office">{escape(office)}</span>'
    if speaker and not slug:
        role += ' <span class="office">as printed, not resolved</span>'
    if said_on:
        printed = said_on[: PRECISIONS[precision]]
        day = day_of(printed)
        when = f'<time datetime="{printed}">{day}</time>'
    else:
        when = day = "day unknown"
    text, form, language = lead[6], lead[7], lead[8]
    slug = slug_of(f"{name or speaker} {text}")
    path = f"/statements/{number}-{slug}"
    words = escape(text)
    if sheet.word:
        words = marked.sub(r'<mark class="hit">\g<0></mark>', words)
    if form == "direct":
        first, last = "«»" if language == "ru" else "“”"
        words = f'<span class="qm">{first}</span>{words}<span class="qm">{last}</span>'
    shown, meaning = FORMS[form]
    tongue = "" if language == "en" else f' <span class="lang">{LANGUAGES[language]}</span>'
    sources = "".join([f"      <li>{source(quote, sheet.word)}</li>\n" for quote in quotes[:3]])
    if len(quotes) > 3:
        sources += f'      <li><a href="{path}">{len(quotes) - 3} more wordings</a></li>\n'
    tag = '<span class="tag pending">Pending review</span> ' if pending else ""
    about = "".join(
        [f'<a class="topic" href="/topics/{each[1]}">{escape(each[2])}</a> ' for each in topics]
    )
    told = f"Details of the statement by {who}, {day}"
    details = f'<a class="details" href="{path}" aria-label="{told}">Details</a>'
    return f"""<article class="card" id="statement-{number}">
  <header>
    <h{level} class="who">{heading}</h{level}>
    <p class="role">{role}</p>
    <p class="when">{when} <span class="basis">{BASES[basis]}</span></p>
  </header>
  <figure class="words {form}">
  <figcaption><abbr title="{meaning}">{shown}</abbr>{tongue}</figcaption>
  <blockquote lang="{language}"><p>{words}</p></blockquote>
</figure>
  <footer>
    <ul class="sources" aria-label="Sources">
{sources}    </ul>
    <p class="more">{tag}{details}
{about}</p>
  </footer>
</article>"""


def source(quote: Row, word: str) -> str:
    """Return where a quote stands."""
    number, article, via = quote[1], quote[2], quote[11]
    slug, name, title, published = quote[14], quote[15], quote[16], quote[18]
    outlet = f'<a href="/outlets/{slug}">{escape(name)}</a>' if slug else "Outlet not known"
    told = f"<cite>{outlet}</cite>"
    if published:
        told += f', <time datetime="{published}">{day_of(published)}</time>'
    if via:
        told += f", via {escape(via)}"
    asked = f"?q={word}" if word else ""
    shown = escape(title or f"Article {article}")
    return f'{told}: <a href="/articles/{article}{asked}#quote-{number}">{shown}</a>'


def write_json(sheet: Sheet, found: Found) -> str:
    """Return the API's answer."""
    items = json.dumps([item(*each) for each in found], ensure_ascii=False, separators=(",", ":"))
    return f'{{"items":{items},{sheet.pieces[0][1:]}'


def item(row: Row, quotes: list[Row], topics: list[Row]) -> dict[str, Any]:
    """Return one statement of the API's answer."""
    name = row[2] or row[3]
    text = quotes[0][6]
    return {
        "id": row[0],
        "url": f"/statements/{row[0]}-{slug_of(f'{name} {text}')}",
        "text": text,
        "form": row[11],
        "actor": {"slug": row[1], "name": row[2]} if row[1] else None,
        "speaker": name,
        "office": row[4],
        "side": row[5],
        "said_on": row[6] and row[6][: PRECISIONS[row[7]]],
        "said_on_basis": row[8],
        "occasion": row[9],
        "place": row[10],
        "language": row[12],
        "topics": [topic[1] for topic in topics],
        "outlets": row[13],
        "status": "pending" if row[14] else "reviewed",
        "added_at": row[15].replace(" ", "T") + "Z",
        "quotes": [
            {
                "id": quote[1],
                "url": f"/articles/{quote[2]}#quote-{quote[1]}",
                "article_id": quote[2],
                "start": quote[3],
                "end": quote[4],
                "parts": json.loads(quote[5]),
                "text": quote[6],
                "form": quote[7],
                "language": quote[8],
                "cue": quote[9],
                "speaker_printed": quote[10],
                "via": quote[11],
                "rule": quote[12],
                "confidence": quote[13],
                "outlet": {"slug": quote[14], "name": quote[15]} if quote[14] else None,
                "title": quote[16],
                "text_kind": quote[17],
                "published_on": quote[18],
                "source_url": quote[19],
            }
            for quote in quotes
        ],
    }


def write_csv(sheet: Sheet, found: Found) -> str:
    """Return the table for a spreadsheet."""
    buffer = StringIO(newline="")
    buffer.write(sheet.pieces[0])
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row, quotes, topics in found:
        lead, name = quotes[0], row[2] or row[3]
        path = f"/statements/{row[0]}-{slug_of(f'{name} {lead[6]}')}"
        day = row[6] and row[6][: PRECISIONS[row[7]]]
        about = "; ".join([topic[1] for topic in topics])
        status = "pending" if row[14] else "reviewed"
        said = (row[0], path, day, row[8], name, row[1], row[4], row[5], lead[6], row[11], row[12])
        state = (about, row[13], status, row[9], row[10], lead[10], lead[11], lead[15], lead[16])
        place = (lead[18], lead[19], lead[2], lead[3], lead[4], len(quotes), row[15], lead[17])
        writer.writerow((*said, *state, *place))
    return buffer.getvalue()


WRITERS: dict[str, tuple[Callable[[Sheet, Found], str], str]] = {
    "html": (write_html, "text/html; charset=utf-8"),
    "json": (write_json, "application/json"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}


class Speaker(asyncio.Protocol):
    """HTTP/1.1 over one connection: the least that a client with no body to send needs."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.got = b""

    def connection_made(self, transport: Any) -> None:
        """Keep the way back."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self.got += data
        while b"\r\n\r\n" in self.got:
            head, self.got = self.got.split(b"\r\n\r\n", 1)
            address = head.split(b" ", 2)[1].decode()
            kind, body = self.floor.answer(address) or ("text/plain", b"ready")
            headers = f"content-type: {kind}\r\ncontent-length: {len(body)}"
            self.transport.write(f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body)


async def serve(database: str, plan: Path, port: int) -> None:
    """Answer until the process is ended."""
    floor = Floor(database, read_plan(plan))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Speaker(floor), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
