"""Events: reference days for time axes."""

from fastapi import APIRouter

from app.api import keeping_schemas as schemas
from app.deps import ReadSession
from app.formats.keeping import event_item
from app.queries.events import find_events

router = APIRouter(tags=["events"])


@router.get("/events", name="api_events", summary="List events")
def events(session: ReadSession) -> schemas.EventList:
    """Return the reference days of time axes, the earliest first; none is a statement."""
    items = [event_item(row) for row in find_events(session)]
    return schemas.EventList.model_validate({"items": items, "total": len(items)})
