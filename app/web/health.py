"""Health: whether the server lives, whether it can answer, and figures for who runs it."""

import time
from secrets import compare_digest

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.config import Settings, own_version
from app.deps import DatabaseDep, ReadSession, SettingsDep
from app.errors import NotAllowed, NotFound, Unavailable
from app.guard import is_local_user
from app.locales import gettext
from app.metrics import MEDIA_TYPE, Gauge, Metrics
from app.queries.gauges import count_jobs, count_record
from app.queries.index.keeper import Keeper

router = APIRouter()

NEVER_KEPT = {"cache-control": "no-store"}


def told(found: dict[str, str]) -> JSONResponse:
    """Return what was found as an answer; 503 unless the status is ok."""
    status = 200 if found["status"] == "ok" else Unavailable.status
    return JSONResponse(found, status_code=status, headers=NEVER_KEPT)


@router.get("/healthz", name="health")
def health(database: DatabaseDep) -> JSONResponse:
    """Say whether the database can be reached, and which schema it has; 503 if not."""
    found: dict[str, str] = {"status": "ok", "version": own_version()}
    try:
        found |= {"schema": database.check_version(), "database": "reachable"}
    except Unavailable as problem:
        found |= {"status": "unavailable", "database": str(problem)}
    return told(found)


@router.get("/healthz/live", name="live")
async def live() -> JSONResponse:
    """Say that the process answers; it asks nobody, so that a slow database restarts nothing."""
    return told({"status": "ok"})


@router.get("/healthz/ready", name="ready")
def ready(request: Request, database: DatabaseDep) -> JSONResponse:
    """Say whether readers can be sent here: database, schema and index; 503 if not."""
    keeper: Keeper = request.app.state.keeper
    found = {"status": "ok", "index": "built" if keeper.is_built else "not built"}
    try:
        found |= {"schema": database.check_version(), "database": "reachable"}
    except Unavailable as problem:
        found |= {"status": "unavailable", "database": str(problem)}
    if not keeper.is_built:
        found["status"] = "unavailable"
    return told(found)


@router.get("/metrics", name="metrics")
def metrics(request: Request, session: ReadSession, settings: SettingsDep) -> Response:
    """Tell Prometheus what was counted, where that was asked for by a setting."""
    counted: Metrics | None = request.app.state.metrics
    if counted is None:
        raise NotFound(gettext("This server counts nothing: set ONRECORD_METRICS=true."))
    check_may_count(request, settings)
    keeper: Keeper = request.app.state.keeper
    record = count_record(session)
    gauges = [
        Gauge(f"onrecord_{name}", f"{name.replace('_', ' ').capitalize()} on record.", {"": size})
        for name, size in record.items()
    ]
    jobs = {state: float(size) for state, size in count_jobs(session).items()}
    age = time.monotonic() - keeper.changed_at
    gauges += [
        Gauge("onrecord_jobs", "Jobs in the background, by state.", jobs, "state"),
        Gauge(
            "onrecord_index_age_seconds",
            "Seconds since the facet index of the process that answers took up a change.",
            {"": round(age, 3)},
        ),
    ]
    return Response(counted.written(gauges), media_type=MEDIA_TYPE, headers=NEVER_KEPT)


def check_may_count(request: Request, settings: Settings) -> None:
    """Let in who gives the token, or, where there is none, the local user.

    Raises:
        NotAllowed: it is neither.
    """
    token = settings.metrics_token
    if not token:
        if not is_local_user(request, settings):
            raise NotAllowed("Figures are for the machine itself: set ONRECORD_METRICS_TOKEN.")
        return
    given = request.headers.get("authorization", "")
    # Bytes: a header may hold what is no ASCII, which the comparison of texts refuses.
    if not compare_digest(given.encode("latin-1"), f"Bearer {token}".encode()):
        raise NotAllowed("Send `Authorization: Bearer` with the token of ONRECORD_METRICS_TOKEN.")
