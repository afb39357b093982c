"""Editing: the forms on a page of the record: what was typed, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_VERSION_DIGITS = 12


@dataclass(frozen=True)
class Editing:
    """The forms of one page; at most one of them was sent and could not be taken.

    Attributes:
        version: of the thing, as the forms send it back.
        form: the one that was sent, empty where none was.
        typed: what it held.
        problems: messages by its fields.
    """

    version: int = 0
    form: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def value(self, form: str, name: str, otherwise: str | None) -> str:
        """Return what a field of a form shows: what was typed, or how it stands."""
        if form == self.form:
            return self.typed.get(name, "")
        return otherwise or ""

    def wrong(self, form: str, name: str) -> str:
        """Return what is wrong with a field of a form, empty for nothing."""
        return self.problems.get(name, "") if form == self.form else ""

    def more(self, form: str, fields: tuple[str, ...]) -> dict[str, str]:
        """Return what is wrong with a form beside its fields."""
        if form != self.form:
            return {}
        return {name: words for name, words in self.problems.items() if name not in fields}


def seen_version(typed: Mapping[str, str]) -> int:
    """Return the version that a form was made for; one that no thing has, where it says none."""
    given = typed.get("version", "")
    is_number = given.isascii() and given.isdecimal() and len(given) <= MAX_VERSION_DIGITS
    return int(given) if is_number else -1
