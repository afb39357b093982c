"""Labels: the words in which pages tell days, sides, forms and numbers.

Those that files tell in the same way come from `app.formats.printed`.
"""

from app.formats.printed import (
    BASIS_WORDS,
    FORM_WORDS,
    SIDE_WORDS,
    day,
    moment,
    quotation_marks,
    side_name,
)
from app.models import LANGUAGE_NAMES
from app.queries.rows import StatementRow
from app.text import counted

__all__ = [
    "BASIS_MEANINGS",
    "BASIS_WORDS",
    "CERTAINTY_WORDS",
    "FORM_MEANINGS",
    "FORM_WORDS",
    "KIND_WORDS",
    "LINK_MEANINGS",
    "LINK_SIGNS",
    "LINK_WORDS",
    "REASON_WORDS",
    "SIDE_WORDS",
    "STATUS_WORDS",
    "carried_by",
    "counted",
    "day",
    "html_language",
    "interval",
    "language_name",
    "moment",
    "number",
    "quotation_marks",
    "side_name",
]

BASIS_MEANINGS = {
    "stated": "the text states this date",
    "weekday": "the text has a word for the day, such as “on Thursday” or “yesterday”: it is "
    "counted from the day published",
    "published": "the text names no day: this is the day published",
    "editor": "a person set this day, or it came with the quote",
    "unknown": "neither the text nor its outlet names a day for these words",
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
    "link no longer holds": "A link that may not hold any more",
    "no topic": "No topic found",
    "unknown speaker": "Speaker not on record",
}

LINK_WORDS = {
    "repeats": "repeats",
    "sharpens": "sharpens",
    "softens": "softens",
    "reverses": "reverses",
    "agrees": "agrees",
    "differs": "differs",
    "unrelated": "no link",
}

LINK_MEANINGS = {
    "repeats": "the later statement says the same again",
    "sharpens": "the later statement goes further, or says it more firmly",
    "softens": "the later statement takes something back, or says it more mildly",
    "reverses": "the later statement says the opposite",
    "agrees": "the two sides say the same of this",
    "differs": "the two sides say different things of this",
}

LINK_SIGNS = {
    "repeats": "=",
    "sharpens": "↑",
    "softens": "↓",
    "reverses": "⇄",
    "agrees": "≈",
    "differs": "≠",
}

CERTAINTY_WORDS = {
    "reported": "reported",
    "background": "background, not from a source on record",
    "uncertain": "uncertain",
}

STATUS_WORDS = {"all": "all", "reviewed": "reviewed", "pending": "pending review"}


def interval(seconds: int) -> str:
    """Return how often something is done, in words: every 30 minutes, every hour, every 2 days."""
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds % size == 0 and seconds >= size:
            many = seconds // size
            return f"every {unit}" if many == 1 else f"every {many} {unit}s"
    return f"every {seconds} seconds"


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
