"""Catalogs: each says all that pages say, in full, and can be filled in as pages do."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from babel.messages import Catalog, Message

from app.locales import DEFAULT, LOCALES, ngettext, speaking
from app.locales.catalogs import catalog_of
from tests.locales.catalogs import is_translated, messages, read

OTHERS = [locale for locale in LOCALES if locale != DEFAULT]
PLACE = re.compile(r"%\((\w+)\)s")
# A % that fills nothing in: one for itself, or half of two.
PERCENT = re.compile(r"%%|%(?!\()")
pytestmark = pytest.mark.parametrize("locale", OTHERS)


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    """All that pages say now."""
    return messages()


def entries(locale: str) -> Iterator[Message]:
    """The messages of a catalog, without its head."""
    return (each for each in read(locale) if each.id)


def forms(message: Message, locale: str) -> Iterator[tuple[str, str]]:
    """Each form of a translation, with the form of the message that it says.

    Only where its first form is for one alone it may leave out the number, as the message's may.
    """
    if isinstance(message.string, str):
        yield message.id, message.string
        return
    one, many = message.id
    for at, string in enumerate(message.string):
        yield many if at or catalog_of(locale).plural(21) == 0 else one, string


class Tags(HTMLParser):
    """The tags and entities of a text, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[object] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_entityref(self, name: str) -> None:
        self.found.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.found.append(f"&#{name};")

    def handle_data(self, data: str) -> None:
        self.words += data


def faults(said: str, string: str) -> Iterator[str]:
    """What keeps a translation from standing where its message stands."""
    places = dict.fromkeys(PLACE.findall(said), "x")
    if set(PLACE.findall(string)) - {"num"} != set(places) - {"num"}:
        yield "fills in something else"
    if "num" in places and "%(num)s" not in string:
        yield "leaves out the number"
    if sorted(PERCENT.findall(said)) != sorted(PERCENT.findall(string)):
        yield "has other signs of per cent"
    there, here = Tags(said), Tags(string)
    if sorted(map(str, there.found)) != sorted(map(str, here.found)):
        yield "has other tags"
    if '"' in here.words:
        yield "has a straight quotation mark, which would end an attribute"
    if (said[:1].isspace(), said[-1:].isspace()) != (string[:1].isspace(), string[-1:].isspace()):
        yield "begins or ends with another space"
    if places:
        try:
            _ = said % places, string % {"num": "1", **places}
        except (KeyError, TypeError, ValueError) as problem:
            yield f"cannot be filled in: {problem!r}"


def test_a_catalog_has_what_pages_say_and_nothing_else(locale: str, wanted: Catalog) -> None:
    found = {each.id for each in entries(locale)}
    assert found == {each.id for each in wanted if each.id}, "python -m tests.locales.catalogs"


def test_every_message_has_all_its_forms(locale: str) -> None:
    assert [each.id for each in entries(locale) if not is_translated(each.string)] == []
    count = read(locale).num_plurals
    plurals = [each for each in entries(locale) if isinstance(each.id, tuple)]
    assert [each.id for each in plurals if len(each.string) != count] == []
    assert [each.id for each in entries(locale) if each.fuzzy] == []


def test_a_translation_stands_wherever_its_message_stands(locale: str) -> None:
    found = [
        f"{string!r} {fault}"
        for each in entries(locale)
        for said, string in forms(each, locale)
        if string
        for fault in faults(said, string)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("said", "string", "fault"),
    [
        ("By %(name)s", "%(nam)s", "something else"),
        ("%(num)s day", "one day", "the number"),
        ("By %(name)s: 5 %%", "%(name)s: 5 %", "per cent"),
        ("By %(name)s", "%(name)s, %(name)", "cannot"),
        ("<b>All</b> of it", "<b>All<b>", "tags"),
        ('See <a href="/x">it</a>', '<a href="/y">it</a>', "tags"),
        ("All", 'so "all"', "quotation mark"),
        ("All: ", "all:", "space"),
    ],
)
def test_what_would_spoil_a_page_is_found(said: str, string: str, fault: str, locale: str) -> None:
    assert any(fault in each for each in faults(said, string))


RIGHT = {
    # One for 1, 21, 101; another for 2 to 4, 22; a third for all others, 11 among them.
    "ru": {0: 2, 1: 0, 2: 1, 5: 2, 11: 2, 21: 0, 22: 1, 25: 2, 101: 0, 111: 2},
    # A noun after a number stays as it is: both forms say the same of nearly everything.
    "tr": {0: 0, 1: 0, 2: 1},
}


def test_the_form_that_goes_with_a_number_is_chosen(locale: str) -> None:
    assert {count: catalog_of(locale).plural(count) for count in RIGHT[locale]} == RIGHT[locale]
    _, strings = next(
        (each.id, each.string) for each in entries(locale) if each.id[0] == "%(num)s statement"
    )
    with speaking(locale):
        for count, form in RIGHT[locale].items():
            said = ngettext("%(num)s statement", "%(num)s statements", count)
            assert said == strings[form] % {"num": count}
