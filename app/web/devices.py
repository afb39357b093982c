"""Devices: tries to sign in are counted by name and address, except where one did before."""

from fastapi import Request, Response

from app.db import Database
from app.deps import client
from app.rates import Deed, Rates
from app.services.accounts import find_account, plain_name
from app.services.devices import device_of
from app.text import fold

# With the number of the account behind it: several people may share a browser.
COOKIE, SECURE_COOKIE = "onrecord-device-", "__Secure-onrecord-device-"
# Browsers keep no cookie for much longer.
LASTS = 365 * 24 * 3600  # seconds
PATH = "/sign-in"


def count_try(request: Request, database: Database, name: str) -> None:
    """Count a try to sign in, before it is looked at.

    It counts for the device where one signed in by this name before, and for nothing else: nobody
    elsewhere can use up its tries. All others count for their address, and together for the name,
    whether anybody has it or not; one address alone cannot use up what a name has.

    Raises:
        TooOften: it was tried too often.
    """
    rates: Rates = request.app.state.rates
    device = _device(request, database, name)
    if device is not None:
        rates.count(Deed.SIGN_IN_AGAIN, device)
        return
    key = f"name {fold(plain_name(name))[:100]}"
    rates.count_all((Deed.SIGN_IN, client(request)), (Deed.SIGN_IN_AS, key))


def _device(request: Request, database: Database, name: str) -> str | None:
    cookie = _cookie(request)
    if not any(each.startswith(cookie) for each in request.cookies):
        return None
    with database.reader() as session:
        account = find_account(session, name)
        number, kept = (account.id, account.password_hash) if account else (None, None)
    return device_of(request.cookies.get(f"{cookie}{number}", ""), kept)


def remember_device(request: Request, response: Response, account_id: int, sign: str) -> None:
    """Let the browser hold the sign that somebody signed in in it, for the page that signs in."""
    response.set_cookie(
        f"{_cookie(request)}{account_id}",
        sign,
        max_age=LASTS,
        path=PATH,
        secure=request.scope["scheme"] == "https",
        httponly=True,
        samesite="strict",
    )


def _cookie(request: Request) -> str:
    return SECURE_COOKIE if request.scope["scheme"] == "https" else COOKIE
