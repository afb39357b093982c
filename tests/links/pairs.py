"""Pairs: invented quotes of one side, and whether a person would link them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.queries.rows import QuoteRow
from app.queries.topics import TermRow
from app.services.link_candidates import terms_in

LANGUAGE_PAIRS = ("en-en", "ru-ru", "tr-tr", "en-ru", "en-tr")
TERMS = {
    "en": ("dam*", "reservoir*", "river", "shares of the river", "water"),
    "ru": ("плотин*", "водохранилищ*", "рек*", "дол* реки", "вод*"),
    "tr": ("baraj*", "rezervuar*", "nehir", "nehr*", "su"),
}
FIND = terms_in(
    TermRow(text, language, is_weak=False, is_excluded=False)
    for language, texts in TERMS.items()
    for text in texts
)


@dataclass(frozen=True)
class Pair:
    """Two quotes, whether the later one is to be linked to the earlier, and in what way."""

    languages: str
    is_link: bool
    kind: str
    earlier: QuoteRow
    later: QuoteRow
    is_held_out: bool


def wording(text: str, language: str) -> QuoteRow:
    """A quote of which nothing is known but its words."""
    return QuoteRow(
        1, 1, 0, len(text), ((0, len(text)),), text, "direct", language, "", None, None, "", None,
        None, "full", None, None, None,
    )  # fmt: skip


@cache
def pairs(file: str = "pairs.txt") -> tuple[Pair, ...]:
    """All pairs of a file; of each language pair every other one is held out.

    Nothing was chosen by those of `unseen.txt`.
    """
    found: list[Pair] = []
    seen: dict[str, int] = {}
    for line in Path(__file__).with_name(file).read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        languages, verdict, kind, earlier, later = (field.strip() for field in line.split("|"))
        seen[languages] = seen.get(languages, 0) + 1
        first, second = languages.split("-")
        found.append(
            Pair(
                languages,
                verdict == "link",
                kind,
                wording(earlier, first),
                wording(later, second),
                is_held_out=seen[languages] % 2 == 0,
            )
        )
    return tuple(found)
