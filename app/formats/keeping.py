"""Keeping: the shape in JSON of what those who keep the record see: feeds, jobs, doubts."""

from app.formats.items import Item, moment, statement_item
from app.queries.cases import Case
from app.queries.events import EventRow
from app.queries.failures import FailureRow
from app.queries.feeds import FeedRow, ItemRow
from app.queries.jobs import JobRow
from app.queries.outlets import OutletRow
from app.queries.proposals import ProposalRow
from app.queries.saved import SavedRow
from app.services.answers import Fixes, kinds_of
from app.services.corrections.preview import Preview
from app.services.deeds import Deed
from app.services.effects import Shown
from app.services.review import Act


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


def case_item(case: Case, fixes: Fixes) -> Item:
    """Return a doubt with what it is about, and the answers that it takes by themselves."""
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
        "proposal_id": case.pair.id if case.pair else None,
        "fixes": [
            {"kind": each.kind, "value": each.value, "is_proposed": each is fixes.proposed}
            for each in (fixes.proposed, *fixes.others)
            if each is not None
        ],
        "can": sorted(kinds_of(case)),
    }


def act_item(act: Act) -> Item:
    """Return what settling doubts did."""
    return {"act": act.number, "settled": list(act.settled), "failed": dict(act.failed)}


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


def effects_item(deed: Deed) -> Item:
    """Return what a change would do to statements, or did."""
    return {
        "count": deed.count,
        "statements": [
            {
                "id": each.statement_id,
                "url": f"/statements/{each.statement_id}",
                "text": each.text,
                "language": each.language,
                "before": _shown_item(each.before),
                "after": _shown_item(each.after),
            }
            for each in deed.rows
        ],
        "articles": deed.read,
        "left_out": deed.left_out,
        "warnings": dict(deed.warnings),
    }


def preview_item(found: Preview) -> Item:
    """Return what correcting an article would change."""
    hidden = {"doubts"}
    return {
        "before": {name: each for name, each in found.before.items() if name not in hidden},
        "after": {name: each for name, each in found.after.items() if name not in hidden},
        "moved": [
            {"before": statement_item(before), "after": statement_item(after)}
            for before, after in found.moved
        ],
        "stays": [statement_item(each) for each in found.stays],
        "added": found.added,
        "gone": found.gone,
        "changed": found.changed,
    }


def _shown_item(shown: Shown) -> Item:
    return {
        "speaker": shown.speaker,
        "is_known": shown.is_known,
        "office": shown.office,
        "side": shown.side,
    }


def feed_item_item(row: ItemRow) -> Item:
    """Return something that a feed named, and what became of it."""
    return {
        "id": row.id,
        "title": row.title,
        "address": row.url,
        "published_on": row.published_on.isoformat() if row.published_on else None,
        "state": row.state,
        "reason": row.reason,
        "article_id": row.article_id,
        "seen_at": moment(row.seen_at),
    }


def failure_item(row: FailureRow) -> Item:
    """Return an input that could not be processed."""
    return {
        "id": row.id,
        "source": row.source,
        "reason": row.reason,
        "failed_at": moment(row.failed_at),
        "size": row.size,
    }


def saved_item(row: SavedRow) -> Item:
    """Return a list that somebody follows."""
    return {
        "id": row.id,
        "url": row.path,
        "title": row.title,
        "query": row.query,
        "seen_at": moment(row.seen_at),
        "new": row.new,
        "is_gone": row.wanted is None,
    }
