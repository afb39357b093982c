"""Filters: one state, one URL; a bad value gets a message at its field, and the rest is kept."""

import base64
import json
import string
import unicodedata
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.days import Period
from app.errors import Invalid
from app.models import Side
from app.queries.filters import (
    DEFAULTS,
    FORMS,
    MAX_PER_PAGE,
    MAX_VALUES,
    NONE,
    SORTS,
    STATUSES,
    Cursor,
    StatementFilter,
    parse_filter,
)
from app.queries.words import Word, parse_words

anything = st.text(max_size=40)
slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)
queries = anything.map(
    lambda text: unicodedata.normalize(
        "NFC", "".join(char for char in text if char != "\0" and not "\ud800" <= char <= "\udfff")
    ).strip()
)


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique=True).map(tuple)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    day = draw(st.dates())
    return Period.parse(day.isoformat()[: draw(st.sampled_from([4, 7, 10]))])


@st.composite
def cursors(draw: st.DrawFn, sort: str) -> Cursor:
    keys: dict[str, st.SearchStrategy[Any]] = {
        "newest": st.none() | st.dates().map(date.isoformat),
        "oldest": st.none() | st.dates().map(date.isoformat),
        "relevance": st.floats(allow_nan=False, allow_infinity=False),
        "added": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    }
    return Cursor(sort, draw(keys[sort]), draw(st.integers(1, 2**31 - 1)))


@st.composite
def filters(draw: st.DrawFn) -> StatementFilter:
    """Any filter that a URL can ask for."""
    ends = sorted(draw(st.lists(periods(), max_size=2)), key=lambda end: (end.first, end.last))
    since = ends[0] if ends and draw(st.booleans()) else None
    until = ends[-1] if ends and draw(st.booleans()) else None
    found = StatementFilter(
        q=draw(queries),
        actor=draw(several(slugs)),
        side=draw(several(st.sampled_from([*map(str, Side), NONE]))),
        topic=draw(several(slugs)),
        topics=draw(st.sampled_from(["any", "all"])),
        since=since,
        until=until,
        form=draw(several(st.sampled_from(FORMS))),
        lang=draw(several(st.sampled_from(["en", "ru", "tr", "und"]))),
        outlet=draw(several(slugs)),
        sources=draw(st.integers(1, 1000)),
        status=draw(st.sampled_from(STATUSES)),
        exact=draw(st.booleans()),
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 10_000_000)),
        per=draw(st.integers(1, MAX_PER_PAGE)),
    )
    after = draw(st.none() | cursors(found.order))
    return StatementFilter(**{**vars(found), "after": after})


# ------------------------------------------------------------------------------- one URL


@given(filters())
def test_a_filter_comes_back_from_its_url(wanted: StatementFilter) -> None:
    parsed = parse_filter(parse_qsl(wanted.query(page=wanted.page, after=wanted.after)[1:]))
    assert not parsed.problems
    assert parsed.wanted == wanted


@given(filters(), st.randoms())
def test_one_state_has_one_url_whatever_the_order_of_the_names(
    wanted: StatementFilter, random: Any
) -> None:
    pairs = wanted.pairs()
    names = list(dict.fromkeys(name for name, _ in pairs))
    random.shuffle(names)
    mixed = [pair for name in names for pair in pairs if pair[0] == name]
    assert parse_filter(mixed).wanted.pairs() == pairs


names = st.sampled_from(
    [*(name for name in DEFAULTS if name not in {"since", "until"}), "from", "to", "utm_source"]
)


@given(st.lists(st.tuples(names, anything), max_size=8))
@example([("q", "\x00a")])
@example([("q", "Erdog\u0306an")])
@example([("q", " \ud800 ")])
@example([("after", "WyJhZGRlZCIsIngiLDFd")])
def test_whatever_a_url_holds_what_was_understood_has_a_url_of_its_own(
    pairs: list[tuple[str, str]],
) -> None:
    parsed = parse_filter(pairs)
    again = parse_filter(parsed.wanted.pairs())
    assert not again.problems
    assert again.wanted == parsed.wanted


@given(filters(), st.sampled_from(["actor", "side", "topic", "form", "lang", "outlet"]), anything)
def test_a_varied_value_has_the_url_that_a_changed_filter_has(
    wanted: StatementFilter, name: str, value: str
) -> None:
    now = getattr(wanted, name)
    assert wanted.varied(name)(value) == wanted.query(**{name: (value,)})
    assert wanted.varied(name, beside=True)(value) == wanted.query(**{name: (*now, value)})


