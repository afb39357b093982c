"""Sign in: the page that does, the button that signs out, and the page of an invitation."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentVisitor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid
from app.queries.accounts import find_tokens, has_accounts
from app.services.accounts import end_session, get_invited, set_password
from app.services.devices import new_sign
from app.services.passwords import MIN_CHARS, check_password, hashed
from app.services.sign_in import open_session, sign_in
from app.visitors import forget, remember, session_secret
from app.web.back import local_path
from app.web.devices import count_try, remember_device
from app.web.forms import Short, texts
from app.web.labels import ROLE_WORDS
from app.web.render import render

router = APIRouter()

SECRET_PAGE = {
    "cache-control": "no-store",
    # The address of an invitation is a secret: it goes to nobody.
    "referrer-policy": "no-referrer",
}


def secret_page(request: Request, template: str, **context: object) -> HTMLResponse:
    """Return a page that nobody keeps, and whose address nobody is told."""
    page = render(request, template, **context)  # type: ignore[arg-type]
    page.headers.update(SECRET_PAGE)
    return page


def show(
    request: Request,
    *,
    back: str,
    is_possible: bool = True,
    name: str = "",
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the page; a password is never given back."""
    return secret_page(
        request,
        "sign_in.html",
        status=status,
        back=back,
        name=name,
        is_possible=is_possible,
        problems=problems or {},
    )


@router.get("/sign-in", name="sign_in")
def index(
    request: Request,
    session: ReadSession,
    visitor: CurrentVisitor,
    wanted: Annotated[str, Query(alias="next")] = "/",
) -> Response:
    """Ask for a name and a password; whoever is signed in goes on."""
    back = local_path(wanted)
    if visitor.is_signed_in:
        return RedirectResponse(back, status_code=303)
    return show(request, back=back, is_possible=has_accounts(session))


@router.post("/sign-in")
def enter(request: Request, database: DatabaseDep, form: Short) -> Response:
    """Sign in, and go on where the browser came from."""
    fields = texts(form)
    name, back = fields.get("name", ""), local_path(fields.get("next", "/"))
    count_try(request, database, name)
    try:
        entered = sign_in(
            database,
            name,
            fields.get("password", ""),
            request.headers.get("user-agent", ""),
            session_secret(request),
        )
    except Invalid as problem:
        return show(request, back=back, name=name, problems=problem.problems, status=422)
    answer = RedirectResponse(back, status_code=303)
    remember(request, answer, entered.secret)
    remember_device(request, answer, entered.account_id, entered.sign)
    return answer


@router.post("/sign-out")
def leave(request: Request, session: WriteSession, visitor: CurrentVisitor) -> Response:
    """End the session here and in the database."""
    if visitor.account_id is not None and visitor.session_id is not None:
        end_session(session, visitor.account_id, visitor.session_id)
    answer = RedirectResponse("/", status_code=303)
    forget(request, answer)
    return answer


def welcome_page(
    request: Request,
    session: ReadSession,
    secret: str,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the page of an invitation."""
    account = get_invited(session, secret)
    return secret_page(
        request,
        "welcome.html",
        status=status,
        name=account.name,
        role=ROLE_WORDS[account.role],
        secret=secret,
        least=MIN_CHARS,
        has_tokens=bool(find_tokens(session, account.id or 0)),
        problems=problems or {},
    )


@router.get("/welcome/{secret}", name="welcome")
def welcome(request: Request, session: ReadSession, secret: str) -> HTMLResponse:
    """Show an invitation, and ask for a password."""
    return welcome_page(request, session, secret)


@router.post("/welcome/{secret}")
def accept(request: Request, database: DatabaseDep, secret: str, form: Short) -> Response:
    """Take the password that an invited person chose, and sign them in."""
    fields = texts(form)
    password = fields.get("password", "")
    with database.reader() as session:
        name = get_invited(session, secret).name
    try:
        check_password(password, name)
    except Invalid as problem:
        with database.reader() as session:
            return welcome_page(request, session, secret, problem.problems, 422)
    kept = hashed(password)
    with database.writer() as session:
        account = get_invited(session, secret)
        keeps = "keep_tokens" in fields
        set_password(session, account, kept, who=account.name, keep_tokens=keeps)
        agent = request.headers.get("user-agent", "")
        number = account.id or 0
        opened = open_session(session, number, agent, session_secret(request))
    answer = RedirectResponse("/account", status_code=303)
    remember(request, answer, opened)
    remember_device(request, answer, number, new_sign(kept))
    return answer
