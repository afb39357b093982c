"""Spellings: the table of what must find each other, in three languages, on both databases."""

from collections.abc import Iterator
from unicodedata import normalize

import pytest
from sqlmodel import Session

from app.db import Database
from app.queries.filters import parse_filter
from app.queries.index.keeper import Keeper
from app.queries.names import find_actors_named, understand
from app.queries.rows import rows
from app.queries.select import page, select
from app.queries.suggest import suggest_names
from app.queries.words import parse_words
from tests.sample import Record, Said

# Invented people: the names that are known of each, and every way in which somebody may type,
# or a text may print, one of them. All spellings of one line find each other.
NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ilya-sarnov": (
        ("Ilya Sarnov", "Sarnov", "Илья Сарнов"),
        (
            "Sarnov", "SARNOV", "sarnov", "Sarnov's", "Sarnov’s", "Sarnov'un", "Sarnov’a", "Сарнов",
            "САРНОВ", "Сарнова", "Сарнову", "Сарновым", "Сарнове", "(Sarnov)", "Сарнов,",
        ),
    ),
    "zhanna-khlebova": (
        ("Zhanna Khlebova", "Hlebova", "Жанна Хлебова"),
        (
            "Khlebova", "Hlebova", "KHLEBOVA", "Khlebova'nın", "Хлебова", "Хлебовой", "Хлебову",
            "ХЛЕБОВОЙ",
        ),
    ),
    "fyodor-yolkin": (
        ("Fyodor Yolkin", "Fedor Elkin", "Фёдор Ёлкин"),
        ("Ёлкин", "Елкин", "ёлкин", "ЕЛКИНА", "Ёлкина", "Ёлкину", "Елкиным", "Elkin"),
    ),
    "andrey-dvoynikov": (
        ("Andrey Dvoynikov", "Андрей Двойников"),
        (
            "Двойников", "двойникова", "ДВОЙНИКОВУ", normalize("NFD", "Двойников"), "Двойниковым",
            "Dvoynikov", "Dvoynikov'un",
        ),
    ),
    "lev-polyansky": (
        ("Lev Polyansky", "Лев Полянский"),
        (
            "Polyansky", "Polyansky’s", "Полянский", "Полянского", "Полянскому", "Полянским",
            "Полянском",
        ),
    ),
    "ibrahim-senoz": (
        ("İbrahim Şenöz", "Ибрагим Шенёз"),
        (
            "Şenöz", "Senoz", "ŞENÖZ", "senöz", "şenoz", normalize("NFD", "Şenöz"), "Şenöz'ün",
            "Şenöz’e", "Шенёз", "Шенез", "Шенёза", "Шенезу", "ШЕНЁЗОМ",
        ),
    ),
    "cagri-ilgaz": (
        ("Çağrı Ilgaz", "Чагры Ылгаз"),
        (
            "Ilgaz", "ılgaz", "ILGAZ", "ilgaz", "İLGAZ", "i\u0307lgaz", "Ilgaz'ın", "ılgaz’a",
            "Ylgaz", "Ылгаз", "Ылгаза", "Ылгазом",
        ),
    ),
    "isil-firtinali": (
        ("Işıl Fırtınalı", "Ышыл Фыртыналы"),
        ("Fırtınalı", "Firtinali", "FIRTINALI", "fırtinalı", "Fırtınalı'dan", "Фыртыналы"),
    ),
}  # fmt: skip
# Typed so, a known name is found; no text prints it, or only one that is spelt alike.
ONLY_TYPED = {"Ylgaz"}

# Words that are no names: their spellings are those of one language.
WORDS = (
    ("Suriye", "SURİYE", "suriye", "Suriye'nin", "Suriye’de", "“Suriye”", "suri\u0307ye"),
    ("kış", "KIŞ", "kis", "kıs", "Kış’ın", normalize("NFD", "kış")),
    ("Fırat", "firat", "FIRAT", "FİRAT", "Fırat'ın"),
    ("ığdır", "IĞDIR", "igdir", "Iğdır'dan"),
    ("ещё", "еще", "ЕЩЁ", "Еще", "е́ще"),
    ("район", "РАЙОН", normalize("NFD", "район"), "райо\u0301н"),
    ("café", "cafe", "CAFÉ", "cafe\u0301", "café's"),
    ("naïve", "naive", "NAÏVE"),
    ("Łódź", "lodz", "ŁÓDŹ", "Lódz"),
)

# What is another word or name does not find it.
APART = (
    ("иод", "йод"), ("Sarno", "Sarnov"), ("Сарн", "Сарнов"), ("Khlebov", "Хлебова"),
    ("Hlebov", "Khlebova"), ("Senozy", "Şenöz"), ("kışın", "kış"), ("раион", "район"),
    ("Suriyeli", "Suriye"), ("Ёлка", "Ёлкин"),
)  # fmt: skip


