"""Jobs: what works in the background, for editors."""

from fastapi import APIRouter

from app.api import keeping_schemas as schemas
from app.api.parameters import BEARER_NEEDED, INVALID, MISSING, READ_ONLY, Id
from app.deps import CurrentEditor, ReadSession
from app.formats.keeping import job_item
from app.queries.jobs import find_jobs, get_job

router = APIRouter(tags=["jobs"], responses=INVALID)


@router.get("/jobs", name="api_jobs", summary="List jobs", responses=READ_ONLY, **BEARER_NEEDED)
def jobs(session: ReadSession, _editor: CurrentEditor) -> schemas.JobList:
    """Return what works in the background, and what failed or was done last."""
    found = find_jobs(session)
    items = [job_item(row) for row in (*found.open, *found.failed, *found.done)]
    return schemas.JobList.model_validate({"items": items, "total": len(items)})


@router.get(
    "/jobs/{id}", name="api_job", summary="Show a job", responses=READ_ONLY | MISSING,
    **BEARER_NEEDED,
)  # fmt: skip
def job(session: ReadSession, _editor: CurrentEditor, number: Id) -> schemas.Job:
    """Return one job."""
    return schemas.Job.model_validate(job_item(get_job(session, number)))
