"""Back: where a browser goes on after it signed in: on this site, and nowhere else."""

import re
from urllib.parse import urlencode, urlsplit

from fastapi import Request

from app.deps import is_swap
from app.guard import SAFE_METHODS

# Browsers read \ as /, and leave out tabs and line ends: none of them belongs into a path.
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
MAX_CHARS = 2_000
NOT_BACK = ("/sign-in", "/sign-out", "/welcome/")


def local_path(wanted: str) -> str:
    """Return a path of this site to go on at; whatever else is wanted, the front page."""
    is_local = len(wanted) <= MAX_CHARS and LOCAL.fullmatch(wanted) is not None
    return wanted if is_local and not wanted.startswith(NOT_BACK) else "/"


def sign_in_address(request: Request) -> str:
    """Return the address of the page that signs in, and leads back to where one was."""
    if request.method in SAFE_METHODS and not is_swap(request):
        # As it came: an escaped / or ? in it must stay one.
        path = request.scope.get("raw_path", b"/").decode("latin-1").partition("?")[0]
        query = request.scope["query_string"].decode("latin-1")
        wanted = f"{path}?{query}" if query else path
    else:
        wanted = came_from(request)
    back = local_path(wanted)
    return "/sign-in" if back == "/" else "/sign-in?" + urlencode({"next": back})


def came_from(request: Request) -> str:
    """Return path and query of the page of this site that a form was sent from, else /."""
    headers = request.headers
    address = headers.get("hx-current-url") or headers.get("referer") or "/"
    return _path_of(address, headers.get("host", ""))


def _path_of(address: str, host: str) -> str:
    """Return path and query of an address of this site, / of any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    if parts.netloc.lower() != host.lower():
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
