"""Index: what the API has, at its own address."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api import schemas
from app.config import own_version

PREFIX = "/api/v1"

router = APIRouter(tags=["index"])


@router.get("", name="api_index", summary="What there is", response_model=schemas.Index)
def index() -> dict[str, Any]:
    """Tell where everything is."""
    nouns = (
        "statements", "articles", "actors", "topics", "compare", "links", "outlets", "events",
        "briefs", "saved", "feeds", "jobs", "failures", "review", "proposals",
    )  # fmt: skip
    links = {name: f"{PREFIX}/{name}" for name in nouns}
    return {
        "name": "On the Record",
        "version": own_version(),
        "links": links | {"openapi": f"{PREFIX}/openapi.json", "about": "/about/api"},
    }


@router.get("/openapi.json", include_in_schema=False)
def document(request: Request) -> JSONResponse:
    """Give the OpenAPI document."""
    return JSONResponse(request.app.openapi())
