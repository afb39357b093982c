"""The seeds hold what the domain needs, and their reader names every fault."""

import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from app.config import data_folder
from app.errors import Invalid
from app.extraction.types import Kind
from app.models.base import Certainty, Side
from app.readers.seeds import CERTAINTIES, KINDS, SIDES, read_seeds
from app.services.gazetteer import gazetteer_from_seeds
from app.text import fold

TOPICS = [
    "bases", "border-security", "eastern-syria", "sdf-pkk", "territorial-integrity",
    "political-transition", "relations-damascus", "ru-tr-coordination", "israel-south",
    "isis-foreign-fighters", "sanctions-reconstruction", "refugees-return", "foreign-forces",
]  # fmt: skip
PERSONS = """
    vladimir-putin sergey-lavrov dmitry-peskov maria-zakharova andrei-belousov sergei-shoigu
    mikhail-bogdanov alexander-lavrentiev sergei-vershinin alexei-yerkhov alexander-yefimov
    vassily-nebenzia andrei-buravov alexander-novak recep-tayyip-erdogan hakan-fidan yasar-guler
    ibrahim-kalin omer-celik oncu-keceli zeki-akturk burhanettin-duran fahrettin-altun nuh-yilmaz
    burhan-koroglu mevlut-cavusoglu hulusi-akar devlet-bahceli ahmed-al-sharaa asaad-al-shaibani
    murhaf-abu-qasra mohammed-al-bashir bashar-al-assad faisal-mekdad mazloum-abdi donald-trump
    marco-rubio tom-barrack antony-blinken antonio-guterres geir-pedersen claudio-cordone
    abbas-araghchi esmaeil-baghaei masoud-pezeshkian ali-khamenei
"""
INSTITUTIONS = {
    "kremlin": "ru", "ru-mfa": "ru", "ru-mod": "ru", "ru-embassy-damascus": "ru",
    "tr-presidency": "tr", "tr-mfa": "tr", "tr-mnd": "tr", "tr-mit": "tr", "tr-mgk": "tr",
    "sy-presidency": "sy", "sy-mfa": "sy", "sdf": "sdf", "aanes": "sdf", "us-state": "us",
    "us-centcom": "us", "un-unsc": "un", "un-ose": "un", "ir-mfa": "ir",
    "astana-guarantors": "other", "russia": "ru", "turkiye": "tr", "syria": "sy",
    "united-states": "us", "iran": "ir",
}  # fmt: skip
OUTLET_NAMES = """
    TASS|RIA Novosti|RT|Zvezda|Anadolu Agency|TRT|SANA|IRNA|Tasnim|Hürriyet Daily News|Daily Sabah
    |A News|BirGün|Halk TV|İHA|Demirören News Agency|Turkish Minute|Interfax|RBC|Kommersant|Rudaw
    |Kurdistan 24|North Press|ANHA|Reuters|AP|AFP|Al-Monitor|The Syrian Observer|Enab Baladi
    |Syria TV|MENAFN|News-Pravda
"""
DOMAINS = ["kremlin.ru", "mid.ru", "tccb.gov.tr", "mfa.gov.tr", "msb.gov.tr", "press.un.org"]
EVENT_DAYS = """
    2015-09-30 2016-08-24 2018-01-20 2019-10 2020-03-05 2024-12-08 2024-12-12 2024-12-17 2024-12-26
    2024-12-29 2025-01-29 2025-03-10 2025-05-14 2025-07-31 2025-10-09 2025-10-15 2026-01-18
    2026-01-23/2026-01-27 2026-01-28 2026-02-20
"""


def sides_of(slug: str, day: date) -> set[str | None]:
    """Return the sides of the offices that an actor of the gazetteer held on `day`."""
    actor = next(actor for actor in gazetteer_from_seeds().actors if actor.slug == slug)
    return {
        office.side
        for office in actor.offices
        if (office.since or date.min) <= day <= (office.until or date.max)
    }


def test_the_thirteen_topics_stand_in_their_order() -> None:
    assert [topic.slug for topic in read_seeds().topics] == TOPICS
    assert [topic.position for topic in read_seeds().topics] == list(range(1, 14))


def test_every_topic_has_terms_in_three_languages() -> None:
    for topic in read_seeds().topics:
        strong = {term.language for term in topic.terms if not (term.weak or term.excluded)}
        assert strong == {"en", "ru", "tr"}, topic.slug


def test_every_person_of_the_domain_is_there() -> None:
    persons = {actor.slug for actor in read_seeds().actors if actor.kind == "person"}
    assert set(PERSONS.split()) - persons == set()


def test_institutions_and_states_have_their_side() -> None:
    sides = {actor.slug: actor.side for actor in read_seeds().actors}
    assert {slug: sides[slug] for slug in INSTITUTIONS} == INSTITUTIONS


def test_every_person_holds_an_office_and_has_no_side_of_their_own() -> None:
    for actor in read_seeds().actors:
        if actor.kind == "person":
            assert actor.tenures, actor.slug
            assert actor.side is None
            assert actor.gender in ("m", "f")


def test_display_names_are_latin() -> None:
    for actor in read_seeds().actors:
        letters = [char for char in actor.name if char.isalpha()]
        assert all("LATIN" in unicodedata.name(char) for char in letters), actor.name


def test_every_person_has_a_russian_spelling() -> None:
    for actor in read_seeds().actors:
        if actor.kind == "person":
            assert any(alias.language == "ru" for alias in actor.aliases), actor.slug


def test_every_text_is_nfc() -> None:
    for file in data_folder("seeds").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), file.name


