"""Aides: whoever is an aide, a deputy or a brother of somebody is not meant by that one's title."""

from dataclasses import replace
from datetime import date

import pytest

from app.extraction import extract
from app.extraction.types import HeldOffice, Kind, KnownActor
from tests.extraction.gazetteer import WORLD
from tests.extraction.reading import FRIDAY, said

Said = list[tuple[str | None, str]]

SPOKESMAN = {
    "en": ("press secretary", "spokesman for the president"),
    "ru": ("пресс-секретарь президента", "представитель президента"),
    "tr": ("Cumhurbaşkanı Danışmanı",),
}
FOREIGN = {"en": ("foreign minister",), "ru": ("министр иностранных дел",)}
DEPUTY = {
    "en": ("deputy foreign minister",),
    "ru": ("заместитель министра иностранных дел", "замглавы МИД"),
    "tr": ("Dışişleri Bakan Yardımcısı",),
}
AIDED = replace(
    WORLD,
    actors=(
        *WORLD.actors,
        KnownActor(
            "rolf-brenn",
            "Rolf Brenn",
            Kind.PERSON,
            ("Rolf Brenn", "Brenn", "Рольф Бренн", "Бренн"),
            gender="m",
            offices=(HeldOffice("veltania-ps", SPOKESMAN, ("veltania",), "ru"),),
        ),
        KnownActor(
            "piet-vos",
            "Piet Vos",
            Kind.PERSON,
            ("Piet Vos", "Vos", "Пит Вос", "Вос"),
            gender="m",
            offices=(HeldOffice("veltania-dfm", DEPUTY, ("veltania",), "ru"),),
        ),
        KnownActor(
            "ida-falk",
            "Ida Falk",
            Kind.PERSON,
            ("Ida Falk", "Falk", "Ида Фальк", "Фальк"),
            gender="f",
            offices=(
                HeldOffice("ostmark-fm", FOREIGN, ("ostmark",), "tr", since=date(2025, 7, 1)),
                HeldOffice("sarn-mayor", {"en": ("mayor",)}, ("sarnia",), "sy", until=FRIDAY),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("en", "Brenn said it leaks. The president said it stinks.",
         ["Rolf Brenn", "The president"]),
        ("en", "Brenn said it leaks. The press secretary said it stinks.",
         ["Rolf Brenn", "Rolf Brenn"]),
        ("en", "Vos said it leaks. The minister said it stinks.", ["Piet Vos", "The minister"]),
        ("en", "Vos said it leaks. The deputy minister said it stinks.", ["Piet Vos", "Piet Vos"]),
        ("en", "Vos said it leaks. The diplomat said it stinks.", ["Piet Vos", "Piet Vos"]),
        ("ru", "Бренн сказал, что там течет. Президент заявил, что там сыро.",
         ["Rolf Brenn", "президент"]),
        ("ru", "Бренн сказал, что там течет. Пресс-секретарь президента заявил, что там сыро.",
         ["Rolf Brenn", "Rolf Brenn"]),
        ("ru", "Бренн сказал, что там течет. Пресс-секретарь заявил, что там сыро.",
         ["Rolf Brenn", "Rolf Brenn"]),
        ("ru", "Вос сказал, что там течет. Министр заявил, что там сыро.",
         ["Piet Vos", "министр"]),
        ("ru", "Вос сказал, что там течет. Глава МИД заявил, что там сыро.",
         ["Piet Vos", "глава МИД"]),
        ("ru", "Вос сказал, что там течет. Замглавы МИД заявил, что там сыро.",
         ["Piet Vos", "Piet Vos"]),
        ("tr", "Brenn, çatının aktığını söyledi. Cumhurbaşkanı, yolun bozuk olduğunu belirtti.",
         ["Rolf Brenn", "Cumhurbaşkanı"]),
        ("tr", "Vos, çatının aktığını söyledi. Bakan, yolun bozuk olduğunu belirtti.",
         ["Piet Vos", "Bakan"]),
        ("tr", "Vos, çatının aktığını söyledi. Bakan Yardımcısı, yolun bozuk olduğunu belirtti.",
         ["Piet Vos", "Piet Vos"]),
    ],
)  # fmt: skip
def test_whom_the_gazetteer_knows_as_an_aide_is_not_his_master(
    language: str, text: str, speakers: list[str]
) -> None:
    found = extract(text, language, FRIDAY, AIDED).attributions
    assert [item.speaker for item in found] == speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whose brother, aide or deputy somebody is tells no office of his own.
        (
            "The mayor's brother, Tom Vann, left. The mayor said it leaks.",
            [("The mayor", "it leaks")],
        ),
        (
            "Tom Vann, the mayor's brother, left. The mayor said it leaks.",
            [("The mayor", "it leaks")],
        ),
        (
            "Tom Vann, brother of President Jan Kolar, left. The president said it leaks.",
            [("Jan Kolar", "it leaks")],
        ),
        (
            "Tom Vann, adviser to the president of Norland, left. The president said it leaks.",
            [("The president", "it leaks")],
        ),
        (
            "Karl Brun, deputy to Finance Minister Eva Munk, left. The minister said it leaks.",
            [("Eva Munk", "it leaks")],
        ),
        (
            ("Karl Brun, who attacked Finance Minister Otto Brandl, left. The minister said it"
            " leaks."),
            [("The minister", "it leaks")],
        ),
        (
            "Deputy Mayor Tom Vann left. The mayor said it leaks. The deputy mayor said it stinks.",
            [("The mayor", "it leaks"), ("Tom Vann", "it stinks")],
        ),
        # What somebody heads stays his own.
        (
            "Tom Vann, a spokesman for the port council, left. The spokesman said it leaks.",
            [("Tom Vann", "it leaks")],
        ),
        (
            "The ministry's envoy, Jan Kolar, left. The envoy said it leaks.",
            [("Jan Kolar", "it leaks")],
        ),
    ],
)  # fmt: skip
def test_an_english_title_is_nobodys_who_stands_beside_its_holder(
    text: str, expected: Said
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Советник президента Юта Корн заявила, что там течет. Президент отметил, что сыро.",
            ["Юта Корн", "президент"],
        ),
        (
            (
                "Заместитель министра обороны Петр Вальд заявил, что там течет. Министр сообщил,"
                " что там сыро. Замминистра добавил, что там скользко."
            ),
            ["Петр Вальд", "министр", "Петр Вальд"],
        ),
        (
            "Помощник мэра Бруно Кесс заявил, что там течет. Мэр сообщил, что там сыро.",
            ["Бруно Кесс", "мэр"],
        ),
        (
            (
                "Глава администрации президента Бруно Кесс заявил, что там течет. Президент"
                " сообщил, что там сыро."
            ),
            ["Бруно Кесс", "президент"],
        ),
        # Once he holds the office himself, the title is his.
        (
            (
                "Помощник мэра Бруно Кесс заявил, что там течет. Через год мэр Бруно Кесс ушел."
                " Мэр сообщил, что там сыро."
            ),
            ["Бруно Кесс", "Бруно Кесс"],
        ),
    ],
)
def test_a_russian_title_is_nobodys_who_is_an_aide(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in said(text, "ru")] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            (
                "Cumhurbaşkanı Başdanışmanı Lora Tesk, çatının aktığını söyledi. Cumhurbaşkanı,"
                " yolun bozuk olduğunu belirtti."
            ),
            ["Lora Tesk", "Cumhurbaşkanı"],
        ),
        (
            (
                "Savunma Bakan Yardımcısı Oktay Brant, çatının aktığını söyledi. Bakan, yolun bozuk"
                " olduğunu belirtti."
            ),
            ["Oktay Brant", "Bakan"],
        ),
        (
            (
                "Vali Yardımcısı Oktay Brant, çatının aktığını söyledi. Vali Yardımcısı, yolun"
                " bozuk olduğunu belirtti."
            ),
            ["Oktay Brant", "Oktay Brant"],
        ),
    ],
)
def test_a_turkish_title_is_nobodys_who_is_an_aide(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in said(text, "tr")] == speakers


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        (
            "en",
            "Moor said it leaks. The foreign minister said it stinks.",
            {"2025-06-30": ["Ada Moor", "Ada Moor"],
             "2025-07-02": ["Ada Moor", "The foreign minister"]},
        ),
        (
            "ru",
            "Мур сказала, что там течет. Министр иностранных дел заявила, что там сыро.",
            {"2025-06-30": ["Ada Moor", "Ada Moor"],
             "2025-07-02": ["Ada Moor", "министр иностранных дел"]},
        ),
    ],
)  # fmt: skip
def test_whoever_has_a_successor_holds_the_office_no_more(
    language: str, text: str, speakers: dict[str, list[str]]
) -> None:
    for day, expected in speakers.items():
        found = extract(text, language, date.fromisoformat(day), AIDED).attributions
        assert [item.speaker for item in found] == expected


def test_an_office_that_its_only_known_holder_left_is_nobodys_on_an_unknown_day() -> None:
    text = "The mayor of Sarnia said it leaks."
    found = [extract(text, "en", day, AIDED).attributions[0].actor for day in (None, FRIDAY)]
    assert found == [None, "ida-falk"]