@given(filters(), periods())
def test_varied_days_have_the_url_that_changed_days_have(
    wanted: StatementFilter, day: Period
) -> None:
    both = wanted.query(since=day, until=day)
    assert wanted.varied("since", "until")(day.printed) == both
    assert wanted.varied("until")(day.printed) == wanted.query(until=day)


def test_nothing_asked_for_is_an_empty_query() -> None:
    assert StatementFilter().query() == ""


def test_empty_values_and_repeated_ones_are_dropped() -> None:
    pairs = [("actor", ""), ("actor", "ada-moor"), ("q", "  "), ("actor", "ada-moor"), ("to", "")]
    assert parse_filter(pairs).wanted.pairs() == [("actor", "ada-moor")]


def test_names_that_mean_nothing_here_are_ignored() -> None:
    parsed = parse_filter([("utm_source", "x"), ("since", "2024"), ("side", "ru")])
    assert parsed.wanted == StatementFilter(side=("ru",))
    assert not parsed.problems


def test_a_change_of_the_filter_starts_again_at_the_first_page() -> None:
    wanted = StatementFilter(page=3, after=Cursor("newest", None, 7))
    assert wanted.query(side=("ru",)) == "?side=ru"


def test_toggling_a_value_twice_gives_the_first_url_back() -> None:
    wanted = StatementFilter(topic=("dams",))
    assert wanted.toggled("topic", "border") == "?topic=dams&topic=border"
    assert wanted.toggled("topic", "dams") == ""


# ----------------------------------------------------------------------------- bad values


BAD = [
    ("actor", "Ada Moor"),
    ("actor", "x" * 121),
    ("side", "mars"),
    ("topic", "../etc"),
    ("topics", "some"),
    ("from", "soon"),
    ("from", "2024-13"),
    ("from", "2023-02-29"),
    ("from", "0000"),
    ("to", "2024-00"),
    ("to", "２０２４"),
    ("form", "sung"),
    ("lang", "english"),
    ("outlet", "<b>"),
    ("sources", "0"),
    ("sources", "many"),
    ("status", "done"),
    ("exact", "perhaps"),
    ("sort", "best"),
    ("page", "0"),
    ("page", "-1"),
    ("page", "1e3"),
    ("after", "nowhere"),
    ("per", "201"),
]


def test_words_behind_the_limit_are_not_looked_for_but_no_error() -> None:
    parsed = parse_filter([("q", "dam " * 1000)])
    assert not parsed.problems
    assert len(parsed.wanted.q) <= 500
    assert parsed.wanted.q.startswith("dam dam")


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_gets_a_message_at_its_field_and_the_rest_is_kept(
    name: str, value: str
) -> None:
    good = ("side", "tr") if name != "side" else ("form", "direct")
    parsed = parse_filter([good, (name, value), ("lang", "ru")])
    assert set(parsed.problems) == {name}
    assert parsed.typed[name] == value[:500]
    assert [good, ("lang", "ru")] == parsed.wanted.pairs()
    with pytest.raises(Invalid) as caught:
        parsed.checked()
    assert set(caught.value.problems) == {name}


@given(names, anything)
def test_a_problem_stands_at_the_field_that_was_typed(name: str, value: str) -> None:
    parsed = parse_filter([(name, value)])
    assert set(parsed.problems) <= {name}
    assert all(message.endswith(".") for message in parsed.problems.values())


def test_every_bad_value_of_a_url_is_told_at_once() -> None:
    parsed = parse_filter([*BAD, ("status", "pending")])
    assert set(parsed.problems) == {name for name, _ in BAD}
    assert parsed.wanted.status == "pending"


def test_an_end_before_the_start_is_a_problem_of_the_end() -> None:
    parsed = parse_filter([("from", "2024-12"), ("to", "2024-11")])
    assert set(parsed.problems) == {"to"}
    assert parsed.wanted.pairs() == [("from", "2024-12")]


def test_a_start_inside_the_period_of_the_end_is_none() -> None:
    assert not parse_filter([("from", "2024-12-26"), ("to", "2024-12")]).problems


def test_more_values_than_a_person_gives_are_refused() -> None:
    pairs = [("actor", f"a{number}") for number in range(MAX_VALUES + 1)]
    parsed = parse_filter(pairs)
    assert set(parsed.problems) == {"actor"}
    assert len(parsed.wanted.actor) == MAX_VALUES


