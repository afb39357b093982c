"""Atom rules: what RFC 4287 demands of a feed, and what readers need of ours beside it."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

SPACE = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Section 3.3: RFC 3339 with a capital T, and Z or an offset.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
ONCE = {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("content", "published", "rights", "source", "summary"),
}
KNOWN = {
    "feed": {"id", "title", "updated", "link", "author", "category", "contributor", "entry"},
    "entry": {"id", "title", "updated", "link", "author", "category", "contributor"},
}
TEXTS = ("title", "summary", "subtitle", "rights", "content")


def faults_of(written: bytes) -> list[str]:
    """Return what is wrong with a feed, a sentence each; a document that is no XML raises."""
    feed = etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True))
    if feed.tag != f"{SPACE}feed":
        return [f"the document is a {feed.tag}"]
    entries = feed.findall(f"{SPACE}entry")
    found = [*_of("feed", feed), *(fault for each in entries for fault in _of("entry", each))]
    found += [
        f"{number} elements have the id {name}"
        for name, number in Counter(
            each.findtext(f"{SPACE}id") for each in [feed, *entries]
        ).items()
        if number > 1
    ]
    selves = [each for each in feed.findall(f"{SPACE}link") if each.get("rel") == "self"]
    if len(selves) != 1:
        found.append(f"the feed has {len(selves)} links to itself")
    if not all(each.findall(f"{SPACE}author") for each in entries) and not feed.findall(
        f"{SPACE}author"
    ):
        found.append("an entry has no author, nor has the feed")
    moments = [_moment(each.findtext(f"{SPACE}updated")) for each in entries]
    if moments and max(moments) > _moment(feed.findtext(f"{SPACE}updated")):
        found.append("an entry was updated after the feed")
    if moments != sorted(moments, reverse=True):
        found.append("what was updated last does not come first")
    return found


def _moment(written: str | None) -> datetime:
    return datetime.fromisoformat((written or "").replace("Z", "+00:00"))


def _of(kind: str, element: "etree._Element") -> list[str]:
    """Return what is wrong with the feed itself, or with one entry."""
    names = Counter(str(child.tag).removeprefix(SPACE) for child in element)
    found = [
        f"the {kind} has {names[name]} of {name}"
        for name in ("id", "title", "updated")
        if names[name] != 1
    ]
    found += [f"the {kind} has more than one {name}" for name in ONCE[kind] if names[name] > 1]
    allowed = KNOWN[kind] | set(ONCE[kind])
    found += [f"the {kind} has a {name}" for name in names if name not in allowed]
    if not _is_absolute(element.findtext(f"{SPACE}id") or ""):
        found.append(f"the id of the {kind} is no absolute address")
    for name in ("updated", "published"):
        for each in element.findall(f"{SPACE}{name}"):
            if not MOMENT.fullmatch(each.text or ""):
                found.append(f"{name} is {each.text}")
    for name in TEXTS:
        for each in element.findall(f"{SPACE}{name}"):
            if each.get("type", "text") != "text" or len(each):
                found.append(f"{name} holds markup")
    for each in element.findall(f"{SPACE}author"):
        if [child.tag for child in each] != [f"{SPACE}name"] or not (each[0].text or "").strip():
            found.append("an author has no name")
    for each in element.findall(f"{SPACE}category"):
        if not each.get("term"):
            found.append("a category has no term")
    for each in element.iter():
        if (code := each.get(LANG)) is not None and not LANGUAGE.fullmatch(code):
            found.append(f"the language {code} is no tag")
    return found + _of_links(kind, element, bool(names["content"]))


def _of_links(kind: str, element: "etree._Element", has_content: bool) -> list[str]:
    links = element.findall(f"{SPACE}link")
    found = [
        f"the {kind} leads to {each.get('href')}"
        for each in links
        if not _is_absolute(each.get("href") or "") or not (each.get("href") or "").isascii()
    ]
    same = Counter(
        (each.get("type"), each.get("hreflang"))
        for each in links
        if each.get("rel", "alternate") == "alternate"
    )
    if any(number > 1 for number in same.values()):
        found.append(f"the {kind} has two alternates of one kind")
    if kind == "entry" and not has_content and not same:
        found.append("the entry has neither content nor an alternate")
    return found


def _is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme and (parts.netloc or parts.path)) and " " not in address
