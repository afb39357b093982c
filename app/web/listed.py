"""Listed: one statement of a list, as HTML.

Drawn here and not in a template: a page has fifty, and a template takes five times as long.
"""

from collections.abc import Iterable
from html import escape

from app.locales import gettext, kept_by_locale, named
from app.queries.rows import Named, StatementRow
from app.web import labels
from app.web.highlight import Highlighter
from app.web.pieces import found_as, link, side, source, time, words

SHOWN_SOURCES = 3
# The box that chooses a statement for a brief; it belongs to the form of the list's page.
TICK = '<input type="checkbox" form="brief" name="id" value="{}"'


def cards(
    rows: Iterable[StatementRow],
    emphasise: Highlighter,
    level: int,
    searched: str = "",
    *,
    ticks: bool = False,
) -> str:
    """Return the statements of a list, see `card`."""
    return "".join([card(row, emphasise, level, searched, ticks=ticks) for row in rows])


def card(
    row: StatementRow,
    emphasise: Highlighter,
    level: int,
    searched: str = "",
    *,
    ticks: bool = False,
) -> str:
    """Return a statement with its speaker, words and sources.

    Args:
        emphasise: marks what a search found.
        level: of the heading.
        searched: the query string by which an opened article marks the same words.
        ticks: it can be chosen for a brief; the page has the form for that.
    """
    path = escape(row.path)
    pending = _pending() if row.status == "pending" else ""
    told = escape(f"{row.speaker or gettext('a speaker not known')}, {labels.day(row.said_on)}")
    topics = [f" {link(f'/topics/{slug}', named(name), 'topic')}" for slug, name in row.topics]
    tick = (
        f'<label class="tick">{TICK.format(row.id)}'
        f' aria-label="{gettext("For a brief: %(statement)s", statement=told)}">'
        f" {gettext('For a brief')}</label>"
        if ticks
        else ""
    )
    who = _who(row, emphasise) if emphasise.words else _unmarked(row.actor, row.speaker)
    return (
        f'<article class="card" id="statement-{row.id}">\n'
        f'<header><h{level} class="who">{who}</h{level}>{_found_as(row, emphasise)}\n'
        f'<p class="role">{_role(row.side, row.office, bool(row.speaker and not row.actor))}</p>\n'
        f'<p class="when">{time(row.said_on)}'
        f' <span class="basis">{labels.BASIS_WORDS[row.said_on_basis]}</span></p></header>\n'
        f"{_wordings(row, emphasise)}\n"
        f'<footer><ul class="sources" aria-label="{gettext("Sources")}">'
        f"{_sources(row, path, searched)}</ul>\n"
        f"{_carried(row, path)}"
        f'<p class="more">{pending}<a class="details" href="{path}"'
        f' aria-label="{gettext("Details of the statement by %(statement)s", statement=told)}">'
        f"{gettext('Details')}</a>"
        f"{''.join(topics)}{tick}</p></footer>\n"
        "</article>\n"
    )


def _who(row: StatementRow, emphasise: Highlighter) -> str:
    if row.actor:
        slug, name = row.actor
        return f'<a href="/actors/{escape(slug)}">{emphasise.speaker(name, slug)}</a>'
    return emphasise.speaker(row.speaker) if row.speaker else _nobody()


def _pending() -> str:
    return f'<span class="tag pending">{gettext("Pending review")}</span> '


def _nobody() -> str:
    return gettext("Speaker not known")


@kept_by_locale(4096)
def _unmarked(actor: Named | None, speaker: str | None) -> str:
    """Return the speaker where nothing is searched for: many statements have the same."""
    if actor:
        return f'<a href="/actors/{escape(actor.slug)}">{escape(actor.name)}</a>'
    return escape(speaker) if speaker else _nobody()


def _found_as(row: StatementRow, emphasise: Highlighter) -> str:
    if not (emphasise.words and row.actor):
        return ""
    alias = emphasise.alias(row.actor.name, row.actor.slug)
    return f'\n<p class="note">{found_as(alias)}</p>' if alias else ""


@kept_by_locale(4096)
def _role(of: str | None, office: str | None, is_printed: bool) -> str:
    told = f' <span class="office">{escape(named(office))}</span>' if office else ""
    if is_printed:
        told += f' <span class="office">{gettext("as printed, not resolved")}</span>'
    return side(of) + told


def _wordings(row: StatementRow, emphasise: Highlighter) -> str:
    """The leading quote; where that has no hit, those that have one too."""
    if not emphasise.words:
        return words(row.text, row.form, row.language)
    hits = emphasise.hits(row.text)
    shown = words(row.text, row.form, row.language, hits)
    if hits:
        return shown
    others = [(quote, emphasise.hits(quote.text)) for quote in row.quotes[1:]]
    return shown + "".join(
        words(quote.text, quote.form, quote.language, found, gettext("In another wording: "))
        for quote, found in others
        if found
    )


def _sources(row: StatementRow, path: str, searched: str) -> str:
    if len(row.quotes) == 1:
        return f"<li>{source(row.quotes[0], searched)}</li>"
    shown = [f"<li>{source(quote, searched)}</li>" for quote in row.quotes[:SHOWN_SOURCES]]
    if more := len(row.quotes) - len(shown):
        words_for_more = labels.counted(more, "more wording")
        shown.append(f'<li><a href="{path}">{words_for_more}</a></li>')
    return "".join(shown)


def _carried(row: StatementRow, path: str) -> str:
    """Tell by how many outlets and in how many languages, where that is more than one."""
    if len(row.quotes) == 1 and row.outlets < 2:
        return ""
    outlets = labels.carried_by(row)
    told = [outlets] if outlets != labels.counted(1, "outlet") else []
    if row.languages > 1:
        told.append(labels.counted(row.languages, "language"))
    if not told:
        return ""
    return f'<p class="carried"><a href="{path}#wordings-title">{", ".join(told)}</a></p>\n'
