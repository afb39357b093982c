"""Labels: the words in which pages tell days, sides, forms and numbers, in the reader's language.

Files tell them in English: see `app.formats.printed`.
"""

from datetime import date, datetime

from app import locales
from app.formats import printed
from app.formats.printed import quotation_marks
from app.locales import DEFAULT, N_, Words, gettext, kept_by_locale, ngettext, number, plural
from app.locales.catalogs import catalog_of
from app.models import LANGUAGE_NAMES
from app.queries.rows import StatementRow
from app.services.accounts import TAKEN

__all__ = [
    "BASIS_MEANINGS",
    "BASIS_WORDS",
    "CERTAINTY_WORDS",
    "FIELD_NAMES",
    "FORM_MEANINGS",
    "FORM_WORDS",
    "KIND_WORDS",
    "LANGUAGE_WORDS",
    "LINK_MEANINGS",
    "LINK_SIGNS",
    "LINK_WORDS",
    "REASON_WORDS",
    "ROLE_WORDS",
    "SIDE_WORDS",
    "STATE_WORDS",
    "STATUS_WORDS",
    "carried_by",
    "counted",
    "day",
    "field_name",
    "html_language",
    "interval",
    "language_name",
    "lower",
    "moment",
    "number",
    "quotation_marks",
    "side_name",
    "stamp",
    "writer",
]

BASIS_MEANINGS = Words(
    {
        "stated": N_("the text states this date"),
        "weekday": N_(
            "the text has a word for the day, such as “on Thursday” or “yesterday”: it is "
            "counted from the day published"
        ),
        "published": N_("the text names no day: this is the day published"),
        "editor": N_("a person set this day, or it came with the quote"),
        "unknown": N_("neither the text nor its outlet names a day for these words"),
    }
)

FORM_MEANINGS = Words(
    {
        "direct": N_("all of these words stand between quotation marks in the source"),
        "mixed": N_("the source’s paraphrase; only what stands between marks is quoted"),
        "indirect": N_("the source’s own words for what was said"),
    }
)

KIND_WORDS = Words(
    {
        "full": N_("full text"),
        "excerpt": N_("excerpt"),
        "digest": N_("digest in our own words"),
    }
)

REASON_WORDS = Words(
    {
        "reader's report": N_("A reader reports an error"),
        "source changed": N_("The source changed"),
        "ambiguous alias": N_("A name that several have"),
        "nested speaker": N_("Words inside another’s words"),
        "not in that office on that day": N_("No office on that day"),
        "unbalanced marks": N_("Quotation marks without a partner"),
        "day not resolved": N_("Day not known"),
        "possible duplicate": N_("Possibly said before"),
        "near copy": N_("Possibly a copy of another article"),
        "link no longer holds": N_("A link that may not hold any more"),
        "no topic": N_("No topic found"),
        "unknown speaker": N_("Speaker not on record"),
    }
)

LINK_WORDS = Words(
    {
        "repeats": N_("repeats"),
        "sharpens": N_("sharpens"),
        "softens": N_("softens"),
        "reverses": N_("reverses"),
        "agrees": N_("agrees"),
        "differs": N_("differs"),
        "unrelated": N_("no link"),
    }
)

LINK_MEANINGS = Words(
    {
        "repeats": N_("the later statement says the same again"),
        "sharpens": N_("the later statement goes further, or says it more firmly"),
        "softens": N_("the later statement takes something back, or says it more mildly"),
        "reverses": N_("the later statement says the opposite"),
        "agrees": N_("the two sides say the same of this"),
        "differs": N_("the two sides say different things of this"),
    }
)

BASIS_WORDS = Words(printed.BASIS_WORDS)
FORM_WORDS = Words(printed.FORM_WORDS)
LANGUAGE_WORDS = Words(LANGUAGE_NAMES)
SIDE_WORDS = Words({str(side): name for side, name in printed.SIDE_WORDS.items()})

LINK_SIGNS = {
    "repeats": "=",
    "sharpens": "↑",
    "softens": "↓",
    "reverses": "⇄",
    "agrees": "≈",
    "differs": "≠",
}

CERTAINTY_WORDS = Words(
    {
        "reported": N_("reported"),
        "background": N_("background, not from a source on record"),
        "uncertain": N_("uncertain"),
    }
)

STATUS_WORDS = Words(
    {
        "all": N_("all"),
        "reviewed": N_("reviewed"),
        "pending": N_("pending review"),
    }
)

ROLE_WORDS = Words({"reader": N_("reader"), "editor": N_("editor"), "admin": N_("admin")})

STATE_WORDS = Words({"active": N_("active"), "invited": N_("invited"), "disabled": N_("disabled")})

# What addresses and forms call what can be filled in, where it may stand before a message.
FIELD_NAMES = frozenset(
    {
        N_("a"), N_("act"), N_("action"), N_("actor"), N_("addresses"), N_("after"), N_("alias"),
        N_("aliases"), N_("archive_url"), N_("b"), N_("by"), N_("certainty"), N_("change"),
        N_("column"), N_("columns"), N_("contact"), N_("doubt"), N_("draft"), N_("evidence"),
        N_("exact"), N_("file"), N_("fix"), N_("form"), N_("from"), N_("id"), N_("item"),
        N_("kind"), N_("label"), N_("lang"), N_("language"), N_("name"), N_("new"), N_("note"),
        N_("occasion"), N_("office"), N_("order"), N_("other"), N_("outlet"), N_("page"),
        N_("password"), N_("per"), N_("place"), N_("printed"), N_("proposal"), N_("published_on"),
        N_("q"), N_("quote"), N_("quotes"), N_("reason"), N_("revert"), N_("risky"), N_("role"),
        N_("row"), N_("said_on"), N_("scope"), N_("seen"), N_("side"), N_("since"), N_("sort"),
        N_("source"), N_("sources"), N_("speaker"), N_("statement"), N_("statements"), N_("status"),
        N_("tenures"), N_("text"), N_("text_kind"), N_("title"), N_("to"), N_("topic"),
        N_("topics"), N_("translation"), N_("until"), N_("url"), N_("version"), N_("who"),
        N_("wording_form"), N_("words"),
    }
)  # fmt: skip


