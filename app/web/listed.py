"""Listed: one statement of a list, as HTML.

Drawn here and not in a template: a page has fifty, and a template takes five times as long.
"""

from collections.abc import Iterable
from html import escape

from app.queries.rows import StatementRow
from app.web import labels
from app.web.highlight import Highlighter
from app.web.pieces import link, side, source, time, words

SHOWN_SOURCES = 3


def cards(
    rows: Iterable[StatementRow], emphasise: Highlighter, level: int, searched: str = ""
) -> str:
    """Return the statements of a list, see `card`."""
    return "".join([card(row, emphasise, level, searched) for row in rows])


def card(row: StatementRow, emphasise: Highlighter, level: int, searched: str = "") -> str:
    """Return a statement with its speaker, words and sources.

    Args:
        emphasise: marks what a search found.
        level: of the heading.
        searched: the query string by which an opened article marks the same words.
    """
    path = escape(row.path)
    pending = '<span class="tag pending">Pending review</span> ' if row.status == "pending" else ""
    told = escape(f"{row.speaker or 'a speaker not known'}, {labels.day(row.said_on)}")
    topics = [f" {link(f'/topics/{each.slug}', each.name, 'topic')}" for each in row.topics]
    return (
        f'<article class="card" id="statement-{row.id}">\n'
        f"<header>{_who(row, emphasise, level)}\n"
        f'<p class="role">{side(row.side)}{_office(row)}</p>\n'
        f'<p class="when">{time(row.said_on)}'
        f' <span class="basis">{labels.BASIS_WORDS[row.said_on_basis]}</span></p></header>\n'
        f"{_wordings(row, emphasise)}\n"
        f'<footer><ul class="sources" aria-label="Sources">{_sources(row, searched)}</ul>\n'
        f"{_carried(row)}"
        f'<p class="more">{pending}<a class="details" href="{path}"'
        f' aria-label="Details of the statement by {told}">Details</a>'
        f"{''.join(topics)}</p></footer>\n"
        "</article>\n"
    )


def _who(row: StatementRow, emphasise: Highlighter, level: int) -> str:
    found_as = ""
    if row.actor:
        name, slug = row.actor.name, row.actor.slug
        who = f'<a href="/actors/{escape(slug)}">{emphasise.speaker(name, slug)}</a>'
        if alias := emphasise.alias(name, slug):
            found_as = f'\n<p class="note">found as <q>{escape(alias)}</q></p>'
    else:
        who = emphasise.speaker(row.speaker) if row.speaker else "Speaker not known"
    return f'<h{level} class="who">{who}</h{level}>{found_as}'


def _office(row: StatementRow) -> str:
    office = f' <span class="office">{escape(row.office)}</span>' if row.office else ""
    is_printed = row.speaker and not row.actor
    return (
        f'{office} <span class="office">as printed, not resolved</span>' if is_printed else office
    )


def _wordings(row: StatementRow, emphasise: Highlighter) -> str:
    """The leading quote; where that has no hit, those that have one too."""
    hits = emphasise.hits(row.text)
    shown = words(row.text, row.form, row.language, hits)
    if hits or not emphasise.words:
        return shown
    others = [(quote, emphasise.hits(quote.text)) for quote in row.quotes[1:]]
    return shown + "".join(
        words(quote.text, quote.form, quote.language, found, "In another wording: ")
        for quote, found in others
        if found
    )


def _sources(row: StatementRow, searched: str) -> str:
    shown = [f"<li>{source(quote, searched)}</li>" for quote in row.quotes[:SHOWN_SOURCES]]
    if more := len(row.quotes) - len(shown):
        words_for_more = labels.counted(more, "more wording")
        shown.append(f'<li><a href="{escape(row.path)}">{words_for_more}</a></li>')
    return "".join(shown)


def _carried(row: StatementRow) -> str:
    """Tell by how many outlets and in how many languages, where that is more than one."""
    outlets = labels.carried_by(row)
    told = [outlets] if outlets != "1 outlet" else []
    if row.languages > 1:
        told.append(labels.counted(row.languages, "language"))
    if not told:
        return ""
    href = f"{escape(row.path)}#wordings-title"
    return f'<p class="carried"><a href="{href}">{", ".join(told)}</a></p>\n'
