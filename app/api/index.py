"""Index: what the API has, at its own address."""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter

from app.api import schemas

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX, tags=["index"])


@router.get("", name="api_index", summary="What there is", response_model=schemas.Index)
def index() -> dict[str, Any]:
    """Tell where everything is."""
    links = {name: f"{PREFIX}/{name}" for name in ("statements", "articles", "actors", "topics")}
    return {
        "name": "On the Record",
        "version": version("onrecord"),
        "links": links | {"openapi": f"{PREFIX}/openapi.json"},
    }
