"""Conjugation: the forms of a Turkic verb of speech, made from its stem by vowel harmony."""

from app.extraction.roles import Role

VOWELS = "aeıioöuü"
VOICELESS = "fstkçşhp"
HIGH = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
LOW = {"a": "a", "ı": "a", "o": "a", "u": "a", "e": "e", "i": "e", "ö": "e", "ü": "e"}


def last_vowel(word: str) -> str:
    """Return the last vowel of a word; "e" where it has none."""
    return next((char for char in reversed(word) if char in VOWELS), "e")


def forms_of(stem: str) -> dict[Role, tuple[str, ...]]:
    """Return the forms in which a verb announces words, by the part that they play.

    Args:
        stem: without ending, in its own letters; "et/ed" gives the stem before consonants and
            the one before vowels.

    Returns:
        FINITE: he said, says, has said; PARTICIPLE: saying; RELATIVE: (the one) who says;
        QUOTED: (that he) said, as an object.
    """
    hard, _, soft = stem.partition("/")
    soft = soft or hard
    high, low = HIGH[last_vowel(hard)], LOW[last_vowel(hard)]
    after = HIGH[low]
    open_end = hard[-1] in VOWELS
    stop = "t" if hard[-1] in VOICELESS else "d"
    glide = "y" if open_end else ""
    past = f"{hard}{stop}{high}"
    told = f"{hard}m{high}ş"
    base = hard[:-1] if open_end else soft
    present = f"{base}{HIGH[last_vowel(base)]}yor"
    lasting = f"{hard}m{low}kt{low}"
    habits = (f"{hard}r",) if open_end else (f"{soft}{low}r", f"{soft}{high}r")
    finite = (
        past, f"{past}l{low}r", told, f"{told}t{high}", f"{told}t{high}r", f"{told}l{low}rd{after}",
        present, f"{present}lar", f"{present}du", lasting, f"{lasting}d{after}r",
        *habits, f"{habits[-1]}l{low}r", f"{soft}{glide}{low}c{low}k",
    )  # fmt: skip
    return {
        Role.FINITE: finite,
        Role.PARTICIPLE: (
            f"{soft}{glide}{low}r{low}k",
            f"{soft}{glide}{high}p",
            *(f"{habit}ken" for habit in habits),
        ),
        Role.RELATIVE: (f"{soft}{glide}{low}n",),
        Role.QUOTED: (f"{past}ğ{high}n{high}", f"{past}kl{low}r{after}n{after}", f"{past}ğ{high}"),
    }


def passive_of(stem: str) -> str:
    """Return the stem of a verb's passive: "belirt" gives "belirtil", "söyle" gives "söylen"."""
    hard, _, soft = stem.partition("/")
    soft = soft or hard
    if soft[-1] in VOWELS:
        return soft + "n"
    return soft + HIGH[last_vowel(soft)] + ("n" if soft[-1] == "l" else "l")
