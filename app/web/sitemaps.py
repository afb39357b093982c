"""Sitemaps: where search engines find everything that is on record."""

import re

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from app.deps import ReadSession
from app.errors import NotFound
from app.formats.sitemap import MEDIA_TYPE, robots, sitemap, sitemap_index
from app.queries.sitemap import ARTICLES, OTHERS, STATEMENTS, find_parts, find_places
from app.web.downloads import in_chunks, site_of
from app.web.sending import Sent

router = APIRouter(include_in_schema=False)

NAME = re.compile(rf"({STATEMENTS}|{ARTICLES}|{OTHERS})-([1-9]\d{{0,5}})\.xml", re.ASCII)


@router.get("/robots.txt", name="robots")
def robots_txt(request: Request) -> Response:
    """Tell programs that walk the web where they need not go."""
    return PlainTextResponse(robots(site_of(request)))


@router.get("/sitemap.xml", name="sitemap")
def index(request: Request, session: ReadSession) -> Response:
    """Give the parts of the sitemap."""
    pieces = sitemap_index(find_parts(session), site_of(request))
    return Response("".join(pieces), media_type=MEDIA_TYPE)


@router.get("/sitemaps/{name}", name="sitemap_part")
def part(request: Request, session: ReadSession, name: str) -> Response:
    """Give one part, written while it is sent."""
    found = NAME.fullmatch(name)
    if found is None:
        raise NotFound("There is no such part of the sitemap.")
    places = find_places(session, found[1], int(found[2]))
    return Sent(in_chunks(sitemap(places, site_of(request))), media_type=MEDIA_TYPE)
