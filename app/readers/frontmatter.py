"""Front matter: the YAML at the head of a Markdown file, every value a text."""

import re
from typing import Any

import yaml

from app.errors import Unreadable
from app.locales import gettext, number

MAX_CHARS = 20_000
OPENING = re.compile(r"---[ \t]*\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
# How YAML says that there is nothing.
NOTHING = {"", "~", "null", "Null", "NULL"}


class _TextLoader(yaml.BaseLoader):
    """Reads every plain value as a text (No is no "false"), and no aliases, which can explode."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            told = gettext("Its front matter has an alias (*name), which is not read.")
            raise Unreadable(told)
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
        told = gettext(
            "Its front matter has no closing line --- within %(number)s characters.",
            number=number(MAX_CHARS),
        )
        raise Unreadable(told)
    return _parse(text[opening.end() : closing.start()]), text[closing.end() :]


def _parse(head: str) -> dict[str, Any]:
    try:
        # As safe as safe_load, and safer: it builds texts, lists and tables, and nothing else.
        values = yaml.load(head, Loader=_TextLoader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        unknown = gettext("it holds characters that YAML does not")
        why = getattr(error, "problem", None) or unknown
        told = (
            gettext(
                "Its front matter is not YAML (line %(line)s): %(why)s.",
                line=mark.line + 2,
                why=why,
            )
            if mark
            else gettext("Its front matter is not YAML: %(why)s.", why=why)
        )
        raise Unreadable(told) from error
    except RecursionError as error:
        raise Unreadable(gettext("Its front matter is nested too deeply.")) from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise Unreadable(gettext("Its front matter should be lines of “key: value”."))
    return {
        key: None if isinstance(value, str) and value in NOTHING else value
        for key, value in values.items()
    }
