"""Known: is this article here already?"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, TextKind

# What senders add to an address without changing the page.
TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_", "igshid", "_ga", "ref_src", "cmpid", "ocid")
BYTES = "surrogateescape"
SUBDOMAINS = ("www.", "m.", "mobile.", "amp.")


def url_key(url: str | None) -> str | None:
    """Return an address in the form in which two addresses of one page are equal.

    Scheme, `www.`, `m.`, AMP, tracking parameters, their order, the trailing slash and the
    fragment do not count. None for no address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        # No address of the web: it can only be equal to itself.
        return url.strip()
    host = (parts.hostname or "").lower().rstrip(".")
    for prefix in SUBDOMAINS:
        host = host.removeprefix(prefix) if host.count(".") > 1 else host
    path = parts.path.rstrip("/")
    for mark in ("/amp", ".amp"):
        path = path.removesuffix(mark)
    path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    # Old pages write other encodings than UTF-8: their bytes tell pages apart, and must stay.
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors=BYTES)
        if not name.lower().startswith(TRACKING) and name.lower() not in {"amp", "outputtype"}
    )
    shown = f":{port}" if _has_own_port(parts.scheme, port) else ""
    return f"{host}{shown}{path}" + ("?" + urlencode(query, errors=BYTES) if query else "")


def _has_own_port(scheme: str, port: int | None) -> bool:
    return port is not None and (scheme, port) not in {("http", 80), ("https", 443)}


@dataclass(frozen=True)
class Known:
    """An article that is here already.

    Attributes:
        by: `text` or `url`: what is the same.
    """

    article_id: int
    title: str | None
    by: str


def find_known(
    session: Session, *, sha256: str, outlet_id: int | None, url: str | None, text_kind: str
) -> Known | None:
    """Return the stored article that has the same text in the same outlet, or the same address.

    A digest blocks no full text and is blocked by none: only an equal text is known then.
    """
    same_outlet = (
        col(Article.outlet_id).is_(None)
        if outlet_id is None
        else col(Article.outlet_id) == outlet_id
    )
    query = sa.select(col(Article.id), col(Article.title))
    row = session.execute(query.where(col(Article.text_sha256) == sha256, same_outlet)).first()
    if row:
        return Known(row[0], row[1], "text")
    key = url_key(url)
    if key is None or text_kind == TextKind.DIGEST:
        return None
    row = session.execute(
        query.where(
            col(Article.url_key) == key,
            col(Article.replaced_by_id).is_(None),
            col(Article.text_kind) != TextKind.DIGEST,
        )
    ).first()
    return Known(row[0], row[1], "url") if row else None
