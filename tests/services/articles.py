"""Articles of invented people, bodies and countries, for tests of what becomes of a text."""

from datetime import date
from typing import Any

from app.readers.document import Document, make_document

DAM = """The dam on the Sarn will stay open, Veltanian Foreign Minister Bo Lind said on Thursday.

"We have no plan to close the dam before the harvest is in," Lind told reporters in Port Karo. He \
added that engineers inspect the gates every morning.

A resident of the valley shrugged."""


def article(text: str = DAM, **fields: Any) -> Document:
    """A document with a day published and an outlet, unless `fields` say otherwise."""
    given = {"title": "The dam", "outlet": "Sarn Courier", "published_on": date(2024, 12, 26)}
    return make_document({**given, "language": "en", "text": text, **fields})
