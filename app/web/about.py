"""About: what this site is, how its days and sides are meant, and whether it is well."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from app.deps import DatabaseDep, SettingsDep
from app.errors import Unavailable
from app.guard import is_loopback
from app.models import SIDE_NAMES
from app.web.render import render

router = APIRouter()


def own_version() -> str:
    """Return the program's version, or a word where it runs from its sources."""
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "from its sources"


@router.get("/about", name="about")
def index(request: Request, settings: SettingsDep) -> HTMLResponse:
    """Tell what the site is and what it cannot do."""
    return render(
        request,
        "about.html",
        address="/about",
        version=own_version(),
        sides=SIDE_NAMES,
        is_public=not is_loopback(settings.host),
    )


@router.get("/healthz", name="health")
def health(database: DatabaseDep) -> JSONResponse:
    """Say whether the database can be reached, and which schema it has; 503 if not."""
    found: dict[str, str | None] = {"status": "ok", "version": own_version()}
    try:
        database.check_version()
        found |= {"database": "reachable", "schema": database.version()}
    except Unavailable as problem:
        found |= {"status": "unavailable", "database": str(problem)}
    status = 200 if found["status"] == "ok" else Unavailable.status
    return JSONResponse(found, status_code=status, headers={"cache-control": "no-store"})
