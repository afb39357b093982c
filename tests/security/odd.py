"""Odd: values that people never type and programs do, and the forms and bodies that can hold them.

What a route takes is not written down here: forms are read from the pages, names of fields from the
source of the route, and bodies of the API from its own document.
"""

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes, urljoin, urlsplit

from fastapi import FastAPI
from lxml import etree, html
from starlette.testclient import TestClient

LONG = 100_000
TEXTS = (
    "",
    " \t\r\n",
    "a\0b",
    "\ud800",
    "x\udfff\ud800",
    "9" * 19,
    str(2**63),
    str(-(2**63) - 1),
    "9" * 5_000,
    "-1",
    "1e400",
    "٣",
    "0x10",
    "x" * LONG,
    "a" + "\u0301\u0316" * (LONG // 2),
    "\u202e\ufeff\u2028\U0010ffff",
    "'\"><x-evil>%00{{7*7}}",
    "2024-13-45",
    "0000-00-00",
    "99999-01-01",
    "http://[",
    "http://a\0b.invalid/",
    "http://xn--.invalid:99999/",
    "//evil.invalid",
    "../../../etc/passwd",
    "1,2,,x",
    "[" * 2_000,
)
# What a part of an address can hold.
PLACES = ("0", "-1", "1", "9" * 19, "9" * 4_000, "1e5", "%00", "%ED%A0%80", "%F0%9F%98%80", "%FF",
          "%D9%A3", "+1", "1%20", "a" * 3_000, "..%2F..", "%0D%0AX:1", "a%CC%81" * 200)  # fmt: skip
JSONS: tuple[Any, ...] = (*TEXTS, None, True, 0, -1, 2**63, 2**64, -(2**63) - 1, 1e308, [], {},
                          [None], ["a\0b"], [2**64], {"a\0b": "\ud800"}, ["x"] * 5_000)  # fmt: skip
BODIES = (b"", b"null", b"[]", b"1", b'"x"', b"{", b"[" * 50_000, b'{"a":' * 20_000, b"\xff\xfe",
          b'{"a":NaN,"b":1e999}', b'{"\\ud800":"\\udfff"}', b"\xef\xbb\xbf{}")  # fmt: skip

FIELD = re.compile(r"""(?:\.get(?:list)?\(|\w\[|"?name"?[ =(]+)["']([a-z][\w-]{0,30})["']""")
SLOT = re.compile(r"{(\w+)(?::\w+)?}")


@dataclass(frozen=True)
class Form:
    """A form of a page, as a browser would send it by one of its buttons.

    Attributes:
        address: path and query; fields: names with what stands in them now.
    """

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for name, _ in self.fields))


def encoded(fields: Iterable[tuple[str, str]]) -> bytes:
    """Fields as a form's body; what is no UTF-8 goes into it all the same."""
    return "&".join(
        "=".join(quote_from_bytes(part.encode("utf-8", "surrogatepass")) for part in field)
        for field in fields
    ).encode()


def walk(client: TestClient, begin: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
    """The pages that links lead to from some, each once, with their addresses: `most` at most."""
    waiting, seen = list(begin), set[str]()
    shapes: dict[str, int] = {}
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        # Of a thousand lists that differ in their filter some are enough.
        shape = re.sub(r"=[^&]*", "", re.sub(r"\d+[^/?]*", "0", address))
        shapes[shape] = shapes.get(shape, 0) + 1
        if address in seen or shapes[shape] > 3:
            continue
        seen.add(address)
        answer = client.get(address, follow_redirects=True)
        if "html" not in answer.headers.get("content-type", "") or not answer.text:
            continue
        yield address, answer.text
        for found in html.fromstring(answer.text).xpath("//a/@href"):
            parts = urlsplit(urljoin(address, str(found).partition("#")[0]))
            if not parts.netloc and parts.path.startswith("/"):
                waiting.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def forms_in(address: str, page: str) -> Iterator[Form]:
    """The forms of a page that post, once for each of their buttons."""
    root = html.fromstring(page)
    for form in root.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        inside = form.xpath(".//*[@name]")
        if form.get("id"):
            inside += root.xpath("//*[@name][@form=$id]", id=form.get("id"))
        fields = [(each.get("name"), value_of(each)) for each in inside if not is_button(each)]
        buttons = [each for each in inside if is_button(each)] or [None]
        for button in buttons:
            pressed = [] if button is None else [(button.get("name"), button.get("value", ""))]
            yield Form(urljoin(address, form.get("action") or address), (*fields, *pressed))


def is_button(element: etree._Element) -> bool:
    return element.tag == "button" or element.get("type") in {"submit", "image"}


def value_of(element: etree._Element) -> str:
    """What a field holds; of a choice the last, which is hardly ever "none"."""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = element.xpath(".//option")
        return str(options[-1].get("value", options[-1].text or "")) if options else ""
    return element.get("value") or ("on" if element.get("type") == "checkbox" else "")


def route_of(patterns: Mapping[str, re.Pattern[str]], address: str) -> str | None:
    """The path, as the table of routes has it, that answers to an address."""
    path = urlsplit(address).path
    return next((name for name, pattern in patterns.items() if pattern.fullmatch(path)), None)


def patterns_of(paths: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """What matches the addresses of each path; those with the fewest places come first."""
    ordered = sorted(paths, key=lambda path: (path.count("{"), path))
    return {path: re.compile(SLOT.sub("[^/]+", path.replace(".", r"\."))) for path in ordered}


def names_in_source(endpoint: Callable[..., object]) -> list[str]:
    """What may be names of fields in the module of a route."""
    source = inspect.getsource(sys.modules[endpoint.__module__])
    return sorted(set(FIELD.findall(source)))


def bodies_of(app: FastAPI) -> dict[tuple[str, str], dict[str, Any]]:
    """For each route of the API that takes a body, its fields with an example of each."""
    document = app.openapi()
    found = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody")
            if body is not None:
                schema = body["content"]["application/json"]["schema"]
                found[method.upper(), path] = _examples(document, schema)
    return found


def _examples(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return {
        name: (told.get("examples") or [told.get("default")])[0]
        for name, told in schema.get("properties", {}).items()
    }


def as_json(value: object) -> bytes:
    """A body as a program would write it, lone surrogates and all."""
    return json.dumps(value).encode()
