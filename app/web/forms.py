"""Forms: what a browser posts: texts by name, and files."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from app.guard import MAX_BODY_BYTES
from app.services.uploads import Upload

# A card has ten fields, and one more for each topic: enough for the quotes of a book.
MAX_FIELDS = 100_000
# Of what a reader may say the longest part has 2,000 characters: the rest is told by the form.
MAX_SHORT_BYTES = 1_000_000


async def posted_form(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form, and close its uploads behind the route."""
    async with request.form(max_fields=MAX_FIELDS, max_part_size=MAX_BODY_BYTES) as form:
        yield form


Posted = Annotated[FormData, Depends(posted_form)]


async def short_form(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form where anybody may send one: it takes the time of all to read it."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length[:18]) > MAX_SHORT_BYTES:
        raise HTTPException(413)
    async with request.form() as form:
        yield form


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
