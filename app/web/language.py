"""Language: in which one pages speak to whom, and the buttons that choose another."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import Invalid
from app.locales import LOCALES, gettext, preferred, speaking
from app.visitors import API
from app.web.back import came_from, local_path
from app.web.forms import Short, texts

router = APIRouter()

COOKIE = "locale"
CHOICE_LASTS = 365 * 24 * 3600  # seconds


def locale_of(headers: Headers) -> str:
    """Return the locale that a reader chose here, else the one that their browser asks for."""
    cookies = headers.get("cookie", "")
    if COOKIE in cookies:
        chosen = cookie_parser(cookies).get(COOKIE)
        if chosen in LOCALES:
            return chosen
    return preferred(headers.get("accept-language", ""))


class Speaking:
    """ASGI middleware: what is said while a request is answered is said in its reader's language.

    Not a dependency: those run in threads of their own, and what they set is forgotten with them.
    The API speaks English to everybody, since programs read it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request in its reader's language."""
        if scope["type"] != "http" or scope["path"].startswith(API):
            await self.app(scope, receive, send)
            return
        with speaking(locale_of(Headers(scope=scope))):
            await self.app(scope, receive, send)


@router.post("/language", name="language")
def choose(request: Request, form: Short) -> Response:
    """Remember which language a reader wants, in their browser alone, and go back."""
    locale = texts(form).get("locale", "")
    if locale not in LOCALES:
        raise Invalid({"locale": gettext("The pages do not speak this language.")})
    answer = RedirectResponse(local_path(came_from(request)), status_code=303)
    answer.set_cookie(
        COOKIE,
        locale,
        max_age=CHOICE_LASTS,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return answer