def packed(*content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "word",
    [
        "",
        "!",
        packed("newest", "2024-12-26"),
        packed("newest", "soon", 1),
        packed("newest", 5, 1),
        packed("newest", "20241226", 1),
        packed("oldest", "2024-12-26", 0),
        packed("oldest", "2024-12-26", 2**31),
        packed("newest", "2024-12-26", True),
        packed("best", None, 1),
        packed("added", "2024-12-26", 1),
        packed("added", "2024-12-26T10:00:00", 1),
        packed("added", "0001-01-01T00:00:00+14:00", 1),
        packed("added", None, 1),
        packed("relevance", "1", 1),
        packed("relevance", float("nan"), 1),
        packed("relevance", float("inf"), 1),
        packed("relevance", None, 1),
        packed({}, [], {}),
        "W" * 100_000,
    ],
)
def test_a_cursor_that_this_site_did_not_write_is_refused(word: str) -> None:
    with pytest.raises(ValueError):
        Cursor.decode(word)


@pytest.mark.parametrize("sort", SORTS)
def test_a_cursor_comes_back_from_its_word(sort: str) -> None:
    @given(cursors(sort))
    def check(cursor: Cursor) -> None:
        assert Cursor.decode(cursor.encode()) == cursor
        assert set(cursor.encode()) <= set(string.ascii_letters + string.digits + "-_")

    check()


def test_a_cursor_of_another_order_is_a_problem_rather_than_the_first_page_again() -> None:
    word = Cursor("newest", "2024-12-26", 7).encode()
    assert set(parse_filter([("after", word), ("sort", "oldest")]).problems) == {"after"}
    assert not parse_filter([("after", word), ("sort", "relevance"), ("q", "-dam")]).problems


# ---------------------------------------------------------------------------------- words


@given(anything)
@example('"')
@example("OR OR -OR")
@example("-")
@example('-"" ***')
def test_nothing_typed_into_the_search_box_is_an_error(typed: str) -> None:
    words = parse_words(typed)
    every = [word for choice in words.wanted for word in choice] + list(words.refused)
    assert all(word.tokens and all(word.tokens) for word in every)


def found(typed: str) -> list[list[str]]:
    return [[" ".join(word.tokens) for word in choice] for choice in parse_words(typed).wanted]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("dam river", [["dam"], ["river"]]),
        ('"cold winter" dam', [["cold winter"], ["dam"]]),
        ("“cold winter”", [["cold winter"]]),
        ('"cold winter', [["cold winter"]]),
        ("dam OR river OR lake border", [["dam", "river", "lake"], ["border"]]),
        ("OR dam", [["dam"]]),
        ("dam OR", [["dam"]]),
        ("dam or river", [["dam"], ["or"], ["river"]]),
        ("Suriye'nin", [["suriye"]]),
        ("Moor’s", [["moor"]]),
        ("O'Neill", [["o neill"]]),
        ("al-Sharaa", [["al sharaa"]]),
        ("... — !", []),
    ],
)
def test_words_are_understood_as_people_mean_them(typed: str, wanted: list[list[str]]) -> None:
    assert found(typed) == wanted


def test_a_minus_refuses_the_word_or_phrase_behind_it() -> None:
    words = parse_words('dam -river -"cold winter"')
    assert [word.tokens for word in words.refused] == [("river",), ("cold", "winter")]


def test_a_refused_or_is_a_word_and_joins_nothing() -> None:
    words = parse_words("dam -OR river")
    assert [[word.typed for word in choice] for choice in words.wanted] == [["dam"], ["river"]]
    assert [word.tokens for word in words.refused] == [("or",)]


def test_a_star_makes_a_prefix_of_two_letters_or_more() -> None:
    assert parse_words("da*").wanted == ((Word(("da",), "da", is_prefix=True),),)
    assert parse_words("d*").wanted == ((Word(("d",), "d"),),)


def test_a_word_keeps_the_diacritics_that_were_typed_beside_its_folded_form() -> None:
    assert parse_words("Fırat’ın").wanted == ((Word(("firat",), "Fırat’ın"),),)
    assert parse_words("Київ").wanted == ((Word(("киів",), "Київ", spelt=("київ",)),),)


def test_only_punctuation_asks_for_nothing() -> None:
    assert parse_words("?! …").is_empty
