"""Search: any spelling finds a word or a name, and the index is what the texts are."""

import unicodedata
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from app.db import Database
from app.queries.filters import StatementFilter, parse_filter
from app.queries.names import find_actors_named
from app.queries.rows import rows
from app.queries.select import count, page, select
from app.queries.words import parse_words
from tests.sample import Record, Said

# Tables of names: real ones stand here alone, and nobody of them says anything.
NAMES = {
    "recep-tayyip-erdogan": ("Recep Tayyip Erdoğan", "Erdoğan", "Реджеп Тайип Эрдоган", "Эрдоган"),
    "sergey-lavrov": ("Sergey Lavrov", "Lavrov", "Сергей Лавров", "Лавров"),
    "ibrahim-kalin": ("İbrahim Kalın", "Kalın", "Ибрагим Калын", "Калын"),
    "ahmed-al-sharaa": (
        "Ahmed al-Sharaa", "al-Sharaa", "Abu Mohammed al-Jolani", "Jolani", "Ahmed Şara",
        "Ахмед аш-Шараа", "Джолани", "أحمد الشرع",
    ),
    "maria-zakharova": ("Maria Zakharova", "Zakharova", "Мария Захарова", "Захарова"),
    "omer-celik": ("Ömer Çelik", "Çelik", "Омер Челик"),
    "yasar-guler": ("Yaşar Güler", "Güler", "Яшар Гюлер"),
}  # fmt: skip

FOUND_BY = {
    "recep-tayyip-erdogan": [
        "Erdogan", "Erdoğan", "ERDOĞAN", "erdoğan", "Эрдоган", "Эрдогана", "Эрдогану", "Эрдоганом",
        "Erdoğan'ın", "Erdoğan’a", "Recep Tayyip Erdogan", '"Tayyip Erdoğan"', "erdog*",
        "Erdog\u0306an",
    ],
    "sergey-lavrov": [
        "Lavrov", "LAVROV", "Лавров", "Лаврова", "Лаврову", "Лавровым", "лавров", "Sergei Lavrov",
        "Sergey Lavrov", "Сергея Лаврова", "Lavrov'un", "Lavrov's",
        "Сергею Лаврову",
    ],
    "ibrahim-kalin": ["Kalin", "Kalın", "KALIN", "Калин", "Калын", "Калына", "Ibrahim Kalin"],
    "ahmed-al-sharaa": [
        "Jolani", "al-Sharaa", "Sharaa", "Şara", "Sara", "аш-Шараа", "Джолани", "al-Jolani",
        "الشرع",
    ],
    "maria-zakharova": ["Zakharova", "Zaharova", "Захарова", "Захаровой", "Захарову"],
    "omer-celik": ["Celik", "Çelik", "ÇELİK", "Челик", "omer celik"],
    "yasar-guler": ["Guler", "Güler", "Гюлер", "Гюлера", "yasar"],
}  # fmt: skip

# What invented people said, and spellings under which it is looked for.
SAID = {
    "Suriye'nin kuzeyinde kış soğuk geçti, Fırat taştı.": [
        "Suriye", "Suriye'nin", "suriye’nin", "SURİYE", "Fırat", "firat", "FIRAT", "Firat'ın",
        "kis", "kış", "soğuk geçti", '"soguk gecti"', "tasti", "kuzey*",
    ],
    "Ёлка стоит у реки, а йод нужен в Киеве и Київ теж.": [
        "елка", "ёлка", "ЁЛКА", "ЕЛКА", "йод", "ЙОД", "реки", '"у реки"', "Київ", "київ",
    ],
    "The café by the Łódź bridge — naïve, but straße is open.": [
        "cafe", "café", "CAFÉ", "caf\u0065\u0301", "lodz", "Łódź", "naive", "straße", "bridge —",
    ],
    "Η συμφωνία τηρήθηκε στον ποταμό.": ["συμφωνία", "ΣΥΜΦΩΝΊΑ", "ποταμό"],
    "سد النهر مفتوح يا أحمد": ["النهر", "سد", "أحمد", '"يا أحمد"'],
    "Bakıda görüş keçirildi, şəhər sakitdir": ["şəhər", "seher", "Bakıda", "gorus"],
    "за́мок взя́ли у обʼєкта": ["замок", "за́мок", "ЗА́МОК", "взяли", "обʼєкта", '"у обʼєкта"'],
}  # fmt: skip

