"""Labels: the words in which pages tell days, sides, forms and numbers."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from app.models import LANGUAGE_NAMES, SIDE_NAMES
from app.queries.rows import StatementRow
from app.text import counted

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

BASIS_WORDS = {
    "stated": "date in the text",
    "weekday": "from a day word in the text",
    "published": "day published",
    "editor": "set by a person",
    "unknown": "no day in the text",
}

BASIS_MEANINGS = {
    "stated": "the text states this date",
    "weekday": "the text has a word for the day, such as “on Thursday” or “yesterday”: it is "
    "counted from the day published",
    "published": "the text names no day: this is the day published",
    "editor": "a person set this day, or it came with the quote",
    "unknown": "neither the text nor its outlet names a day for these words",
}

FORM_WORDS = {
    "direct": "Quotation",
    "mixed": "Partly quoted",
    "indirect": "Paraphrase",
}

FORM_MEANINGS = {
    "direct": "all of these words stand between quotation marks in the source",
    "mixed": "the source’s paraphrase; only what stands between marks is quoted",
    "indirect": "the source’s own words for what was said",
}

KIND_WORDS = {
    "full": "full text",
    "excerpt": "excerpt",
    "digest": "digest in our own words",
}

REASON_WORDS = {
    "reader's report": "A reader reports an error",
    "source changed": "The source changed",
    "ambiguous alias": "A name that several have",
    "nested speaker": "Words inside another’s words",
    "not in that office on that day": "No office on that day",
    "unbalanced marks": "Quotation marks without a partner",
    "day not resolved": "Day not known",
    "possible duplicate": "Possibly said before",
    "near copy": "Possibly a copy of another article",
    "no topic": "No topic found",
    "unknown speaker": "Speaker not on record",
}

SIDE_WORDS: Mapping[str | None, str] = {str(side): name for side, name in SIDE_NAMES.items()}

CERTAINTY_WORDS = {
    "reported": "reported",
    "background": "background, not from a source on record",
    "uncertain": "uncertain",
}

STATUS_WORDS = {"all": "all", "reviewed": "reviewed", "pending": "pending review"}


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


def interval(seconds: int) -> str:
    """Return how often something is done, in words: every 30 minutes, every hour, every 2 days."""
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds % size == 0 and seconds >= size:
            many = seconds // size
            return f"every {unit}" if many == 1 else f"every {many} {unit}s"
    return f"every {seconds} seconds"


def side_name(side: str | None) -> str:
    """Return the name of a side."""
    return SIDE_WORDS.get(side, "Side not known")


def language_name(language: str) -> str:
    """Return the name of a language, its code where it has none here."""
    return LANGUAGE_NAMES.get(language, language)


def html_language(language: str) -> str:
    """Return a value for `lang`: empty says that the language is unknown."""
    return "" if language == "und" else language


def number(count: int) -> str:
    """Return a number with its thousands set apart."""
    return f"{count:,}"


def carried_by(row: StatementRow) -> str:
    """Return by how many outlets a statement is carried, and as how many they count.

    Those that print another outlet's text count as that one.
    """
    printed = len({quote.outlet for quote in row.quotes})
    if printed <= row.outlets:
        return counted(row.outlets, "outlet")
    return f"{counted(printed, 'outlet')}, counted as {row.outlets:,}: one text printed again"


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the opening and closing marks that a language uses."""
    return ("«", "»") if language == "ru" else ("“", "”")
