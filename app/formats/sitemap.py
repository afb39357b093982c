"""Sitemap: addresses for search engines (sitemaps.org), and which of them are theirs to follow."""

from collections.abc import Iterable, Iterator

from app.formats.atom import element
from app.formats.items import moment
from app.queries.sitemap import Place

MEDIA_TYPE = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What is somebody's own, and what is the same list over and over: each statement is in the sitemap.
NOT_FOLLOWED = (
    "/account", "/accounts", "/api/", "/articles/drafts", "/articles/new", "/articles/sheets/",
    "/brief", "/corrections/", "/ingest", "/proposals", "/review", "/saved", "/sign-in",
    "/statements/facets/", "/statements.", "/welcome/", "/*?",
)  # fmt: skip


def sitemap_index(parts: Iterable[Place], site: str) -> Iterator[str]:
    """Yield the index of a sitemap piece by piece; `site` is as `https://host`."""
    return _listed("sitemapindex", "sitemap", parts, site)


def sitemap(places: Iterable[Place], site: str) -> Iterator[str]:
    """Yield one part of a sitemap piece by piece."""
    return _listed("urlset", "url", places, site)


def _listed(name: str, each: str, places: Iterable[Place], site: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{NAMESPACE}">\n'
    for place in places:
        changed = element("lastmod", moment(place.changed_at)) if place.changed_at else ""
        yield f"<{each}>{element('loc', site + place.path)}{changed}</{each}>\n"
    yield f"</{name}>\n"


def robots(site: str) -> str:
    """Return what programs that walk the web are asked to leave alone, and where the sitemap is."""
    lines = (f"Disallow: {path}" for path in NOT_FOLLOWED)
    return "\n".join(["User-agent: *", *lines, "", f"Sitemap: {site}/sitemap.xml", ""])
