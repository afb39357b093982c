"""Items: the shape that each thing has in JSON, for the API and JSON lines alike.

Days are `2024`, `2024-12` or `2024-12-26`, moments ISO 8601 in UTC, `url` a path on this site,
offsets half-open code points of the article's text.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from json import JSONEncoder
from typing import Any

from app.models import Doubt
from app.queries.actors import ActorPage, ActorRow
from app.queries.articles import ArticlePage, ArticleRow
from app.queries.compare import Comparison, Position
from app.queries.facet_values import Facets
from app.queries.filters import NONE
from app.queries.history import Change
from app.queries.links import FAULTS, LinkRow
from app.queries.rows import Named, QuoteRow, StatementRow
from app.queries.statements import StatementPage
from app.queries.topics import TopicPage, TopicRow
from app.services.link_candidates import LinkCandidate
from app.services.reverts import can_revert
from app.spans import Span, lines_with

Item = dict[str, Any]
ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def written(item: Item) -> str:
    """Return an item as JSON, in as few characters as there can be."""
    return ENCODER.encode(item)


def moment(at: datetime) -> str:
    """Return a moment as ISO 8601 with the letter Z."""
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat().replace("+00:00", "Z")


def named_item(named: Named | None) -> Item | None:
    """Return something with a page of its own, None where there is none."""
    return {"slug": named.slug, "name": named.name} if named else None


def quote_item(quote: QuoteRow) -> Item:
    """Return one wording without its translations: where it stands, and who carries it."""
    return {
        "id": quote.id,
        "url": quote.path,
        "article_id": quote.article_id,
        "start": quote.start,
        "end": quote.end,
        "parts": [list(part) for part in quote.parts],
        "text": quote.text,
        "form": quote.form,
        "language": quote.language,
        "cue": quote.cue,
        "speaker_printed": quote.speaker_printed,
        "via": quote.via,
        "rule": quote.rule,
        "confidence": quote.confidence,
        "outlet": named_item(quote.outlet),
        "title": quote.article_title,
        "text_kind": quote.text_kind,
        "published_on": quote.published_on.isoformat() if quote.published_on else None,
        "source_url": quote.url,
        "archive_url": quote.archive_url,
    }


def translated_item(quote: QuoteRow) -> Item:
    """Return one wording with its translations, which somebody looked up."""
    translations = [
        {
            "id": each.id,
            "language": each.language,
            "text": each.text,
            "by": each.by,
            "source": each.source,
        }
        for each in quote.translations
    ]
    return quote_item(quote) | {"translations": translations}


def statement_item(row: StatementRow) -> Item:
    """Return a statement with its wordings, the leading one first.

    Notes and translations are left out where nobody looked them up.
    """
    wording = quote_item if row.notes is None else translated_item
    found: Item = {
        "id": row.id,
        "url": row.path,
        "text": row.text,
        "form": row.form,
        "actor": named_item(row.actor),
        "speaker": row.speaker,
        "office": row.office,
        "side": row.side,
        "said_on": row.said_on,
        "said_on_basis": row.said_on_basis,
        "occasion": row.occasion,
        "place": row.place,
        "language": row.language,
        "topics": [topic.slug for topic in row.topics],
        "outlets": row.outlets,
        "status": row.status,
        "added_at": moment(row.added_at),
        "quotes": [wording(quote) for quote in row.quotes],
    }
    if row.notes is not None:
        found["notes"] = [
            {"id": note.id, "text": note.text, "at": moment(note.at)} for note in row.notes
        ]
    return found


def statement_page_item(page: StatementPage, *, for_editors: bool) -> Item:
    """Return a statement with all that is known about it.

    Args:
        for_editors: who changed it, and what readers reported, are the editors' to know.
    """
    return statement_item(page.row) | {
        "wordings": [
            {
                "quote_id": wording.quote.id,
                "article_id": wording.quote.article_id,
                "start": wording.offset,
                "paragraph": wording.paragraph,
            }
            for wording in page.wordings
        ],
        "evidence": [
            {
                "topic": found.topic.slug,
                "term": found.term,
                "printed": found.printed,
                "article_id": found.article_id,
                "quote_id": found.quote_id,
                "is_inside": found.is_inside,
            }
            for found in page.evidence
        ],
        "doubts": [
            {"reason": doubt.reason, "subject": doubt.subject}
            for doubt in page.doubts
            if for_editors or doubt.reason != Doubt.READERS_REPORT
        ],
        "links": [link_item(link) for link in page.links],
        "history": [change_item(change, for_editors=for_editors) for change in page.history],
    }


def link_item(row: LinkRow) -> Item:
    """Return a link between two statements, each with its words as `text`."""
    return {
        "id": row.id,
        "url": row.path,
        "topic": row.topic.slug,
        "kind": row.kind,
        "note": row.note,
        "earlier": _linked(row.earlier),
        "later": _linked(row.later),
        "fault": FAULTS[row.fault] if row.fault else None,
        "linked_at": moment(row.at),
    }


def candidate_item(found: LinkCandidate) -> Item:
    """Return a pair that may be linked, with what both have and what changed."""
    return {
        "earlier": _linked(found.earlier),
        "later": _linked(found.later),
        "score": found.alike.score,
        "shared": list(found.alike.shared),
        "changed": [
            {"what": each.what, "earlier": list(each.earlier), "later": list(each.later)}
            for each in found.alike.changed
        ],
    }


def _linked(row: StatementRow) -> Item:
    return {
        "id": row.id,
        "url": row.path,
        "speaker": row.speaker,
        "side": row.side,
        "said_on": row.said_on,
        "language": row.language,
        "text": row.text,
    }


def change_item(change: Change, *, for_editors: bool) -> Item:
    """Return one entry of a history; `who` is None where the name is not to be told."""
    return {
        "id": change.id,
        "about": change.subject,
        "about_id": change.subject_id,
        "at": moment(change.at),
        "who": change.who if for_editors else None,
        "action": change.action,
        "before": _told(change.before),
        "after": _told(change.after),
        "note": change.note,
        "can_revert": not change.is_reverted
        and can_revert(change.subject, change.action, change.before, change.after),
    }


def _told(values: Mapping[str, Any]) -> Item:
    """Return the fields of a change less the numbers of review items, which only editors see."""
    return {name: value for name, value in values.items() if name != "doubts"}


def article_item(row: ArticleRow) -> Item:
    """Return an article of a list."""
    return {
        "id": row.id,
        "url": row.path,
        "title": row.title,
        "source_url": row.url,
        "outlet": named_item(row.outlet),
        "published_on": row.published_on.isoformat() if row.published_on else None,
        "language": row.language,
        "text_kind": row.text_kind,
        "captured_at": moment(row.captured_at),
        "statements": row.statements,
    }


def article_page_item(page: ArticlePage, *, whole: bool) -> Item:
    """Return an article with its quotes, in the order of the text.

    Args:
        whole: give all of the text; else `text` is None and `passages` are what may be shown:
            the lines in which a quote stands.
    """
    quotes = [
        (quote, row)
        for row in page.statements
        for quote in row.quotes
        if quote.article_id == page.row.id
    ]
    quotes.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].id))
    parts = [Span(*part) for quote, _ in quotes for part in quote.parts]
    return article_item(page.row) | {
        "archive_url": page.archive_url,
        "text": page.text if whole else None,
        "text_sha256": page.text_sha256,
        "passages": [
            {"start": line.start, "end": line.end, "text": line.cut(page.text)}
            for line in lines_with(page.text, parts)
        ],
        "quotes": [
            translated_item(quote)
            | {
                "statement_id": row.id,
                "statement_url": row.path,
                "actor": named_item(row.actor),
                "speaker": row.speaker,
                "side": row.side,
                "said_on": row.said_on,
                "said_on_basis": row.said_on_basis,
                "topics": [topic.slug for topic in row.topics],
                "status": row.status,
            }
            for quote, row in quotes
        ],
    }


def actor_item(row: ActorRow) -> Item:
    """Return an actor of a list; `alias` is the spelling that a search matched."""
    return {
        "slug": row.slug,
        "url": row.path,
        "name": row.name,
        "kind": row.kind,
        "side": row.side,
        "office": row.office,
        "statements": row.statements,
        "alias": row.alias,
    }


def actor_page_item(page: ActorPage) -> Item:
    """Return an actor with every spelling of the name, and the offices, latest first."""
    return actor_item(page.row) | {
        "notes": page.notes,
        "aliases": [
            {
                "id": each.id,
                "text": each.text,
                "language": each.language,
                "is_risky": each.is_risky,
                "note": each.note,
            }
            for each in page.aliases
        ],
        "offices": [
            {
                "id": held.id,
                "title": held.title,
                "side": held.side,
                "since": held.since,
                "until": held.until,
                "in_post": list(held.in_post),
                "certainty": held.certainty,
                "notes": held.notes,
            }
            for held in page.offices
        ],
    }


def topic_item(row: TopicRow) -> Item:
    """Return a topic of the list, with its number of statements by side."""
    return {
        "slug": row.slug,
        "url": row.path,
        "name": row.name,
        "definition": row.definition,
        "statements": row.statements,
        "by_side": {side or NONE: number for side, number in row.by_side.items()},
    }


def comparison_item(found: Comparison) -> Item:
    """Return topics by sides, each with its latest statement in that period."""
    return {
        "sides": list(found.sides),
        "items": [
            {
                "topic": topic.slug,
                "name": topic.name,
                "url": f"/compare/{topic.slug}",
                "positions": [position_item(each) for each in topic.positions],
            }
            for topic in found.topics
        ],
        "articles": found.articles,
        "undated_left_out": found.undated_left_out,
    }


def position_item(position: Position) -> Item:
    """Return what one side said on one topic."""
    latest, silence = position.latest, position.silence
    return {
        "side": position.side,
        "statements": position.number,
        "outlets": position.outlets,
        "months": dict(position.months),
        "latest": statement_item(latest) if latest else None,
        "silence": {"days": silence.days, "articles": silence.articles} if silence else None,
    }


def topic_page_item(page: TopicPage) -> Item:
    """Return a topic with the terms that propose it."""
    return topic_item(page.row) | {
        "terms": [
            {
                "text": term.text,
                "language": term.language,
                "is_weak": term.is_weak,
                "is_excluded": term.is_excluded,
            }
            for term in page.terms
        ]
    }


def facet_items(found: Facets) -> Mapping[str, Iterable[Item]]:
    """Return facets with their values in order."""
    return {
        name: [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "selected": value.selected,
            }
            for value in values
        ]
        for name, values in found.items()
    }