def test_all_outlets_of_the_domain_are_there() -> None:
    outlets = read_seeds().outlets
    names = {name.strip() for name in OUTLET_NAMES.split("|")}
    assert names - {outlet.name for outlet in outlets} == set()
    assert set(DOMAINS) - {outlet.domain for outlet in outlets} == set()
    assert {outlet.name for outlet in outlets if outlet.republisher} == {"MENAFN", "News-Pravda"}


def test_all_reference_events_are_there() -> None:
    assert set(EVENT_DAYS.split()) - {event.printed for event in read_seeds().events} == set()


def test_a_range_of_days_covers_its_last_one() -> None:
    event = next(e for e in read_seeds().events if e.slug == "russia-leaves-qamishli")
    assert event.days == (date(2026, 1, 23), date(2026, 1, 27))


def test_the_words_for_sides_kinds_and_certainty_are_those_of_the_tables() -> None:
    assert list(SIDES) == list(Side)
    assert list(CERTAINTIES) == list(Certainty)
    assert list(KINDS) == list(Kind)


def test_the_side_follows_the_office_on_the_day() -> None:
    assert sides_of("bashar-al-assad", date(2024, 12, 1)) == {"sy_old"}
    assert sides_of("bashar-al-assad", date(2025, 1, 1)) == set()
    assert sides_of("ahmed-al-sharaa", date(2025, 3, 10)) == {"sy"}
    assert sides_of("hakan-fidan", date(2024, 12, 26)) == {"tr"}


def test_a_name_that_two_share_is_risky_for_both() -> None:
    risky = {actor.slug: actor.risky for actor in gazetteer_from_seeds().actors}
    assert fold("Yılmaz") in risky["nuh-yilmaz"] & risky["cevdet-yilmaz"]


@pytest.mark.parametrize(
    ("slug", "word"),
    [
        ("burhanettin-duran", "duran"),
        ("ibrahim-kalin", "kalın"),
        ("yasar-guler", "güler"),
        ("omer-celik", "çelik"),
        ("murhaf-abu-qasra", "abu hassan"),
        ("mazloum-abdi", "abdi"),
    ],
)
def test_names_that_are_common_words_are_risky(slug: str, word: str) -> None:
    actor = next(actor for actor in gazetteer_from_seeds().actors if actor.slug == slug)
    assert fold(word) in actor.risky
    assert fold(actor.name) not in actor.risky


def test_no_two_actors_share_an_alias_without_it_being_known() -> None:
    owners: dict[str, str] = {}
    for actor in gazetteer_from_seeds().actors:
        for name in {fold(name) for name in actor.names} - actor.risky:
            assert owners.setdefault(name, actor.slug) == actor.slug, name


def test_outlets_and_places_are_no_names_of_persons() -> None:
    gazetteer = gazetteer_from_seeds()
    persons = {fold(n) for a in gazetteer.actors if a.kind is Kind.PERSON for n in a.names}
    assert {fold(name) for name in (*gazetteer.outlets, *gazetteer.places)} & persons == set()


# ------------------------------------------------------------------------------------ faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the seeds, to be spoilt."""
    for file in data_folder("seeds").glob("*.toml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def spoil(folder: Path, file: str, more: str) -> Invalid:
    """Append `more` to a file and return the complaint about it."""
    with (folder / file).open("a", encoding="utf-8") as end:
        end.write(more)
    with pytest.raises(Invalid) as caught:
        read_seeds(folder)
    return caught.value


OFFICE = '[[office]]\nslug = "river-warden"\ntitle = "Warden of the Sarn"\nside = "other"\n'
PERSON = '[[actor]]\nslug = "ada-moor"\nname = "Ada Moor"\nkind = "person"\ngender = "f"\n'


@pytest.mark.parametrize(
    ("file", "more", "message"),
    [
        ("offices.toml", OFFICE.replace("other", "north"), "river-warden.*side.*north"),
        ("offices.toml", OFFICE + 'body = "ostmark"\n', "river-warden.*ostmark"),
        ("offices.toml", OFFICE + 'countrys = ["russia"]\n', "river-warden.*countrys"),
        ("offices.toml", OFFICE + OFFICE, "river-warden.*taken"),
        ("offices.toml", OFFICE.replace("river-warden", "River Warden"), "River Warden.*slug"),
        ("actors.toml", PERSON, "ada-moor.*at least one office"),
        ("actors.toml", PERSON + '[[actor.tenure]]\noffice = "weir"\n', "ada-moor.*weir"),
        (
            "actors.toml",
            PERSON + '[[actor.tenure]]\noffice = "ru-president"\nsince = "2015-02-30"\n',
            "ada-moor”, tenure 1: `since`",
        ),
        (
            "actors.toml",
            PERSON + '[[actor.tenure]]\noffice = "x"\nsince = "2015"\nuntil = "2014"\n',
            "ada-moor.*2014.*before",
        ),
        (
            "actors.toml",
            PERSON + '[actor.aliases]\nen = ["Moor"]\ntr = ["Moor"]\n',
            "ada-moor.*Moor.*twice",
        ),
        ("events.toml", '[[event]]\nslug = "flood"\ntitle = "Flood"\n', "flood.*date"),
        ("topics.toml", '[[topic]]\nslug = "fog"\nname = 3\n', "fog.*name"),
        ("places.toml", "[[place]\n", "not TOML"),
    ],
)
def test_a_fault_names_its_file_and_entry(folder: Path, file: str, more: str, message: str) -> None:
    complaint = spoil(folder, file, more)
    assert list(complaint.problems) == [file]
    assert re.search(message, complaint.problems[file])


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "outlets.toml").unlink()
    with pytest.raises(Invalid, match=r"outlets\.toml"):
        read_seeds(folder)
