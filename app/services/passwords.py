"""Passwords: which may be chosen, and the slow hashes that are kept of them.

Length and what is easily guessed decide (NIST SP 800-63B-4, 3.1.1.2): fifteen characters where
nothing but the password is asked for, no rules of composition, no change after a time.
"""

import re
import unicodedata
from itertools import pairwise
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import Invalid
from app.locales import gettext
from app.text import fold

MIN_CHARS, MAX_CHARS = 15, 1_000
# A few characters become one in normal form. More are not even looked at: anybody may type them,
# and marks in a row take time by their square to be put in order.
MAX_TYPED_CHARS = 4 * MAX_CHARS
# What must be left of a password without what everybody would try.
MIN_LEFT = 8

# RFC 9106's second choice, which takes 64 MB: no more than two at once, whoever tries.
HASHER = PasswordHasher()
AT_ONCE = BoundedSemaphore(2)
# Fits no password; to hold one against it takes as long as against any other.
NOBODYS = (
    f"$argon2id$v=19$m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    f"${'A' * 22}${'A' * 43}"
)

# What is tried first. A list of leaked passwords adds little at this length: of the thirty
# thousand that the library zxcvbn carries 31 are long enough, and most are runs over the keys.
WORDS = (
    "correcthorsebatterystaple", "ontherecord", "onrecord", "password", "passwort", "passphrase",
    "passw", "kennwort", "parola", "sifre", "пароль", "changeme", "letmein", "iloveyou",
    "trustno", "welcome", "willkommen", "administrator", "admin", "editor", "reader", "account",
    "secret", "sunshine", "princess", "football", "baseball", "superman", "batman", "dragon",
    "monkey", "master", "shadow", "michael", "jordan", "hunter", "login", "hello", "default",
    "guest", "test", "user", "root", "love", "syria", "suriye", "сирия",
)  # fmt: skip
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop",
        "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm",
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm")  # fmt: skip
NEXT = {pair for row in ROWS for pair in pairwise(row)}
NEXT |= {(second, first) for first, second in NEXT}
LIKE_LETTERS = str.maketrans("013457@$!", "oieastasi")
REPEATED = re.compile(r"(.{3,40}?)\1+", re.DOTALL)
YEAR = re.compile(r"(?:19|20)\d\d")


def check_password(password: str, name: str) -> None:
    """Make sure that a password may be chosen for the account `name`.

    Raises:
        Invalid: it is too short, too long, or easily guessed; the field is `password`.
    """
    if len(password) > MAX_TYPED_CHARS:
        raise _too_long()
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < MIN_CHARS:
        raise Invalid(
            {
                "password": gettext(
                    "At least %(least)s characters, please: four or five words that do not belong "
                    "together are easily kept in mind. Any characters will do.",
                    least=MIN_CHARS,
                )
            }
        )
    if len(plain) > MAX_CHARS:
        raise _too_long()
    if not _is_text(plain):
        raise Invalid({"password": gettext("It holds something that is no character.")})
    if len(_left(plain, name)) < MIN_LEFT:
        raise Invalid(
            {
                "password": gettext(
                    "That is easily guessed: it is mostly a common word, a name, a row of keys or "
                    "a repetition."
                )
            }
        )


def _too_long() -> Invalid:
    return Invalid({"password": gettext("At most %(most)s characters, please.", most=MAX_CHARS)})


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _left(password: str, name: str) -> str:
    """Return what is left of a password without repetitions, runs, years and known words."""
    plain = REPEATED.sub(r"\1", fold(password))
    plain = "".join(char for char in plain if char.isalnum() or char in "@$!")
    # Two runs may be interleaved: q1w2e3r4.
    if max(len(_without_runs(plain[0::2])), len(_without_runs(plain[1::2]))) < MIN_LEFT // 2:
        return ""
    read = plain.translate(LIKE_LETTERS)
    own = (part for part in re.split(r"\W+", fold(name)) if len(part) > 2)
    for word in sorted({*map(fold, WORDS), *own}, key=len, reverse=True):
        while (at := read.find(word)) >= 0:
            plain = plain[:at] + " " + plain[at + len(word) :]
            read = read[:at] + " " + read[at + len(word) :]
    return "".join(char for char in _without_runs(YEAR.sub(" ", plain)) if char.isalnum())


def _without_runs(text: str) -> str:
    """Return a text with each run of three or more neighbours gone: abc, 321, hjkl."""
    kept, run = "", text[:1]
    for before, char in pairwise(text):
        if abs(ord(before) - ord(char)) <= 1 or (before, char) in NEXT:
            run += char
            continue
        kept, run = kept + (run if len(run) < 3 else " "), char
    return kept + (run if len(run) < 3 else "")


def hashed(password: str) -> str:
    """Return what is kept of a password; it takes a tenth of a second, so not on the event loop."""
    with AT_ONCE:
        return HASHER.hash(unicodedata.normalize("NFKC", password))


def is_right(password: str, kept: str | None) -> bool:
    """Say whether a password is the one of which `kept` was kept; no quicker where it is None."""
    is_typed = len(password) <= MAX_TYPED_CHARS
    plain = unicodedata.normalize("NFKC", password) if is_typed else ""
    if not is_typed or len(plain) > MAX_CHARS or not _is_text(plain):
        # Nobody has such a password: the time that it takes tells nothing.
        plain, kept = "", None
    with AT_ONCE:
        try:
            return HASHER.verify(kept or NOBODYS, plain)
        except (VerificationError, InvalidHashError):
            return False


def is_dated(kept: str) -> bool:
    """Say whether a hash was made with less effort than one would be now."""
    return HASHER.check_needs_rehash(kept)
