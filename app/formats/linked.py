"""Linked: a statement as schema.org's `Quotation`, for search engines and other programs."""

import json
from typing import Any

from app.addresses import as_uri
from app.formats.citations import SITE_NAME, one_line, web_address
from app.formats.printed import FORM_WORDS
from app.models import TextKind
from app.queries.rows import QuoteRow, StatementRow

# Whatever stands inside a script element must not end it, nor begin another or a comment.
HARMLESS = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def quotation_json(row: StatementRow, kind: str | None, site: str) -> str:
    """Return a statement as JSON-LD that may stand inside a script element.

    Args:
        kind: of its actor: person, institution or state.
        site: where the record is, as `https://host`.
    """
    written = json.dumps(quotation(row, kind, site), ensure_ascii=False, separators=(",", ":"))
    return written.translate(HARMLESS)


def quotation(row: StatementRow, kind: str | None, site: str) -> dict[str, Any]:
    """Return a statement as a schema.org `Quotation`, less what is not known.

    `text` holds words that stand between quotation marks, nothing else: an outlet's paraphrase
    is the `description`.
    """
    address = as_uri(f"{site}{row.path}")
    is_quoted = row.form == "direct"
    words = one_line(row.text)
    found = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": address,
        "url": address,
        "identifier": str(row.id),
        "text": words if is_quoted else None,
        "description": None if is_quoted else f"{FORM_WORDS[row.form]}: {words}",
        "inLanguage": None if row.language == "und" else row.language,
        "dateCreated": row.said_on,
        "creator": _creator(row, kind, site),
        # Nobody on record is meant by it for certain: it is no person, only what was printed.
        "creditText": row.speaker if row.actor is None else None,
        "about": [{"@type": "Thing", "name": topic.name} for topic in row.topics] or None,
        "locationCreated": {"@type": "Place", "name": row.place} if row.place else None,
        "isBasedOn": [_source(quote, site) for quote in row.quotes],
        "isPartOf": {"@type": "Dataset", "name": SITE_NAME, "url": as_uri(f"{site}/")},
    }
    return {name: value for name, value in found.items() if value is not None}


def _creator(row: StatementRow, kind: str | None, site: str) -> dict[str, Any] | None:
    if row.actor is None:
        return None
    who = {
        "@type": "Person" if kind == "person" else "Organization",
        "name": row.actor.name,
        "url": as_uri(f"{site}/actors/{row.actor.slug}"),
    }
    if not row.office:
        return who
    # The office is that of the day, which need not be the one of today.
    return {"@type": "Role", "roleName": row.office, "creator": who}


def _source(quote: QuoteRow, site: str) -> dict[str, Any]:
    is_digest = quote.text_kind == TextKind.DIGEST
    outlet = {"@type": "Organization", "name": quote.outlet.name} if quote.outlet else None
    found = {
        "@type": "CreativeWork" if is_digest else "NewsArticle",
        "headline": quote.article_title,
        "url": web_address(quote) or as_uri(f"{site}/articles/{quote.article_id}"),
        "datePublished": quote.published_on.isoformat() if quote.published_on else None,
        # A digest is the record's own text on what the outlet printed.
        "publisher": None if is_digest else outlet,
        "about": outlet if is_digest else None,
        "inLanguage": None if quote.language == "und" else quote.language,
    }
    return {name: value for name, value in found.items() if value is not None}