# й is a letter of its own, and a word is not found by a part of it.
NOT_FOUND = ["иод", "ино", "Sur", "afe", '"geçti soğuk"', "Lav", "Erdogann"]


@pytest.fixture(scope="module")
def session(shared_database: Database) -> Iterator[Session]:
    """A record in which the names are known, and only an invented woman speaks."""
    with shared_database.writer() as writer:
        record = Record(writer)
        for slug, names in NAMES.items():
            record.actor(slug, *names)
        ada = record.actor("ada-moor", "Ada Moor")
        for words in SAID:
            article = record.article(f"Ada Moor: {words}")
            record.statement(Said(article, words), actor=ada)
        article = record.article("Çağrı Ilgaz said that the dam held.")
        record.statement(
            Said(article, "the dam held", form="indirect", speaker="Çağrı Ilgaz"),
            speaker="Çağrı Ilgaz",
        )
    with shared_database.reader() as reader:
        yield reader


def texts(session: Session, q: str, **more: object) -> set[str]:
    """The words of the statements that `q` finds, read as from a URL."""
    wanted = parse_filter([("q", q), *((name, str(value)) for name, value in more.items())])
    assert not wanted.problems
    found = page(select(session, wanted.wanted))
    assert found.total == len(found.ids)
    return {row.text for row in rows(session, found.ids)}


@pytest.mark.parametrize(
    ("slug", "typed"), [(slug, typed) for slug, every in FOUND_BY.items() for typed in every]
)
def test_a_name_is_found_in_any_spelling(session: Session, slug: str, typed: str) -> None:
    wanted = parse_filter([("q", typed)]).wanted
    found = find_actors_named(session, parse_words(wanted.q))
    assert slug in [match.slug for match in found]


@pytest.mark.parametrize(
    ("text", "typed"), [(text, typed) for text, every in SAID.items() for typed in every]
)
def test_a_word_is_found_in_any_spelling(session: Session, text: str, typed: str) -> None:
    assert text in texts(session, typed)


@pytest.mark.parametrize("typed", NOT_FOUND)
def test_what_is_another_word_is_not_found(session: Session, typed: str) -> None:
    assert texts(session, typed) == set()


def test_a_match_says_which_alias_it_was(session: Session) -> None:
    [match] = find_actors_named(session, parse_words("джолани"))
    assert (match.name, match.alias) == ("Ahmed al-Sharaa", "Джолани")


def test_a_speaker_without_an_actor_is_found_by_the_printed_name(session: Session) -> None:
    assert texts(session, "cagri ilgaz") == {"the dam held"}


def test_a_word_and_a_speaker_together_narrow_the_list(session: Session) -> None:
    assert texts(session, "moor firat") == {next(iter(SAID))}


def test_exact_takes_only_the_letters_that_were_typed(session: Session) -> None:
    first = next(iter(SAID))
    assert texts(session, "Fırat", exact=1) == {first}
    assert texts(session, "firat", exact=1) == texts(session, "FIRAT", exact=1) == set()


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("kuzey", False), ("kuzey*", True), ("KUZEY*", False), ("uzeyinde", False),
        ("Suriye", True), ("suriye", False), ("Suriye'nin", True), ("Suriye’nin", False),
        ('"soğuk geçti"', True), ('"soğuk  geçti"', True), ('"soğuk geç"', False),
        ("(Fırat),", True), ("Fırat.taştı", False), ("s.ğuk", False), ("kış -Firat", True),
        ("kış -Fırat", False), ("***kış", True), (r"kış\\", True), ("[kış]", True),
    ],
)  # fmt: skip
def test_exact_takes_whole_words_alone(session: Session, typed: str, is_found: bool) -> None:
    assert (next(iter(SAID)) in texts(session, typed, exact=1)) == is_found


@pytest.mark.parametrize("typed", ["أحم*", "Киї*", "ЁЛ*", "i\u0307st*", "caf*", "şə*"])
def test_a_prefix_is_found_in_any_spelling(session: Session, typed: str) -> None:
    beginnings = {"أحم": "سد", "Киї": "Ёлка", "ЁЛ": "Ёлка", "caf": "The", "şə": "Bakıda"}
    beginning = beginnings.get(typed.rstrip("*"))
    assert [text.split()[0] for text in texts(session, typed)] == ([beginning] if beginning else [])


