"""Locales: the language in which pages speak to the one who reads.

What is on record is never translated: quotes, titles, names of people and outlets stand as they
were stored. All else on a page goes through `gettext` or `ngettext`, whose messages are the
English words; the catalogs beside this file have them in the other languages.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec

from app.locales.catalogs import catalog_of

# By their codes, the names that their own readers call them by.
LOCALES = {"en": "English", "tr": "Türkçe", "ru": "Русский"}
DEFAULT = "en"

P = ParamSpec("P")

_current: ContextVar[str] = ContextVar("locale", default=DEFAULT)


def current() -> str:
    """Return the code of the locale that is spoken now: English wherever nobody chose."""
    return _current.get()


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak a locale of `LOCALES` for a while, in this context and the threads it starts."""
    token = _current.set(locale)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language that is spoken now, with `%(name)s` filled in.

    Without values nothing is filled in, and a % stands for itself.
    """
    locale = _current.get()
    # An empty message is the catalog's own head.
    is_english = locale == DEFAULT or not message
    found = message if is_english else catalog_of(locale).gettext(message)
    return found % values if values else found


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of a message that goes with a count, with `%(name)s` filled in.

    Args:
        values: beside them, `num` is the count as it is written in this language.
    """
    return form_for(one, many, count) % {"num": number(count), **values}


def form_for(one: str, many: str, count: int, /) -> str:
    """Return the form of a message that goes with a count, not filled in: templates do that."""
    locale = _current.get()
    if locale == DEFAULT:
        return one if count == 1 else many
    return catalog_of(locale).ngettext(one, many, count)


def named(name: str) -> str:
    """Return a topic's, an office's or an event's name in the language that is spoken now.

    Those of the reference data are in the catalogs; what a person named stays as they typed it.
    """
    return gettext(name)


def N_(message: str) -> str:  # noqa: N802
    """Return a message as it is: it stands here for the catalogs, and is translated where used."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Return two forms of a message as they are, like `N_`."""
    return one, many


class Words(Mapping[str, str]):
    """Words by key, each said in the language that is spoken when it is looked up.

    Args:
        words: messages marked with `N_`.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, key: str) -> str:
        return gettext(self._words[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def number(count: int) -> str:
    """Return a number with its thousands set apart as this language does."""
    written = f"{count:,}"
    locale = _current.get()
    return written if locale == DEFAULT else written.replace(",", catalog_of(locale).group)


def kept_by_locale(maxsize: int) -> Callable[[Callable[P, str]], Callable[P, str]]:
    """Return a decorator: what a function says is kept for each locale, like `lru_cache`."""

    def decorate(draw: Callable[P, str]) -> Callable[P, str]:
        @lru_cache(maxsize=maxsize)
        def drawn(_locale: str, *given: P.args, **named: P.kwargs) -> str:
            return draw(*given, **named)

        @wraps(draw)
        def answer(*given: P.args, **named: P.kwargs) -> str:
            return drawn(_current.get(), *given, **named)  # type: ignore[arg-type]

        return answer

    return decorate


@lru_cache(maxsize=256)
def preferred(header: str) -> str:
    """Return the locale that an Accept-Language header asks for first, English if none we speak.

    RFC 9110: `ru-RU, ru;q=0.9, en;q=0.8`; equal weights count in their order; 0 refuses.
    """
    best, weight = DEFAULT, 0.0
    for each in header[:1_000].split(","):
        tag, _, rest = each.partition(";")
        code = tag.strip().lower().partition("-")[0]
        wanted = _weight(rest)
        if code in LOCALES and wanted > weight:
            best, weight = code, wanted
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    # Also NaN is none.
    return weight if 0 <= weight <= 1 else 0.0
