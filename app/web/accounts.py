"""Accounts: who may sign in, as which role; for admins."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentAdmin, CurrentVisitor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid, NotAllowed
from app.locales import N_, Words, gettext
from app.models import Account
from app.queries.accounts import find_accounts
from app.services import accounts
from app.web.forms import Posted, texts
from app.web.labels import ROLE_WORDS, STATE_WORDS
from app.web.render import render

router = APIRouter()

HERE = "/accounts"
ROLES = Words(
    {
        "reader": N_("reader: signs in, and reads"),
        "editor": N_("editor: adds and corrects"),
        "admin": N_("admin: also manages accounts, and erases"),
    }
)


def show(
    request: Request,
    session: ReadSession,
    *,
    invited: tuple[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the list, and the form with what was typed.

    Args:
        invited: a name and the address of its invitation, which is shown this once.
    """
    page = render(
        request,
        "accounts.html",
        status=status,
        accounts=find_accounts(session),
        roles=list(ROLES.items()),
        role_words=ROLE_WORDS,
        state_words=STATE_WORDS,
        invited=invited,
        fields={"name": "", "role": "editor", **(fields or {})},
        problems=problems or {},
    )
    page.headers["cache-control"] = "no-store"
    return page


@router.get(HERE, name="accounts")
def index(request: Request, session: ReadSession, _admin: CurrentAdmin) -> HTMLResponse:
    """List accounts with their role, and when they were here last."""
    return show(request, session)


def link_for(request: Request, secret: str) -> str:
    """Return the address of an invitation, as the admin reaches this site."""
    return f"{str(request.base_url).rstrip('/')}/welcome/{secret}"


@router.post(HERE)
def add(
    request: Request,
    database: DatabaseDep,
    admin: CurrentAdmin,
    visitor: CurrentVisitor,
    form: Posted,
) -> Response:
    """Add an account and show the address by which its person sets a password.

    Raises:
        NotAllowed: the local user would add the first, and could not go on as who they are: only
            the command line gives it a password at once, and makes it an admin's.
    """
    if not visitor.is_signed_in:
        raise NotAllowed(
            gettext(
                "The first account is added at this machine’s command line, so that nobody locks "
                "themselves out: python -m app account add NAME"
            )
        )
    fields = texts(form)
    try:
        with database.writer() as session:
            role = accounts.check_role(fields.get("role", ""))
            account = accounts.add_account(session, fields.get("name", ""), role, who=admin)
            name, secret = account.name, accounts.invite(session, account, who=admin)
    except Invalid as problem:
        with database.reader() as session:
            return show(request, session, fields=fields, problems=problem.problems, status=422)
    with database.reader() as session:
        return show(request, session, invited=(name, link_for(request, secret)))


@router.post("/accounts/{number}/invite")
def invite(request: Request, database: DatabaseDep, admin: CurrentAdmin, number: int) -> Response:
    """Show a new invitation: for who lost the first one, or the password."""
    try:
        with database.writer() as session:
            account = accounts.get_account_by_id(session, number)
            name, secret = account.name, accounts.invite(session, account, who=admin)
    except Invalid as problem:
        with database.reader() as session:
            return show(request, session, problems=problem.problems, status=422)
    with database.reader() as session:
        return show(request, session, invited=(name, link_for(request, secret)))


def changed(
    request: Request,
    database: DatabaseDep,
    number: int,
    change: Callable[[WriteSession, Account], object],
) -> Response:
    """Change an account and go back to the list, which says what cannot be."""
    try:
        with database.writer() as session:
            change(session, accounts.get_account_by_id(session, number))
    except Invalid as problem:
        with database.reader() as session:
            return show(request, session, problems=problem.problems, status=422)
    return RedirectResponse(f"{HERE}#account-{number}", status_code=303)


@router.post("/accounts/{number}/role")
def role(
    request: Request, database: DatabaseDep, admin: CurrentAdmin, number: int, form: Posted
) -> Response:
    """Say what an account may do."""
    wanted = texts(form).get("role", "")

    def change(session: WriteSession, account: Account) -> None:
        accounts.set_role(session, account, accounts.check_role(wanted), who=admin)

    return changed(request, database, number, change)


@router.post("/accounts/{number}/end")
def end(request: Request, database: DatabaseDep, admin: CurrentAdmin, number: int) -> Response:
    """Sign an account out everywhere, and end its tokens: its person signs in anew."""
    return changed(
        request, database, number, lambda session, each: accounts.end_all(session, each, who=admin)
    )


@router.post("/accounts/{number}/disable")
def disable(request: Request, database: DatabaseDep, admin: CurrentAdmin, number: int) -> Response:
    """Let nobody sign in to an account any more."""
    return changed(
        request, database, number, lambda session, each: accounts.disable(session, each, who=admin)
    )


@router.post("/accounts/{number}/enable")
def enable(request: Request, database: DatabaseDep, admin: CurrentAdmin, number: int) -> Response:
    """Let an account sign in again."""
    return changed(
        request, database, number, lambda session, each: accounts.enable(session, each, who=admin)
    )
