"""Keeping: the shape in JSON of what those who keep the record see: feeds, jobs, doubts."""

from app.formats.items import Item, moment, statement_item
from app.queries.cases import Case
from app.queries.events import EventRow
from app.queries.feeds import FeedRow
from app.queries.jobs import JobRow
from app.queries.outlets import OutletRow
from app.queries.proposals import ProposalRow


def outlet_item(row: OutletRow) -> Item:
    """Return an outlet."""
    return {
        "slug": row.slug,
        "url": row.path,
        "name": row.name,
        "domain": row.domain,
        "country": row.country,
        "kind": row.kind,
        "notes": row.notes,
        "is_open": row.is_open,
        "is_republisher": row.is_republisher,
    }


def event_item(row: EventRow) -> Item:
    """Return an event of time axes; `since` is its first day, `printed` how exactly it is known."""
    return {
        "title": row.title,
        "since": row.since.isoformat(),
        "printed": row.printed,
        "certainty": row.certainty,
    }


def feed_item(row: FeedRow) -> Item:
    """Return a feed with its state, and how many items became what."""
    return {
        "id": row.id,
        "url": row.path,
        "title": row.title,
        "address": row.url,
        "site": row.site,
        "state": row.state,
        "every": row.every,
        "words": row.words,
        "topics": row.topics,
        "next_at": moment(row.next_at),
        "polled_at": moment(row.polled_at) if row.polled_at else None,
        "read_at": moment(row.read_at) if row.read_at else None,
        "failures": row.failures,
        "error": row.error,
        "items": dict(row.items),
    }


def job_item(row: JobRow) -> Item:
    """Return a job with how far it is; `total` is null where nobody knows it."""
    return {
        "id": row.id,
        "url": f"/ingest/jobs/{row.id}",
        "kind": row.kind,
        "label": row.label,
        "state": row.state,
        "done": row.done,
        "total": row.total,
        "message": row.message,
        "queued_by": row.queued_by,
        "queued_at": moment(row.queued_at),
        "finished_at": moment(row.finished_at) if row.finished_at else None,
    }


def case_item(case: Case) -> Item:
    """Return a doubt with what it is about."""
    article = case.article
    return {
        "id": case.id,
        "url": f"/review/{case.id}",
        "reason": str(case.reason),
        "subject": case.subject,
        "proposal": dict(case.proposal),
        "status": str(case.status),
        "note": case.note,
        "at": moment(case.at),
        "statement": statement_item(case.row) if case.row else None,
        "article_id": article[0] if article else None,
        "candidates": [{"slug": each.slug, "name": each.name} for each in case.candidates],
        "others": case.others,
    }


def proposal_item(row: ProposalRow) -> Item:
    """Return what may be the same: two statements, or two articles, the newer first."""
    pair = (row.one, row.other)
    return {
        "id": row.id,
        "about": "articles" if row.articles else "statements",
        "status": row.status,
        "at": moment(row.at),
        "statements": [statement_item(each) for each in pair if each is not None],
        "articles": [
            {"id": each.id, "title": each.title, "outlet": each.outlet}
            for each in row.articles or ()
        ],
        "percent": row.percent,
        "numbers": list(row.numbers),
        "names": list(row.names),
        "words": list(row.words),
        "can_undo": row.can_undo,
    }
