"""Front matter: the YAML at the head of a Markdown file, every value a text."""

import re
from typing import Any

import yaml

from app.errors import Unreadable

MAX_CHARS = 20_000
OPENING = re.compile(r"---[ \t]*\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
# How YAML says that there is nothing.
NOTHING = {"", "~", "null", "Null", "NULL"}


class _TextLoader(yaml.BaseLoader):
    """Reads every plain value as a text (No is no "false"), and no aliases, which can explode."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise Unreadable("Its front matter has an alias (*name), which is not read.")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter of a Markdown text, and the text behind it, to the character.

    Line ends should be normalised. A text that does not begin with a line `---` has none, and is
    returned whole.

    Raises:
        Unreadable: it is not closed, too long, or not a list of `key: value`.
    """
    opening = OPENING.match(text)
    if not opening:
        return {}, text
    closing = CLOSING.search(text, opening.end(), opening.end() + MAX_CHARS)
    if not closing:
        raise Unreadable(
            f"Its front matter has no closing line --- within {MAX_CHARS:,} characters."
        )
    return _parse(text[opening.end() : closing.start()]), text[closing.end() :]


def _parse(head: str) -> dict[str, Any]:
    try:
        # As safe as safe_load, and safer: it builds texts, lists and tables, and nothing else.
        values = yaml.load(head, Loader=_TextLoader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        problem = getattr(error, "problem", None) or "it holds characters that YAML does not"
        raise Unreadable(f"Its front matter is not YAML{where}: {problem}.") from error
    except RecursionError as error:
        raise Unreadable("Its front matter is nested too deeply.") from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise Unreadable("Its front matter should be lines of “key: value”.")
    return {
        key: None if isinstance(value, str) and value in NOTHING else value
        for key, value in values.items()
    }
