"""Pieces that are drawn without templates: whatever a field holds, it adds no markup."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app.queries.facet_values import FacetLinks, FacetValue
from app.queries.filters import StatementFilter
from app.queries.rows import Named, QuoteRow, StatementRow
from app.queries.words import parse_words
from app.web.bars import bars, month_rows
from app.web.charts import Series, make_chart
from app.web.choices import choice
from app.web.highlight import Highlighter
from app.web.listed import card
from tests.web.reading import said

hostile = st.lists(
    st.sampled_from(["<b>", "</article>", '"', "'", "&lt;", "&", ">", "<!--", " ", "x", "İ"]),
    min_size=1,
    max_size=6,
).map("".join)
dated = st.sampled_from([None, "2024", "2024-12", "2024-12-26"])


class _Structure(HTMLParser):
    """Collects tags with the names of their attributes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment",))


def structure(html: str) -> list[tuple[str, ...]]:
    reader = _Structure()
    reader.feed(html)
    reader.close()
    return reader.found


def statement(field: str, said_on: str | None) -> StatementRow:
    """A statement every text of which is the same."""
    quote = QuoteRow(
        id=2,
        article_id=3,
        start=0,
        end=9,
        parts=((0, 9),),
        text=field,
        form="direct",
        language=field,
        cue=field,
        speaker_printed=field,
        via=field,
        rule=field,
        confidence=None,
        article_title=field,
        text_kind="digest",
        url=field,
        outlet=Named(field, field),
        published_on=date(2024, 12, 26),
    )
    return StatementRow(
        id=1,
        actor=Named(field, field),
        speaker=field,
        office=field,
        side=field,
        said_on=said_on,
        said_on_basis="stated",
        occasion=field,
        place=field,
        form="direct",
        language=field,
        topics=(Named(field, field), Named(field, field)),
        outlets=1,
        status="pending",
        added_at=datetime(2025, 1, 2, tzinfo=UTC),
        quotes=(quote,) * 5,
    )


@given(hostile, dated, st.booleans())
def test_no_field_of_a_statement_adds_markup(
    field: str, said_on: str | None, is_known: bool
) -> None:
    row, tame = statement(field, said_on), statement("tame", said_on)
    if not is_known:
        row, tame = row._replace(actor=None), tame._replace(actor=None)
    drawn = card(row, Highlighter(), 3, field)
    assert structure(drawn) == structure(card(tame, Highlighter(), 3, "tame"))
    assert " ".join(field.split()) in said(drawn)


@given(hostile)
def test_no_alias_and_no_hit_adds_markup(field: str) -> None:
    marks = [
        Highlighter(parse_words("quay"), aliases={name: f"{name} quay"}) for name in (field, "tame")
    ]
    row, tame = statement(field, None), statement("tame", None)
    drawn = [
        card(each._replace(quotes=(each.quotes[0]._replace(text=f"{text} quay {text}"),)), mark, 3)
        for each, mark, text in zip((row, tame), marks, (field, "tame"), strict=True)
    ]
    assert '<mark class="hit">quay</mark>' in drawn[0]
    assert structure(drawn[0]) == structure(drawn[1])


@given(hostile, st.booleans(), st.sampled_from(["actor", "form"]))
def test_no_field_of_a_facet_adds_markup(field: str, selected: bool, name: str) -> None:
    drawn = [
        choice(
            FacetValue(each, each, 1, selected),
            name,
            FacetLinks(name, StatementFilter(q=each, actor=("ada-moor",), form=("direct",))),
            each,
            each,
        )
        for each in (field, "tame")
    ]
    assert structure(drawn[0]) == structure(drawn[1])


@given(hostile)
def test_no_field_of_a_chart_adds_markup(field: str) -> None:
    drawn = []
    for each in (field, "tame"):
        chart = make_chart([Series(each, {"2024-12": 3}, {"2024-12": each}, side=each)])
        assert chart is not None
        ((series, shown),) = chart.strips
        drawn.append(bars(series, shown) + month_rows(chart))
    assert structure(drawn[0]) == structure(drawn[1])
