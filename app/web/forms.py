"""Forms: what a browser posts: texts by name, and files."""

from collections.abc import AsyncIterator
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from app.guard import MAX_BODY_BYTES
from app.services.uploads import Upload
from app.web.parsing import Malformed, parse

# A card has ten fields, and one more for each topic: enough for the quotes of a book.
MAX_FIELDS = 100_000
# Of what a reader may say the longest part has 2,000 characters: the rest is told by the form.
MAX_SHORT_BYTES, MAX_SHORT_FIELDS = 1_000_000, 1_000
# What is taken apart at once, in less time than it takes to begin a thread's work.
SMALL_BYTES = 4_096
# Forms that are taken apart at the same time.
AT_ONCE = 2


async def read_form(
    request: Request, most: int = MAX_BODY_BYTES, max_fields: int = MAX_FIELDS
) -> FormData:
    """Return the posted form, also when it is asked for again.

    Raises:
        HTTPException: it has more than `most` bytes, or cannot be taken apart.
        ClientDisconnect: not all of it came.
    """
    found: FormData | None = getattr(request.state, "form", None)
    if found is None:
        body = await _body(request, most)
        try:
            if len(body) <= SMALL_BYTES:
                found = parse(request.headers, body, max_fields)
            else:
                found = await to_thread.run_sync(
                    parse, request.headers, body, max_fields, limiter=_readers(request)
                )
        except Malformed:
            raise HTTPException(400) from None
        request.state.form = found
    return found


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413)
    return bytes(body)


def _readers(request: Request) -> CapacityLimiter:
    """Return how many forms may be taken apart now; the others wait, and hold no thread."""
    state = request.app.state
    if not hasattr(state, "form_readers"):
        # Made by the event loop that it belongs to, which does nothing else meanwhile.
        state.form_readers = CapacityLimiter(AT_ONCE)
    readers: CapacityLimiter = state.form_readers
    return readers


async def posted_form(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form, and close its uploads behind the route."""
    form = await read_form(request)
    try:
        yield form
    finally:
        await form.close()


Posted = Annotated[FormData, Depends(posted_form)]


async def short_form(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form where anybody may send one: it takes the time of all to read it."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length[:18]) > MAX_SHORT_BYTES:
        raise HTTPException(413)
    form = await read_form(request, MAX_SHORT_BYTES, MAX_SHORT_FIELDS)
    try:
        yield form
    finally:
        await form.close()


Short = Annotated[FormData, Depends(short_form)]


def texts(form: FormData) -> dict[str, str]:
    """Return the fields of a form that are texts; browsers send line ends as CR LF."""
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def posted_files(form: Posted) -> list[Upload]:
    """Return the files that were chosen, in their order."""
    return [
        Upload(file.filename, await file.read())
        for file in form.getlist("file")
        if isinstance(file, UploadFile) and file.filename
    ]


Uploaded = Annotated[list[Upload], Depends(posted_files)]
