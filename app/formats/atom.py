"""Atom: statements as a feed (RFC 4287), one entry each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from app.addresses import as_uri, is_web
from app.formats.items import moment
from app.models import TextKind
from app.queries.rows import StatementRow

MIME = "application/atom+xml"
MEDIA_TYPE = f"{MIME}; charset=utf-8"

# A feed tells news: a reader asks again long before so many are added. CSV has all of them.
MAX_ENTRIES = 100
TITLE_CHARS = 120
# What XML 1.0 cannot hold in any form, however it is escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_ENTRIES_YET = datetime(1970, 1, 1, tzinfo=UTC)


def text_of(content: object) -> str:
    """Return content as it stands between tags; what XML forbids becomes U+FFFD."""
    return escape(FORBIDDEN.sub("\ufffd", str(content)), {"\r": "&#13;"})


def element(name: str, content: object = None, **attributes: str | None) -> str:
    """Return an element with text inside; attributes that are None are left out.

    A name of an attribute with a colon is written with an underscore: `xml_lang`.
    """
    given = "".join(
        f" {key.replace('_', ':')}={quoteattr(FORBIDDEN.sub(chr(0xFFFD), value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}/>" if content is None else f"<{name}{given}>{text_of(content)}</{name}>"


def identity(site: str, path: str) -> str:
    """Return a name for good of something on a site: the same whatever its slug becomes."""
    return uuid5(NAMESPACE_URL, f"{site}{path}").urn


def atom_feed(
    rows: Iterable[StatementRow],
    site: str,
    query: str,
    title: str,
    changed: Mapping[int, datetime],
) -> Iterator[str]:
    """Yield the feed of a list piece by piece.

    Args:
        rows: at most `MAX_ENTRIES` (the caller chooses the last added).
        changed: when people last changed statements, by their numbers.
        site: where the site is, as `https://host`.
        query: of the list, `?` included, or empty.
    """
    found = list(rows)
    updated = {row.id: max(row.added_at, changed.get(row.id, row.added_at)) for row in found}
    # Some readers show entries as they come: news first, whatever day it was said on.
    found.sort(key=lambda row: (updated[row.id], row.id), reverse=True)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield element("id", identity(site, f"/statements.atom{query}"))
    yield element("title", title)
    yield element("updated", moment(max(updated.values(), default=NO_ENTRIES_YET)))
    yield element("link", rel="self", type=MIME, href=f"{site}/statements.atom{query}")
    yield element("link", rel="alternate", type="text/html", href=f"{site}/statements{query}")
    yield element("generator", "On the Record") + "\n"
    for row in found:
        yield entry(row, site, updated[row.id])
    yield "</feed>\n"


def entry(row: StatementRow, site: str, updated: datetime) -> str:
    """Return one statement as an entry: its words, its speaker, its topics and its sources."""
    language = None if row.language == "und" else row.language
    speaker = row.speaker or "Speaker unknown"
    words = " ".join(row.text.split())
    if len(words) > TITLE_CHARS:
        words = words[:TITLE_CHARS].rpartition(" ")[0] + " …"
    lead = row.quotes[0]
    told = (
        row.office,
        row.said_on or "day unknown",
        row.occasion,
        row.place,
        f"via {lead.via}" if lead.via else None,
        "from a digest, not the outlet's own text" if lead.text_kind == TextKind.DIGEST else None,
    )
    pieces = [
        element("id", identity(site, f"/statements/{row.id}")),
        element("title", f"{speaker}: {words}", xml_lang=language),
        element("updated", moment(updated)),
        element("published", moment(row.added_at)),
        f"<author>{element('name', speaker)}</author>",
        element("link", rel="alternate", type="text/html", href=f"{site}{row.path}"),
        *(element("link", rel="via", href=address) for address in original_addresses(row)),
        *(element("category", term=topic.slug, label=topic.name) for topic in row.topics),
        element("summary", ", ".join(each for each in told if each)),
        element("content", row.text, type="text", xml_lang=language),
    ]
    return f"<entry>{''.join(pieces)}</entry>\n"


def original_addresses(row: StatementRow) -> list[str]:
    """Return the addresses of the articles that carry a statement, each once, web ones alone."""
    found = dict.fromkeys(each.url for each in row.quotes if each.url)
    # An address is what somebody typed: in a feed it must be a URI, and lead to the web.
    return [as_uri(url) for url in found if is_web(url)]
