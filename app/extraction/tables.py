"""Tables: read the lists of words and phrases that a language is made of, and index them."""

import re
from collections.abc import Iterable

from app.text import fold


def words(text: str) -> frozenset[str]:
    """Return the folded words of `text`, which white space parts."""
    return frozenset(fold(text).split())


def numbered(names: str, start: int) -> dict[str, int]:
    """Return a number for each folded word of `names`: groups are parted by `|`."""
    return {
        name: number
        for number, group in enumerate(fold(names).split("|"), start)
        for name in group.split()
    }


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Return the folded phrases of `text`, one a line or parted by commas."""
    return frozenset(
        tuple(phrase.split()) for phrase in re.split(r"[,\n]", fold(text)) if phrase.strip()
    )


def pattern(lines: str) -> re.Pattern[str]:
    """Return one pattern that finds any of the regular expressions in `lines`."""
    found = [line.strip() for line in lines.strip().splitlines() if line.strip()]
    return re.compile("|".join(f"(?:{line})" for line in found) or r"(?!)", re.IGNORECASE)


# A profile's sets of phrases are asked at every word of a text: each is indexed once. The set is
# kept beside its index, so that no other set can get its identity.
_INDEXES: dict[int, tuple[object, dict[str, tuple[tuple[str, ...], ...]]]] = {}


def by_first_word(of: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a profile's set by their first word, longest first."""
    kept = _INDEXES.get(id(of))
    if kept is None:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(of, key=len, reverse=True):
            found.setdefault(phrase[0], []).append(phrase)
        index = {first: tuple(every) for first, every in found.items()}
        kept = _INDEXES[id(of)] = (of, index)
    return kept[1]
