"""Outlets: the list of where articles came from, and one of them."""

from fastapi import APIRouter

from app.api import keeping_schemas as schemas
from app.api.parameters import INVALID, MISSING, Slug
from app.deps import ReadSession
from app.formats.keeping import outlet_item
from app.queries.outlets import find_outlet_rows, get_outlet

router = APIRouter(tags=["outlets"], responses=INVALID)


@router.get("/outlets", name="api_outlets", summary="List outlets")
def outlets(session: ReadSession) -> schemas.OutletList:
    """Return every outlet, from A to Z."""
    items = [outlet_item(row) for row in find_outlet_rows(session)]
    return schemas.OutletList.model_validate({"items": items, "total": len(items)})


@router.get("/outlets/{slug}", name="api_outlet", summary="Show an outlet", responses=MISSING)
def outlet(session: ReadSession, slug: Slug) -> schemas.Outlet:
    """Return one outlet."""
    return schemas.Outlet.model_validate(outlet_item(get_outlet(session, slug)))
