"""Numbers: those that forms post and addresses ask for."""

from app.errors import NotFound
from app.locales import gettext


def number_in(text: str) -> int:
    """Return the number that a form's field names a row by.

    Raises:
        NotFound: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound(gettext("There is nothing of this number."))
    return int(text)
