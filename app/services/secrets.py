"""Secrets: what cookies, tokens and invitations hold, and what is kept of it."""

import secrets

from app.text import fingerprint

# Whoever finds a token in a file should see what it opens.
TOKEN_START = "onrecord_"  # noqa: S105


def new_secret() -> str:
    """Return 256 bits of chance, in characters that an address can hold."""
    return secrets.token_urlsafe(32)


def fingerprint_of(secret: str) -> str:
    """Return what is kept of a secret: nobody guesses 256 bits, so that one quick hash will do."""
    return fingerprint(secret.encode("utf-8", "replace").decode())
