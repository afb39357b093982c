"""Jobs: what works in the background, more of it, and what came in and could not be used."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from app.api import keeping_schemas as schemas
from app.api.parameters import (
    BEARER_NEEDED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    Id,
)
from app.deps import CurrentEditor, ReadSession, WriteSession
from app.formats.keeping import failure_item, job_item
from app.queries.failures import find_failures
from app.queries.jobs import find_jobs, get_job
from app.services.intake import check_addresses, queue_addresses, queue_kept
from app.services.jobs import forget, retry

router = APIRouter(tags=["jobs"], responses=INVALID | READ_ONLY)

WRITTEN = MISSING | TOO_OFTEN
QUEUED: dict[str, Any] = {
    "status_code": 202,
    "response_model": schemas.Job,
    "responses": MISSING | TOO_OFTEN | UNREADABLE,
    **BEARER_NEEDED,
}


class GivenAddresses(Given):
    """Articles to be fetched."""

    addresses: list[str] = Field(
        min_length=1, max_length=10_000, examples=[["https://courier.example/2024/12/dam"]]
    )


@router.get("/jobs", name="api_jobs", summary="List jobs", **BEARER_NEEDED)
def jobs(session: ReadSession, _editor: CurrentEditor) -> schemas.JobList:
    """Return what works in the background, and what failed or was done last."""
    found = find_jobs(session)
    items = [job_item(row) for row in (*found.open, *found.failed, *found.done)]
    return schemas.JobList.model_validate({"items": items, "total": len(items)})


@router.post(
    "/jobs",
    name="api_queue",
    summary="Fetch many articles",
    **QUEUED | {"responses": WRITTEN | UNREADABLE},
)
def queue(session: WriteSession, editor: CurrentEditor, given: GivenAddresses) -> dict[str, Any]:
    """Queue the articles of many addresses; they are fetched politely, and public at once."""
    urls = check_addresses("\n".join(given.addresses))
    return job_item(get_job(session, queue_addresses(session, urls, who=editor)))


@router.get("/jobs/{id}", name="api_job", summary="Show a job", responses=MISSING, **BEARER_NEEDED)
def job(session: ReadSession, _editor: CurrentEditor, number: Id) -> schemas.Job:
    """Return one job."""
    return schemas.Job.model_validate(job_item(get_job(session, number)))


@router.post("/jobs/{id}/retry", name="api_retry_job", summary="Try a job again", **QUEUED)
def retry_job(session: WriteSession, editor: CurrentEditor, number: Id) -> dict[str, Any]:
    """Queue a job that failed again, under a new number."""
    return job_item(get_job(session, retry(session, number, editor)))


@router.delete(
    "/jobs/{id}",
    name="api_forget_job",
    summary="Forget a failed job",
    status_code=204,
    responses=WRITTEN,
    **BEARER_NEEDED,
)
def forget_job(session: WriteSession, _editor: CurrentEditor, number: Id) -> None:
    """Take a job that failed off the list; the inputs that it could not use stay."""
    forget(session, number)


@router.get(
    "/failures",
    name="api_failures",
    summary="List failed inputs",
    response_model=schemas.FailureList,
    **BEARER_NEEDED,
)
def failures(session: ReadSession, _editor: CurrentEditor) -> dict[str, Any]:
    """Return what came in and could not be processed, the latest first: it is kept."""
    items = [failure_item(row) for row in find_failures(session)]
    return {"items": items, "total": len(items)}


@router.post(
    "/failures/{id}/retry", name="api_retry_failure", summary="Try an input again", **QUEUED
)
def retry_failure(session: WriteSession, editor: CurrentEditor, number: Id) -> dict[str, Any]:
    """Queue another try of an input; once it could be used it goes from the list."""
    return job_item(get_job(session, queue_kept(session, number, who=editor)))