def test_only_a_refused_word_is_everything_without_it(session: Session) -> None:
    assert texts(session, "-firat") == {*SAID, "the dam held"} - {next(iter(SAID))}


def test_only_punctuation_is_no_filter(session: Session) -> None:
    selection = select(session, StatementFilter(q="?! …"))
    assert selection.words.is_empty
    assert count(selection) == len(SAID) + 1


def test_relevance_puts_the_text_that_holds_more_of_the_words_first(database: Database) -> None:
    with database.writer() as session:
        record = Record(session)
        for words in ("one dam among many other words in a long sentence", "dam dam river"):
            record.statement(Said(record.article(words), words))
        wanted = StatementFilter(q="dam OR river", sort="relevance")
        ids = page(select(session, wanted)).ids
        assert rows(session, ids)[0].text == "dam dam river"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30), st.sampled_from(["newest", "relevance"]), st.booleans())
@example('"', "relevance", False)
@example("NEAR(a b) OR AND NOT *", "relevance", True)
@example("words:dam ^dam {a b}: c", "newest", False)
@example("a' OR 1=1 --", "relevance", True)
@example("& | ! <-> :*", "relevance", False)
@example("\\ %_", "newest", True)
@example("٣ ² Ⅷ 𝟘 ㍿", "relevance", False)
def test_nothing_typed_is_an_error_of_the_database(
    session: Session, typed: str, sort: str, exact: bool
) -> None:
    pairs = [("q", typed), ("sort", sort), ("exact", str(int(exact)))]
    page(select(session, parse_filter(pairs).wanted))


# Letters of the scripts that people write about Syria in: SQLite knows the cases of no others
# that came into Unicode since 2012.
SCRIPTS = ((0x30, 0x24F), (0x386, 0x3CE), (0x400, 0x4FF), (0x620, 0x6D3))
LETTERS = st.text(
    st.one_of(
        st.characters(categories=["Lu", "Ll", "Lo", "Nd"], min_codepoint=low, max_codepoint=high)
        for low, high in SCRIPTS
    ),
    min_size=1,
    max_size=6,
).filter(lambda word: unicodedata.is_normalized("NFKC", word))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LETTERS)
@example("їжак")
@example("Ўзбек")
@example("ßen")
@example("ΐα")
@example("İIıi")
@example("İΪ")
@example("أحمد")
def test_a_word_finds_the_text_that_it_was_copied_from(database: Database, word: str) -> None:
    with database.writer() as session:
        record = Record(session)
        record.statement(Said(record.article(word), word))
        found = count(select(session, parse_filter([("q", word)]).wanted))
        session.rollback()
    assert found == 1


def test_the_index_follows_every_write(database: Database) -> None:
    def total(session: Session, q: str) -> int:
        return count(select(session, StatementFilter(q=q)))

    with database.writer() as session:
        record = Record(session)
        article = record.article("The dam leaks. The bridge holds.")
        statement = record.statement(Said(article, "The dam leaks."))
        assert (total(session, "dam"), total(session, "bridge")) == (1, 0)
        [quote] = record.quotes[statement.id or 0]
        quote.text = "The bridge holds."
        session.flush()
        assert (total(session, "dam"), total(session, "bridge")) == (0, 1)
        quote.cue = "told"
        session.flush()
        assert total(session, "bridge") == 1
        session.delete(quote)
        session.flush()
        assert total(session, "bridge") == 0


def test_a_write_that_is_taken_back_leaves_no_trace_in_the_index(database: Database) -> None:
    with database.writer() as session:
        record = Record(session)
        record.statement(Said(record.article("The dam leaks."), "The dam leaks."))
        session.rollback()
    with database.reader() as session:
        assert count(select(session, StatementFilter(q="dam"))) == 0


def test_sqlites_own_check_finds_the_index_true(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        for words in SAID:
            statement = record.statement(Said(record.article(words), words))
        record.quotes[statement.id or 0][0].text = "Fırat’ın ёлка"
        session.flush()
        check = "INSERT INTO quote_search(quote_search, rank) VALUES ('integrity-check', 1)"
        session.execute(sa.text(check))
