"""Feeds and articles of an invented paper, as its server would send them."""

from collections.abc import Mapping, Sequence
from html import escape

RSS, ATOM = "application/rss+xml; charset=utf-8", "application/atom+xml"
FIRST = "The dam on the Sarn will stay open, Veltanian Foreign Minister Bo Lind said on Thursday."
SECOND = """“We have no plan to close the dam before the harvest is in,” Lind told reporters in \
Port Karo. He added that engineers inspect the gates every morning, and that number {number} was \
painted anew."""
LAST = """A resident of the valley shrugged, and went on to mend the fence that the flood had \
taken away in spring, as everybody in the valley has to do in every year of high water."""


def story(number: int = 1, about: str = "", title: str = "") -> str:
    """A page with an article; each number has a text of its own."""
    body = "".join(
        f"<p>{each.format(number=number)}</p>" for each in (FIRST, SECOND, LAST, about) if each
    )
    name = title or f"The dam, part {number}"
    return (
        f'<!doctype html><html lang="en"><head><title>{name}</title></head>'
        f"<body><article><h1>{name}</h1>{body}</article></body></html>"
    )


Entry = Mapping[str, str]


def entry(url: str, number: int = 1, **fields: str) -> dict[str, str]:
    """An entry of a feed; `fields` change it, an empty one leaves it out."""
    return {
        "title": f"The dam, part {number}",
        "link": f"{url}/{number}",
        "guid": f"sarn-{number}",
        "pubDate": "Thu, 26 Dec 2024 10:00:00 +0300",
        "description": "The minister spoke of the dam on the Sarn, of the harvest, and of the "
        "engineers who look after its gates every morning.",
        **fields,
    }


def rss(entries: Sequence[Entry], title: str = "Sarn Courier") -> str:
    """An RSS 2.0 document."""
    items = "".join(
        "<item>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in each.items() if text)
        + "</item>"
        for each in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://sarncourier.example/</link>{items}</channel></rss>"
    )


def atom(entries: Sequence[Entry]) -> str:
    """An Atom document."""
    items = "".join(
        f"<entry><title>{escape(each['title'])}</title><id>{each['guid']}</id>"
        f"<link rel='alternate' href='{escape(each['link'])}'/>"
        f"<updated>2024-12-26T23:30:00+03:00</updated>"
        f"<summary type='html'>{escape(each['description'])}</summary></entry>"
        for each in entries
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Sarn Courier</title>'
        f"<id>urn:sarn</id><updated>2024-12-26T23:30:00Z</updated>{items}</feed>"
    )


def rdf(entries: Sequence[Entry]) -> str:
    """An RSS 1.0 document."""
    items = "".join(
        f'<item rdf:about="{escape(each["link"])}"><title>{escape(each["title"])}</title>'
        f"<link>{escape(each['link'])}</link><dc:date>2024-12-26T10:00:00Z</dc:date></item>"
        for each in entries
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<channel rdf:about="x"><title>Sarn Courier</title></channel>{items}</rdf:RDF>'
    )
