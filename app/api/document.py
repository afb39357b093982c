"""Document: the API's OpenAPI document, with problems as they are sent and examples that were run.

`examples.json` is made by `python -m tests.api.examples` on a record of invented people; a test
runs the same requests again and holds the answers to these.
"""

import json
import shlex
from functools import cache
from pathlib import Path
from typing import Any

from app.api.errors import MEDIA_TYPE
from app.api.index import PREFIX

Document = dict[str, Any]

EXAMPLES = Path(__file__).with_name("examples.json")
JSON = "application/json"
SITE = "https://record.example"
ABOUT = """Who said what about Syria, on which day, and where it was printed.

Reading takes no token. What editors may do takes one: `Authorization: Bearer onrecord_…`, made on
your account's page with the scope to write. `url` is a path on this site, and an `id` is never
used again: what was merged answers 301, what was withdrawn or erased 410. Days are `2024`,
`2024-12` or `2024-12-26`, moments ISO 8601 in UTC, offsets code points of the stored text.

A thing that was read has a `version`: sent with a change, it keeps what others did meanwhile (409).
A change that would change statements too answers 409 with its `effects` and a `confirm`: send that
with the same request to say yes. Problems are `application/problem+json` (RFC 9457), with
`problems` by field. See also `/about/api`."""
TAGS = {
    "index": "Where everything is.",
    "statements": "What was said: by filter, one by one; reported, remarked on.",
    "corrections": "What editors set on statements and wordings.",
    "articles": "The stored texts, and what editors set on them.",
    "actors": "Who speaks: names, offices, who is the same as whom.",
    "history": "Who changed what, and taking one change back.",
    "topics": "What statements are about.",
    "compare": "Sides by topics.",
    "links": "What two statements on a topic are to each other.",
    "outlets": "Where articles came from.",
    "events": "Reference days for time axes.",
    "briefs": "Lists that were frozen.",
    "saved": "Lists that you follow.",
    "review": "Doubts that wait for a person, and settling them.",
    "proposals": "What may be the same.",
    "feeds": "What is followed for new articles.",
    "jobs": "What works in the background.",
}


@cache
def examples() -> dict[str, Any]:
    """Return by operation a request, and the answer that it got."""
    found: dict[str, Any] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def finished(document: Document) -> Document:
    """Return a document as the framework made it with what the framework does not know."""
    document["info"]["description"] = ABOUT
    document["tags"] = [{"name": name, "description": told} for name, told in TAGS.items()]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _tell_problems(operation["responses"])
            example = examples().get(operation["operationId"])
            if example is not None:
                _add_example(operation, path, method, example)
    return document


def _tell_problems(responses: Document) -> None:
    for status, response in responses.items():
        if int(status) >= 300 and JSON in response.get("content", {}):
            response["content"] = {MEDIA_TYPE: response["content"].pop(JSON)}


def _add_example(operation: Document, path: str, method: str, example: Document) -> None:
    """Put a request and its answer into an operation.

    Args:
        example: `path` with its query, `body` or null, `status`, `answer` or null; `waits` is the
            409 of a change that had to be confirmed first.
    """
    body = example["body"]
    if body is not None:
        operation["requestBody"]["content"][JSON]["example"] = body
    answered = operation["responses"][str(example["status"])]
    if example["answer"] is not None:
        answered["content"][JSON]["example"] = example["answer"]
    if "waits" in example:
        operation["responses"]["409"]["content"][MEDIA_TYPE]["example"] = example["waits"]
    operation["x-codeSamples"] = [
        {"lang": "Shell", "label": "curl", "source": curl(method, example, "security" in operation)}
    ]


def curl(method: str, example: Document, takes_token: bool) -> str:
    """Return the command that sends an example's request."""
    parts = ["curl"]
    if method != "get":
        parts += ["-X", method.upper()]
    if takes_token:
        parts += ["-H", '"Authorization: Bearer $TOKEN"']
    if example["body"] is not None:
        written = json.dumps(example["body"], ensure_ascii=False)
        parts += ["-H", '"Content-Type: application/json"', "-d", shlex.quote(written)]
    return " ".join([*parts, shlex.quote(f"{SITE}{PREFIX}{example['path']}")])
