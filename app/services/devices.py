"""Devices: browsers in which somebody signed in before, and the sign by which they prove it.

Whoever knows a name can use up its tries, and keep its person out. Where a browser proves that the
password was once right in it, its tries are counted apart from everybody else's (OWASP calls such
signs device cookies; NIST SP 800-63B-4, 3.2.2, asks that limits should not shut out the claimant).

The sign is kept by the browser alone. Its key is what is kept of the password, so that no table of
devices is needed, and none counts any more once the password is another.
"""

import hmac
import secrets

from app.services.passwords import NOBODYS


def new_sign(password_hash: str) -> str:
    """Return a sign for a browser, as a cookie can hold it."""
    device = secrets.token_urlsafe(12)
    return f"{device}.{_proof(device, password_hash)}"


def device_of(sign: str, password_hash: str | None) -> str | None:
    """Return which device a sign is of; None where it was not made with this password.

    It takes as long where there is no password, since nobody should learn that.
    """
    device, _, proof = sign.partition(".")
    expected = _proof(device, password_hash or NOBODYS)
    is_right = hmac.compare_digest(expected.encode(), proof.encode())
    return device if is_right and password_hash else None


def _proof(device: str, password_hash: str) -> str:
    return hmac.digest(password_hash.encode(), f"device {device}".encode(), "sha256").hex()
