"""Pasted: a text that somebody typed or pasted, with what they said about it."""

from collections.abc import Mapping
from typing import Any

from app.readers.document import Document, make_document


def read_pasted(fields: Mapping[str, Any], source: str = "pasted text") -> Document:
    """Return the document of a form or of the API: `text`, and what else `make_document` takes.

    Raises:
        Unreadable: there is no text, or it cannot be stored.
        Invalid: other fields are not what they should be; one message for each.
    """
    return make_document(
        {name: value for name, value in fields.items() if name != "quotes"}, source
    )