@pytest.fixture(scope="module")
def filled(shared_database: Database) -> Database:
    """Texts that print each spelling, said by nobody known; and one statement of each name."""
    with shared_database.writer() as writer:
        record = Record(writer)
        actors = {slug: record.actor(slug, *known) for slug, (known, _) in NAMES.items()}
        spellings = [each for _, every in NAMES.values() for each in every]
        words = [each for every in WORDS for each in every]
        every = [*spellings, *words, *(printed for _, printed in APART)]
        for text in dict.fromkeys(normalize("NFC", each) for each in every):
            article = record.article(f"— {text} —")
            record.statement(Said(article, text))
        for slug, actor in actors.items():
            article = record.article(f"one {slug}")
            record.statement(Said(article, f"one {slug}"), actor=actor)
    return shared_database


@pytest.fixture(scope="module", params=["plain", "index"])
def session(filled: Database, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A reader whose questions the database answers alone, or the facet index."""
    with filled.reader() as reader:
        if request.param == "index":
            Keeper().lend(reader)
        yield reader


def texts(session: Session, q: str, **more: object) -> set[str]:
    """The words of the statements that `q` finds."""
    wanted = parse_filter([("q", q), *((name, str(value)) for name, value in more.items())]).wanted
    return {row.text for row in rows(session, page(select(session, wanted), everything=True).ids)}


def printed_as(spellings: tuple[str, ...]) -> set[str]:
    return {normalize("NFC", each) for each in spellings if each not in ONLY_TYPED}


@pytest.mark.parametrize(
    ("slug", "typed"), [(slug, each) for slug, (_, every) in NAMES.items() for each in every]
)
def test_all_spellings_of_a_name_find_each_other_in_texts(
    session: Session, slug: str, typed: str
) -> None:
    found = texts(session, typed)
    assert printed_as(NAMES[slug][1]) - found == set()
    others = {text for name, (_, every) in NAMES.items() if name != slug for text in every}
    assert found & others == set()


@pytest.mark.parametrize(
    ("slug", "typed"), [(slug, each) for slug, (_, every) in NAMES.items() for each in every]
)
def test_all_spellings_of_a_name_find_what_its_bearer_said(
    session: Session, slug: str, typed: str
) -> None:
    assert f"one {slug}" in texts(session, typed)
    assert [match.slug for match in find_actors_named(session, parse_words(typed))] == [slug]
    assert set(understand(session, typed, exact=False).aliases) == {slug}


@pytest.mark.parametrize(("every", "typed"), [(every, each) for every in WORDS for each in every])
def test_all_spellings_of_a_word_find_each_other(
    session: Session, every: tuple[str, ...], typed: str
) -> None:
    assert printed_as(every) - texts(session, typed) == set()


@pytest.mark.parametrize(("typed", "printed"), APART)
def test_what_is_another_word_does_not_find_it(session: Session, typed: str, printed: str) -> None:
    assert printed not in texts(session, typed)


@pytest.mark.parametrize(
    ("slug", "typed"), [(slug, each) for slug, (known, _) in NAMES.items() for each in known]
)
def test_exactly_typed_a_spelling_finds_itself_alone(
    session: Session, slug: str, typed: str
) -> None:
    surname = typed.rsplit(maxsplit=1)[-1]
    found = texts(session, surname, exact=1)
    assert f"one {slug}" in found
    assert all(surname in text for text in found - {f"one {slug}"})


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Sarnof", "ilya-sarnov"),
        ("Sanrov", "ilya-sarnov"),
        ("сарнов'", None),
        ("Сарноф", "ilya-sarnov"),
        ("Hlebowa", None),
        ("Klebova", "zhanna-khlebova"),
        ("Şenözz", None),
        ("Shenos", "ibrahim-senoz"),
        ("firtnali", "isil-firtinali"),
        ("Фыртинлы", "isil-firtinali"),
        ("Ilya Sarnof", "ilya-sarnov"),
        # A word is no slip of a name of three letters: whatever has four would be one of some name.
        ("clev", None),
        ("qqqqqqqq", None),
        ("-Sarnof", None),
        ("?!", None),
    ],
)
def test_a_name_spelt_wrong_is_answered_with_the_right_one(
    session: Session, typed: str, slug: str | None
) -> None:
    found = suggest_names(session, typed, total=len(texts(session, typed)))
    assert [each.slug for each in found][:1] == ([slug] if slug else [])
    assert all(f"one {each.slug}" in texts(session, each.q) for each in found)


def test_the_other_words_of_a_search_stay_beside_the_suggested_name(session: Session) -> None:
    [found] = suggest_names(session, '"one more" Sarnof Ilya -x river*', total=0)
    assert (found.name, found.q) == ("Ilya Sarnov", '"one more" Ilya Sarnov -x river*')


def test_who_explains_fewer_of_the_words_than_another_is_not_suggested(database: Database) -> None:
    with database.writer(keep=False) as session:
        record = Record(session)
        for slug, name in (("ilya-sarnov", "Ilya Sarnov"), ("petr-sarnow", "Petr Sarnow")):
            record.actor(slug, name)
        session.flush()
        found = {q: suggest_names(session, q, total=0) for q in ("Sarnof", "Ilya Sarnof")}
    assert {each.slug for each in found["Sarnof"]} == {"ilya-sarnov", "petr-sarnow"}
    assert [each.slug for each in found["Ilya Sarnof"]] == ["ilya-sarnov"]


def test_nothing_is_suggested_where_much_was_found(session: Session) -> None:
    assert suggest_names(session, "Sarnof", total=4) == []
