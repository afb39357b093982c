"""Printed: the words in which pages and files tell days, forms, sides and numbers alike."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from app.locales import N_
from app.models import SIDE_NAMES

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

BASIS_WORDS = {
    "stated": N_("date in the text"),
    "weekday": N_("from a day word in the text"),
    "published": N_("day published"),
    "editor": N_("set by a person"),
    "unknown": N_("no day in the text"),
}

FORM_WORDS = {
    "direct": N_("Quotation"),
    "mixed": N_("Partly quoted"),
    "indirect": N_("Paraphrase"),
}

SIDE_WORDS: Mapping[str | None, str] = {str(side): name for side, name in SIDE_NAMES.items()}


@lru_cache(maxsize=4096)
def day(printed: str | date | None) -> str:
    """Return a day for people, at its precision: 26 December 2024, December 2024, 2024."""
    if printed is None:
        return "day unknown"
    parts = str(printed)[:10].split("-")
    if len(parts) > 1:
        parts[1] = MONTHS[int(parts[1]) - 1]
    if len(parts) > 2:
        parts[2] = str(int(parts[2]))
    return " ".join(reversed(parts))


def moment(at: datetime) -> str:
    """Return a moment in UTC for people."""
    return f"{day(at.date())}, {at:%H:%M} UTC"


def side_name(side: str | None) -> str:
    """Return the name of a side."""
    return SIDE_WORDS.get(side, N_("Side not known"))


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the opening and closing marks that a language uses."""
    return ("«", "»") if language == "ru" else ("“", "”")
