"""Unsent: what a form held that could not be taken now, given back to be sent again."""

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.guard import SAFE_METHODS
from app.web.forms import read_form

# A text that is longer, or has several words, is shown, so that it can be copied; the others, and
# what only pages write, go along unseen.
SHORT_CHARS = 60
OF_THE_PAGE = {"back", "confirm", "next", "version"}
# A form that asks for one of these is never given back.
SECRETS = {"password", "current"}


@dataclass(frozen=True)
class Unsent:
    """A form that was posted.

    Attributes:
        address: where it was sent.
        fields: names and texts, in their order.
        has_files: files came with it; a browser does not give them again by itself.
    """

    address: str
    fields: tuple[tuple[str, str], ...]
    has_files: bool

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The fields with what somebody typed."""
        return [(name, text) for name, text in self.fields if is_typed(name, text)]

    @property
    def along(self) -> list[tuple[str, str]]:
        """The others."""
        return [(name, text) for name, text in self.fields if not is_typed(name, text)]


def is_typed(name: str, text: str) -> bool:
    """Say whether a field holds what somebody would miss."""
    return name not in OF_THE_PAGE and (len(text) > SHORT_CHARS or len(text.split()) > 1)


async def unsent_form(request: Request) -> Unsent | None:
    """Return what was posted, None where nothing was, or what must not be shown again."""
    kind = request.headers.get("content-type", "")
    if request.method in SAFE_METHODS or not kind.startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        return None
    try:
        form = await read_form(request)
    except (ClientDisconnect, HTTPException, RuntimeError):
        # It was never read, and cannot be read any more; or nobody waits for it.
        return None
    await form.close()
    given = form.multi_items()
    fields = [(name, text) for name, text in given if isinstance(text, str)]
    if SECRETS & {name for name, _ in fields} or not fields:
        return None
    files = [each for _, each in given if isinstance(each, UploadFile) and each.filename]
    query = f"?{request.url.query}" if request.url.query else ""
    return Unsent(f"{request.url.path}{query}", tuple(fields), bool(files))
