"""HTML: the article of a page, its paragraphs kept apart, and what the page says about it."""

import copy
import re
from collections.abc import Callable
from typing import Any, TypeVar

from app.addresses import is_same_site, url_key
from app.errors import Unreadable
from app.locales import N_, gettext, number
from app.readers.document import Document, check_day, check_url, make_document
from app.readers.encodings import decode

MAX_HTML_CHARS = 10_000_000
# An article's page has a few thousand elements. One of the extractor's second opinions takes time
# by their square (18 seconds for 30,000): long pages go without second opinions.
MAX_ELEMENTS = 50_000
MANY_ELEMENTS = 5_000
# Browsers look for a declared encoding in the first 1,024 bytes; some pages need more.
DECLARATION_BYTES = 4_096
# The extractor takes time by the square of a page's data: hours for ten million characters. Titles
# and addresses are short; longer data of the page, all told, tell nothing that its head does not.
MOST_META_CHARS = 1_000
MOST_DATA_CHARS = 50_000
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
NO_ARTICLE = N_("No article text was found in this page.")

# Elements of the extracted tree that stand on lines of their own.
BLOCKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "div", "code"})
# Two breaks are a paragraph's end on pages that know no paragraphs; extraction would make them one.
BREAKS = re.compile(r"(?:<br\b[^<>]{0,100}>\s*){2,}", re.I)

# Elements of a page's data that may tell the day published; never its text, where captions and
# other articles have days too.
MEANS_PUBLISHED = re.compile(r"publi|pubdate|date|created|issued", re.I)
MEANS_ANOTHER_DAY = re.compile(r"modif|updat|expir|valid|event|birth|access|review", re.I)

Value = TypeVar("Value")


def read_html(
    content: bytes | str, source: str = "", url: str | None = None, charset: str | None = None
) -> Document:
    """Return the article of a page.

    Title, canonical address, outlet (the site's name), day published and language come from the
    page's own data, and are None where it says nothing that can be used.

    Args:
        content: the page; bytes are decoded as `app.readers.encodings` says.
        url: the address that it was fetched from, if it was: another site's address that the
            page gives as its own is not believed then, nor is the site's front page.
        charset: the encoding that its server declared, if it did.

    Raises:
        Unreadable: it is too long, no HTML, or holds no article.
    """
    if isinstance(content, bytes):
        content = decode_page(content, charset)
    if len(content) > MAX_HTML_CHARS:
        most = number(MAX_HTML_CHARS)
        raise Unreadable(gettext("The page has more than %(number)s characters.", number=most))
    try:
        fields = _extract(content, url)
    except Unreadable:
        raise
    # Parsers of others meet hostile input here: whatever they raise says that it is unreadable.
    except Exception as error:
        raise Unreadable(gettext("This page cannot be read: its HTML is broken.")) from error
    if not fields["text"]:
        raise Unreadable(gettext(NO_ARTICLE))
    return make_document(fields, source)


def decode_page(content: bytes, charset: str | None = None) -> str:
    """Return the markup of a page: by its mark, as its server or itself declares, or by a guess.

    Raises:
        Unreadable: as `app.readers.encodings.decode`.
    """
    return decode(content, charset, declared_encoding(content))


def declared_encoding(content: bytes) -> str | None:
    """Return the name of the encoding that a page declares near its beginning, or None."""
    found = DECLARED.search(content[:DECLARATION_BYTES])
    return found[1].decode("ascii", errors="replace") if found else None


