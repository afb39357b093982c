"""Account: one's own: where one is signed in, tokens for programs, the password."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import DatabaseDep, ReadSession, SignedIn, WriteSession
from app.errors import Invalid
from app.locales import N_, Words, gettext
from app.models import Role
from app.queries.accounts import find_sessions, find_tokens
from app.queries.history import find_history
from app.rates import Deed, Rates
from app.services import accounts
from app.services.devices import new_sign
from app.services.passwords import MIN_CHARS, check_password, hashed, is_right
from app.services.sign_in import renew_session
from app.visitors import Visitor, remember
from app.web import account_history
from app.web.agents import browser_name
from app.web.devices import remember_device
from app.web.forms import Posted, texts
from app.web.numbers import number_in
from app.web.render import render

router = APIRouter()

HERE = "/account"
# Entries of the account's history.
SHOWN = 20


def show(
    request: Request,
    session: ReadSession,
    visitor: Visitor,
    *,
    new_token: str | None = None,
    fields: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the page; a new token is shown this once."""
    number = visitor.account_id or 0
    page = render(
        request,
        "account.html",
        status=status,
        visitor=visitor,
        sessions=[(row, browser_name(row.agent)) for row in find_sessions(session, number)],
        tokens=find_tokens(session, number),
        is_editor=visitor.has(Role.EDITOR),
        is_admin=visitor.has(Role.ADMIN),
        new_token=new_token,
        least=MIN_CHARS,
        fields={"label": "", "scope": "read", **(fields or {})},
        problems=problems or {},
        history=account_history.told(find_history(session, [("account", number)])[:SHOWN]),
        told=TOLD.get(request.query_params.get("done", "")),
    )
    page.headers["cache-control"] = "no-store"
    return page


# What the page says after something was done: the address names it, and holds no words.
TOLD = Words(
    {
        "password": N_("The password was changed. Everywhere else you are signed out."),
        "password-tokens": N_(
            "The password was changed. Everywhere else you are signed out, and your tokens for "
            "programs count no more."
        ),
        "password-alone": N_(
            "The password was changed. Everywhere else you are signed out; your tokens for "
            "programs count as before."
        ),
        "sessions": N_("Everywhere else you are signed out."),
        "session": N_("That browser is signed out."),
        "token": N_("That token counts no more."),
    }
)


def done(what: str) -> Response:
    """Go back to the page, which says what was done."""
    return RedirectResponse(f"{HERE}?done={what}", status_code=303)


@router.get(HERE, name="account")
def index(request: Request, session: ReadSession, visitor: SignedIn) -> HTMLResponse:
    """Show one's own account."""
    return show(request, session, visitor)


@router.post("/account/password")
def password(request: Request, database: DatabaseDep, visitor: SignedIn, form: Posted) -> Response:
    """Change the password, which takes the present one; all else that it opened ends.

    Tokens for programs end too, unless they are to be kept.
    """
    fields = texts(form)
    wanted, number = fields.get("password", ""), visitor.account_id or 0
    rates: Rates = request.app.state.rates
    # Whoever tries to sign in by this name elsewhere does not hinder it.
    rates.count(Deed.SIGN_IN_AGAIN, f"session {visitor.session_id}")
    with database.reader() as session:
        kept = accounts.get_account_by_id(session, number).password_hash
    try:
        if not is_right(fields.get("current", ""), kept):
            raise Invalid({"current": gettext("That is not your present password.")})
        check_password(wanted, visitor.name)
    except Invalid as problem:
        with database.reader() as session:
            return show(request, session, visitor, problems=problem.problems, status=422)
    new = hashed(wanted)
    mine = visitor.session_id or 0
    with database.writer() as session:
        account = accounts.get_account_by_id(session, number)
        keeps = "keep_tokens" in fields
        ended = accounts.set_password(
            session, account, new, who=visitor.name, keep=mine, keep_tokens=keeps
        )
        secret = renew_session(session, mine)
    answer = done("password-tokens" if ended.tokens else "password-alone" if keeps else "password")
    remember(request, answer, secret)
    remember_device(request, answer, number, new_sign(new))
    return answer


@router.post("/account/sessions/end")
def end_session(session: WriteSession, visitor: SignedIn, form: Posted) -> Response:
    """Sign one browser out, or all but this one."""
    wanted, number = texts(form).get("session", ""), visitor.account_id or 0
    if wanted == "others":
        account = accounts.get_account_by_id(session, number)
        accounts.end_sessions(session, account, keep=visitor.session_id)
        return done("sessions")
    accounts.end_session(session, number, number_in(wanted))
    return done("session")


@router.post("/account/tokens")
def add_token(request: Request, database: DatabaseDep, visitor: SignedIn, form: Posted) -> Response:
    """Make a token and show it, this once."""
    fields = texts(form)
    try:
        with database.writer() as session:
            token = accounts.add_token(
                session,
                accounts.get_account_by_id(session, visitor.account_id or 0),
                fields.get("label", ""),
                accounts.check_scope(fields.get("scope", "")),
                who=visitor.name,
            )
    except Invalid as problem:
        with database.reader() as session:
            return show(
                request, session, visitor, fields=fields, problems=problem.problems, status=422
            )
    with database.reader() as session:
        return show(request, session, visitor, new_token=token)


@router.post("/account/tokens/{number}/end")
def end_token(session: WriteSession, visitor: SignedIn, number: int) -> Response:
    """End a token of one's own."""
    account = accounts.get_account_by_id(session, visitor.account_id or 0)
    accounts.end_token(session, account, number, who=visitor.name)
    return done("token")
