"""Web: the pages, one file a noun."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.web import exports, statements

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
for noun in (statements, exports):
    router.include_router(noun.router)
