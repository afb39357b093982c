"""Bars: a chart's bars, and the rows of the table behind them, as HTML.

Drawn here and not in a template, which takes four times as long for a hundred bars.
"""

from collections.abc import Mapping
from html import escape

from app.locales import kept_by_locale
from app.web.charts import HEIGHT, Bar, Chart, Series
from app.web.labels import counted, day, number


def bars(series: Series, drawn: tuple[Bar, ...]) -> str:
    """Return the links of a drawing, one for each bar; each says in words what it counts."""
    place = escape(f"bar-{series.side or 'all'}-")
    return "\n".join([_bar(bar, place) for bar in drawn])


def _bar(bar: Bar, place: str) -> str:
    month, label = escape(bar.month), _month(bar.month)
    x, height = bar.x, bar.height
    now, chosen = (' aria-current="true"', " now") if bar.is_selected else ("", "")
    return (
        f'<a id="{place}{month}" href="{escape(bar.href)}" data-month="{month}"'
        f' tabindex="{0 if bar.is_stop else -1}"{now}>'
        f"<title>{label}: {counted(bar.number, 'statement')}</title>"
        f'<path class="reach" d="M{x} 0h1v{HEIGHT}h-1z"/>'
        f'<path class="bar{chosen}" d="M{x}.1 {HEIGHT}v-{height:g}h.8v{height:g}z"/></a>'
    )


@kept_by_locale(4096)
def _month(month: str) -> str:
    """Return a month for people."""
    return escape(day(month))


def month_rows(chart: Chart) -> str:
    """Return the rows of the chart as a table, the newest month first."""
    strips = [(series.counts, series.hrefs) for series, _ in chart.strips]
    return "\n".join(
        [
            f'<tr><th scope="row">{_month(month)}</th>{_cells(strips, month)}</tr>'
            for month in chart.listed
        ]
    )


def _cells(strips: list[tuple[Mapping[str, int], Mapping[str, str]]], month: str) -> str:
    cells = ""
    for counts, hrefs in strips:
        count = counts.get(month)
        if count:
            cells += f'<td><a href="{escape(hrefs[month])}">{number(count)}</a></td>'
        else:
            cells += "<td>0</td>"
    return cells
