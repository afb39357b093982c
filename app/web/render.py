"""Render: pages from templates, and blocks of them where HTMX asks for one alone."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block
from markupsafe import Markup

from app import locales
from app.addresses import is_web
from app.config import data_folder, get_settings
from app.deps import cache_control, is_swap
from app.formats.briefs import change_in_words
from app.locales.stored import said_again
from app.queries.links import FAULTS
from app.services.reports import KINDS as REPORT_WORDS
from app.visitors import visitor_of
from app.web import labels
from app.web.assets import asset
from app.web.bars import bars, month_rows
from app.web.choices import choice, choices
from app.web.drawn import Drawn
from app.web.highlight import Highlighter
from app.web.listed import cards
from app.web.pieces import side, source, time, words
from app.web.waiting import count_for

# What draws HTML and escapes itself what it is given.
PIECES = (bars, cards, choice, choices, month_rows, side, source, time, words)
FILTERS = (
    change_in_words,
    labels.carried_by,
    labels.counted,
    labels.day,
    labels.field_name,
    labels.html_language,
    labels.interval,
    labels.language_name,
    labels.lower,
    labels.moment,
    locales.named,
    labels.number,
    labels.quotation_marks,
    labels.side_name,
    labels.stamp,
    labels.writer,
    is_web,
    said_again,
)


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, nothing is silently missing."""
    made = Environment(
        loader=FileSystemLoader(data_folder("templates")),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Otherwise every page would ask whether the files of its templates changed.
        auto_reload=get_settings().debug,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        locales.gettext, locales.form_for, newstyle=True
    )
    made.filters |= {each.__name__: each for each in FILTERS}
    made.globals |= {each.__name__: _as_html(each) for each in PIECES}
    made.globals |= {
        "asset": asset,
        "basis_meanings": labels.BASIS_MEANINGS,
        "basis_words": labels.BASIS_WORDS,
        "certainty_words": labels.CERTAINTY_WORDS,
        "form_meanings": labels.FORM_MEANINGS,
        "form_words": labels.FORM_WORDS,
        "kind_words": labels.KIND_WORDS,
        "link_faults": locales.Words(FAULTS),
        "link_meanings": labels.LINK_MEANINGS,
        "link_signs": labels.LINK_SIGNS,
        "link_words": labels.LINK_WORDS,
        "locale": locales.current,
        "locales": locales.LOCALES,
        "reason_words": labels.REASON_WORDS,
        "report_words": REPORT_WORDS,
        # Pages that search replace it by one that marks what was found.
        "emphasise": Highlighter(),
    }
    return made


def prepare() -> None:
    """Compile the templates, which the first requests would wait for."""
    for name in environment().list_templates():
        environment().get_template(name)


def _as_html(draw: Callable[..., str]) -> Callable[..., Markup]:
    """Return a function that draws the same, in a form that templates do not escape again."""
    return lambda *given: Markup(draw(*given))  # noqa: S704


def render(
    request: Request,
    template: str,
    *,
    swaps: str | None = None,
    status: int = 200,
    address: str | None = None,
    **context: Any,
) -> HTMLResponse:
    """Return a page, or its block `swaps` alone where HTMX asks for that.

    Args:
        swaps: name of the block that may be fetched alone; it is the id of its element.
        address: the page's one address, for the browser's address bar and search engines.
    """
    visitor = visitor_of(request)
    context |= {
        "request": request,
        "address": address,
        # Pages are kept for all of one kind: the frame tells nobody's name.
        "may_write": visitor.may_write,
        "is_signed_in": visitor.is_signed_in,
        "waiting_for_review": count_for(request) if visitor.may_write else 0,
    }
    headers = {
        "vary": "HX-Request, Accept-Encoding, Accept-Language, Cookie",
        "cache-control": cache_control(request),
    }
    if swaps is not None and is_swap(request):
        if address is not None:
            headers["hx-push-url"] = address
        text = render_block(environment(), template, swaps, **context)
    else:
        text = environment().get_template(template).render(**context)
    return Drawn(text, status_code=status, headers=headers)