NOUNS = {
    one.removeprefix("%(num)s "): (one, many)
    for one, many in (
        plural("%(num)s statement", "%(num)s statements"),
        plural("%(num)s article", "%(num)s articles"),
        plural("%(num)s doubt", "%(num)s doubts"),
        plural("%(num)s quote", "%(num)s quotes"),
        plural("%(num)s row", "%(num)s rows"),
        plural("%(num)s proposal", "%(num)s proposals"),
        plural("%(num)s character", "%(num)s characters"),
        plural("%(num)s wording", "%(num)s wordings"),
        plural("%(num)s more wording", "%(num)s more wordings"),
        plural("%(num)s day", "%(num)s days"),
        plural("%(num)s draft", "%(num)s drafts"),
        plural("%(num)s outlet", "%(num)s outlets"),
        plural("%(num)s independent outlet", "%(num)s independent outlets"),
        plural("%(num)s language", "%(num)s languages"),
        plural("%(num)s topic", "%(num)s topics"),
        plural("%(num)s speaker", "%(num)s speakers"),
        plural("%(num)s side", "%(num)s sides"),
        plural("%(num)s item", "%(num)s items"),
        plural("%(num)s job", "%(num)s jobs"),
        plural("%(num)s spreadsheet", "%(num)s spreadsheets"),
        plural("%(num)s actor", "%(num)s actors"),
        plural("%(num)s token", "%(num)s tokens"),
        plural("%(num)s spelling", "%(num)s spellings"),
        plural("%(num)s rule", "%(num)s rules"),
        plural("%(num)s place", "%(num)s places"),
        plural("%(num)s page", "%(num)s pages"),
        plural("%(num)s name", "%(num)s names"),
        plural("%(num)s more source", "%(num)s more sources"),
        plural("%(num)s more doubt", "%(num)s more doubts"),
        plural("%(num)s more article", "%(num)s more articles"),
        plural("%(num)s link", "%(num)s links"),
        plural("%(num)s input", "%(num)s inputs"),
        plural("%(num)s failed input", "%(num)s failed inputs"),
        plural("%(num)s frozen brief", "%(num)s frozen briefs"),
        plural("%(num)s earlier statement", "%(num)s earlier statements"),
        plural("%(num)s candidate", "%(num)s candidates"),
        plural("%(num)s byte", "%(num)s bytes"),
        plural("%(num)s browser", "%(num)s browsers"),
        plural("%(num)s brief", "%(num)s briefs"),
        plural("%(num)s more", "%(num)s more"),
    )
}
"""What stands alone with its number; where a sentence goes on, the whole of it is one message."""

INTERVALS = (
    (86_400, plural("every day", "every %(num)s days")),
    (3_600, plural("every hour", "every %(num)s hours")),
    (60, plural("every minute", "every %(num)s minutes")),
    (1, plural("every second", "every %(num)s seconds")),
)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, one of `NOUNS`: 1 statement, 1,204 statements."""
    return ngettext(*NOUNS[noun], count)


def lower(words: str) -> str:
    """Return words in small letters, as the language that is spoken now has them."""
    if locales.current() == "tr":
        words = words.replace("İ", "i").replace("I", "ı")
    return words.lower()


def interval(seconds: int) -> str:
    """Return how often something is done, in words: every 30 minutes, every hour, every 2 days."""
    size, words = next(each for each in INTERVALS if seconds % each[0] == 0)
    return ngettext(*words, seconds // size)


@kept_by_locale(4096)
def day(when: str | date | None) -> str:
    """Return a day for people, at its precision: 26 December 2024, December 2024, 2024."""
    if when is None:
        return gettext("day unknown")
    locale = locales.current()
    return printed.day(when) if locale == DEFAULT else catalog_of(locale).day(str(when)[:10])


def moment(at: datetime) -> str:
    """Return a moment in UTC for people."""
    return f"{day(at.date())}, {at:%H:%M} UTC"


def stamp(at: datetime) -> str:
    """Return a moment in UTC for machines, as HTML takes it: to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def side_name(side: str | None) -> str:
    """Return the name of a side."""
    return gettext(printed.side_name(side))


def field_name(name: str) -> str:
    """Return what the field of an address or a form is called, its own name where that is ours.

    What stands behind a dash tells fields of one kind apart: `speaker-3`, `column-words`.
    """
    return "-".join(gettext(part) if part in FIELD_NAMES else part for part in name.split("-"))


def writer(who: str) -> str:
    """Return who wrote something as history tells it: a name stays, "local user" is none."""
    return gettext(who) if who in TAKEN else who


def language_name(language: str) -> str:
    """Return the name of a language, its code where it has none here."""
    return gettext(LANGUAGE_NAMES.get(language, language))


def html_language(language: str) -> str:
    """Return a value for `lang`: empty says that the language is unknown."""
    return "" if language == "und" else language


def carried_by(row: StatementRow) -> str:
    """Return by how many outlets a statement is carried, and as how many they count.

    Those that print another outlet's text count as that one.
    """
    outlets = len({quote.outlet for quote in row.quotes})
    if outlets <= row.outlets:
        return counted(row.outlets, "outlet")
    return gettext(
        "%(outlets)s, counted as %(fewer)s: one text printed again",
        outlets=counted(outlets, "outlet"),
        fewer=number(row.outlets),
    )
