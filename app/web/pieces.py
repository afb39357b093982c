"""Pieces: what many pages say of a statement in the same way: side, day, words, source.

They are drawn here and not by macros, since a page has hundreds: a macro takes five times as
long. Pieces that many statements share are written once and kept by what they say.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from app.locales import gettext, kept_by_locale
from app.models import TextKind
from app.queries.rows import QuoteRow
from app.spans import Span
from app.web import labels
from app.web.highlight import mark


@kept_by_locale(256)
def side(value: str | None) -> str:
    """Return a side's name; its mark differs in shape as well as in colour."""
    kind, name = escape(value or "none"), escape(labels.side_name(value))
    return f'<span class="side side-{kind}">{name}</span>'


@kept_by_locale(4096)
def time(printed: str | date | None) -> str:
    """Return a day at its precision, such as 2024-12."""
    if not printed:
        return gettext("day unknown")
    return f'<time datetime="{escape(str(printed))}">{escape(labels.day(printed))}</time>'


@kept_by_locale(4096)
def link(path: str, name: str, kind: str = "") -> str:
    """Return a link that many statements have: to an outlet, or to a topic.

    Args:
        kind: class of the link.
    """
    classed = f'class="{escape(kind)}" ' if kind else ""
    return f'<a {classed}href="{escape(path)}">{escape(name)}</a>'


@kept_by_locale(256)
def _form(form: str, language: str) -> str:
    meaning, word = escape(labels.FORM_MEANINGS[form]), escape(labels.FORM_WORDS[form])
    told = f'<abbr title="{meaning}">{word}</abbr>'
    if language != "en":
        told += f' <span class="lang">{escape(labels.language_name(language))}</span>'
    return told


def words(text: str, form: str, language: str, hits: Sequence[Span] = (), before: str = "") -> str:
    """Return a quote's text with its form in a word.

    Args:
        hits: what is marked in it.
        before: said before the form.
    """
    shown = mark(text, hits) if hits else escape(text)
    if form == "direct":
        first, last = labels.quotation_marks(language)
        shown = f'<span class="qm">{first}</span>{shown}<span class="qm">{last}</span>'
    return (
        f'<figure class="words {escape(form)}">'
        f"<figcaption>{escape(before)}{_form(form, language)}</figcaption>\n"
        f'<blockquote lang="{escape(labels.html_language(language))}"><p>{shown}</p></blockquote>'
        "</figure>"
    )


def source(quote: QuoteRow, searched: str = "") -> str:
    """Return where a quote stands: outlet, day published, who relays it, and the article.

    Args:
        searched: the query string of what the opened article marks.
    """
    outlet, day, kind = quote.outlet, quote.published_on, ""
    where = link(f"/outlets/{outlet.slug}", outlet.name) if outlet else gettext("Outlet not known")
    if quote.text_kind == TextKind.DIGEST:
        kind = f' <span class="tag">{labels.KIND_WORDS["digest"]}</span>'
    title = escape(quote.article_title or gettext("Article %(number)s", number=quote.article_id))
    return (
        f"<cite>{where}</cite>{f', {time(day)}' if day else ''}"
        f"{_via(quote.via) if quote.via else ''}: "
        f'<a href="/articles/{quote.article_id}{escape(searched)}#quote-{quote.id}">{title}</a>'
        f"{kind}"
    )


def found_as(alias: str) -> str:
    """Return by which spelling a name was found."""
    return gettext("found as %(alias)s", alias=f"<q>{escape(alias)}</q>")


def _via(outlet: str) -> str:
    return ", " + gettext("via %(outlet)s", outlet=escape(outlet))