def _extract(page: str, url: str | None) -> dict[str, Any]:
    # Imported here: it takes a quarter of a second, which pages that only read need not pay.
    from lxml import html
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    # As bytes with their encoding, or lxml refuses pages that declare another. Always a tree:
    # given a text that looks like an address, these libraries would fetch it.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = html.document_fromstring(BREAKS.sub("</p><p>", page).encode(), parser=parser)
    # libxml2 stops reading there: what is left would pass for the whole article.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable(gettext("The elements of this page are nested too deeply."))
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        most = number(MAX_ELEMENTS)
        raise Unreadable(gettext("This page has more than %(number)s elements.", number=most))
    found = bare_extraction(
        _without_long_data(tree),
        url=url,
        fast=elements > MANY_ELEMENTS,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Extracted):
        raise Unreadable(gettext(NO_ARTICLE))
    address = _usable(check_url, found.url)
    if url is not None and not (address and _may_be(address, url)):
        address = _usable(check_url, url)
    return {
        "text": _paragraphs(found.body),
        "title": (found.title or "")[:1_000],
        "url": address,
        "outlet": (found.sitename or "")[:200],
        "published_on": _day_published(tree, address),
        "language": _language(tree),
    }


def _may_be(named: str, url: str) -> bool:
    """Say whether the address that a page names can be that of a page fetched from `url`.

    Some sites name their front page on every article: all of them would be one then.
    """
    is_front = "/" not in (url_key(named) or "") and "?" not in (url_key(named) or "")
    return is_same_site(named, url) and (not is_front or url_key(named) == url_key(url))


def _without_long_data(tree: Any) -> Any:
    """Return a copy of a page without the data that would take too long to read."""
    found, chars = copy.deepcopy(tree), 0
    for element in list(found.iter("meta", "script")):
        if element.tag == "meta":
            size = len(element.get("content") or "")
            is_long = size > MOST_META_CHARS
        else:
            size = len(element.text or "") if "json" in (element.get("type") or "") else 0
            is_long = False
        if is_long or chars + size > MOST_DATA_CHARS:
            element.drop_tree()
        else:
            chars += size
    return found


def _day_published(tree: Any, url: str | None) -> str | None:
    """Return the day published that the page's data or its address give, or None.

    Only elements that mean the article are looked at: the whole page holds the days of captions,
    of other articles, and of the last change.
    """
    from htmldate import find_date
    from lxml import html

    evidence = html.Element("html")
    evidence.extend((html.Element("head"), html.Element("body")))
    for element in tree.iter("meta", "time", "script", "abbr", "span", "div", "p"):
        if _tells_day_published(element):
            evidence[element.tag != "meta"].append(copy.deepcopy(element))
    day: str | None = find_date(
        evidence, extensive_search=False, original_date=True, url=url, deferred_url_extractor=True
    )
    return _usable(lambda text: check_day(text).isoformat(), day)


def _tells_day_published(element: Any) -> bool:
    if element.tag == "script":
        return (element.get("type") or "").strip().lower() == "application/ld+json"
    means = " ".join(element.get(name) or "" for name in ("property", "name", "itemprop"))
    if element.tag == "time" and element.get("pubdate") is not None:
        return True
    if element.tag == "meta":
        return bool(MEANS_PUBLISHED.search(means)) and not MEANS_ANOTHER_DAY.search(means)
    return "datePublished" in means.split()


def _language(tree: Any) -> str | None:
    given = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", (tree.get("lang") or "").strip())
    return given[0] if given else None


def _usable(check: Callable[[Any], Value], given: object) -> Value | None:
    """Return a checked value, None where it fails: a page's own data is not the user's fault."""
    try:
        return check(given) if given else None
    except ValueError:
        return None


def _paragraphs(body: Any) -> str:
    """Return the text of the extracted tree: blocks apart by blank lines, breaks as line ends."""
    pieces: list[str] = []
    for event, element in _walk(body):
        if event == "text":
            pieces.append(re.sub(r"\s+", " ", element))
        elif element.tag == "lb":
            pieces.append("\n" if event == "start" else "")
        elif element.tag in BLOCKS:
            pieces.append("\n\n")
        elif element.tag == "cell" and event == "end":
            pieces.append(" ")
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _walk(body: Any) -> Any:
    """Yield ("start" or "end", element) and ("text", text) in the order of the tree."""
    from lxml import etree

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            yield event, element
            if element.text:
                yield "text", element.text
        else:
            yield event, element
            if element.tail and element is not body:
                yield "text", element.tail
