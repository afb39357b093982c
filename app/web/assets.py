"""Assets: style, scripts and HTMX, at addresses that change with their content."""

import gzip
import hashlib
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import FileResponse, Response

from app.config import data_folder, get_settings
from app.errors import NotFound
from app.kept import takes_gzip
from app.locales import gettext

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
HTMX = "htmx.min.js"
A_YEAR = "public, max-age=31536000, immutable"


@cache
def asset_files() -> dict[str, Path]:
    """Return the files that may be fetched, by name: those of our own, and HTMX."""
    own = {
        path.name: path for path in data_folder("static").iterdir() if path.suffix in MEDIA_TYPES
    }
    return {**own, HTMX: Path(str(files("js_lib_htmx"))) / "static" / "htmx" / HTMX}


@lru_cache(maxsize=64)
def _checksum(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def checksum(name: str) -> str:
    """Return the sixteen characters that stand for a file's content.

    It is looked at once, except for work on the pages (`debug`).
    """
    path = asset_files()[name]
    return _checksum(path, path.stat().st_mtime_ns if get_settings().debug else 0)


def asset(name: str) -> str:
    """Return the address of a file; it may be kept for ever.

    Raises:
        KeyError: there is no such file.
    """
    return f"/static/{checksum(name)}/{name}"


@lru_cache(maxsize=64)
def _packed(path: Path, _checksum: str) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def send(request: Request, sum_given: str, name: str) -> Response:
    """Send a file; under the checksum of other content it must be asked for again.

    Raises:
        NotFound: there is no such file.
    """
    path = asset_files().get(name)
    if path is None:
        raise NotFound(gettext("There is no such file."))
    now, kind = checksum(name), MEDIA_TYPES[path.suffix]
    headers = {
        "cache-control": A_YEAR if sum_given == now else "no-cache",
        "vary": "Accept-Encoding",
    }
    if takes_gzip(request):
        headers["content-encoding"] = "gzip"
        return Response(_packed(path, now), media_type=kind, headers=headers)
    return FileResponse(path, media_type=kind, headers=headers)


def mount(app: FastAPI) -> None:
    """Serve the files from the application."""
    app.add_api_route("/static/{sum_given}/{name}", send, include_in_schema=False)
