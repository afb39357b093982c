"""Russian names: a wrong name is the worst fault, no name an honest answer."""

from datetime import date

import pytest

from app.extraction import extract
from tests.extraction.gazetteer import WORLD

THURSDAY = date(2024, 12, 26)


def pairs(text: str) -> list[tuple[str | None, str]]:
    """Return (speaker, words) of each attribution."""
    found = extract(text, "ru", THURSDAY, WORLD).attributions
    return [(item.speaker, item.words(text).rstrip(",")) for item in found]


def speakers(text: str) -> list[str | None]:
    """Return the speakers of a text, in order."""
    return [speaker for speaker, _ in pairs(text)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Заместитель главы Центра рек контр-адмирал Олег Тренский сообщил, что вода спала.",
            "Олег Тренский",
        ),
        (
            "Вода спала, рассказал начальник штаба генерал-майор полиции Арсен Товмаль.",
            "Арсен Товмаль",
        ),
        ("Депутат от оппозиции Юрген Кац заявил, что вода спала.", "Юрген Кац"),
        (
            "Первый и полномочный посол Ульмии в Ардении Кристиан Фолькмер-Дьюи сказал, что ждет.",
            "Кристиан Фолькмер-Дьюи",
        ),
        ("Посол Тарвании в Порт-Ройне Саломея Ирбе рассказала, что вода спала.", "Саломея Ирбе"),
    ],
)
def test_a_title_in_several_parts_ends_with_its_name(text: str, who: str) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Вице-премьер Истрии Златко Беран сказал, что вода спала.", "Златко Беран"),
        ("Министр обороны Норланда Свейн Торп сказал, что вода спала.", "Свейн Торп"),
        ("Норланд ждет. Президент Норланда Хольмгрен сказал, что вода спала.", "Хольмгрен"),
        ("Министр Аурелия Корн заявила, что вода спала.", "Аурелия Корн"),
    ],
)
def test_an_unknown_state_behind_a_title_is_no_first_name(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_an_agency_in_capitals_that_is_told_does_not_speak() -> None:
    text = "Ударов не было, заявил РИЗА Новости официальный представитель штаба Джеймс Харроу."
    assert pairs(text) == [("Джеймс Харроу", "Ударов не было")]


def test_a_hearer_before_the_verb_does_not_speak_where_the_subject_follows() -> None:
    text = "Документ готов. Об этом Интервесту сообщил источник в делегации."
    assert pairs(text) == [("источник", "Документ готов")]


@pytest.mark.parametrize("name", ["Вершинский", "Калле", "Весла"])
def test_a_surname_like_a_common_word_speaks_where_it_opens_a_sentence(name: str) -> None:
    assert speakers(f"{name} сообщил также, что вода спала.") == [name]


def test_a_surname_like_an_adjective_speaks_before_an_aside() -> None:
    assert speakers("Вершинский, в свою очередь, отметил, что вода спала.") == ["Вершинский"]


def test_the_adjective_of_a_state_is_no_surname() -> None:
    assert speakers("Норландский министр сообщил, что вода спала.") != ["Норландский"]


def test_the_apposition_names_whom_a_title_without_a_name_means() -> None:
    text = "Хозяин встречи, министр культуры Бруно Калле, по ее итогам заявил, что вода спала."
    assert speakers(text) == ["Бруно Калле"]


TWO_OFFICES = (
    "Министр иностранных дел Ульмии Виктор Сорренцев сказал, что вода спала. Президент Ульмии"
    " Радомир Нойс сказал, что вода прибывает. "
)


@pytest.mark.parametrize(
    ("office", "who"),
    [
        ("Глава внешнеполитического ведомства", "Виктор Сорренцев"),
        ("Глава МИД", "Виктор Сорренцев"),
        ("Глава государства", "Радомир Нойс"),
        ("Глава компании", "глава компании"),
    ],
)
def test_a_head_of_something_holds_the_office_that_it_means(office: str, who: str) -> None:
    text = TWO_OFFICES + f"{office} уточнил, что паводок кончится."
    assert speakers(text)[2] == who


def test_a_head_of_a_ministry_is_the_minister_later_on() -> None:
    text = "Глава МИД Ульмии Виктор Сорренцев сказал, что вода спала. Министр добавил, что ждет."
    assert speakers(text) == ["Виктор Сорренцев"] * 2


@pytest.mark.parametrize("office", ["Ульмийский министр", "Министр Ульмии"])
def test_the_minister_of_another_unknown_state_is_another(office: str) -> None:
    text = (
        f"Министр культуры Меридии Бруно Калле сказал, что вода спала. {office} сказал, что ждет."
    )
    assert speakers(text)[1] != "Бруно Калле"


def test_an_adjective_of_an_unknown_state_finds_its_minister() -> None:
    text = (
        "Бруно Калле, министр культуры Меридии, встретил министра культуры Ульмии Арна Веслу."
        " Весла сказал, что вода спала. Калле сказал, что ждет. Ульмийский министр добавил,"
        " что уезжает."
    )
    assert speakers(text)[2] == "Арн Весла"


def test_a_title_that_opens_a_sentence_has_no_capital_of_a_name() -> None:
    assert speakers("Собеседница агентства сообщила, что вода спала.") == ["собеседница агентства"]


def test_she_may_be_the_subject_of_a_short_adjective() -> None:
    text = (
        "Пресс-секретарь Леа Норден сказала, что вода спала. С ней не согласна директор Центра"
        " рек Ванда Крол. Вода прибывает, указала она."
    )
    assert speakers(text)[1] == "Ванда Крол"


def test_a_former_president_is_not_the_president() -> None:
    text = (
        "Бывший президент Ульмии Нильс Торп сказал, что вода спала. Президент Радомир Нойс сказал,"
        " что ждет. Экс-президент добавил, что уедет."
    )
    assert speakers(text)[2] == "Нильс Торп"


def test_people_spoken_to_have_no_one_name() -> None:
    text = "«Прошу сохранять спокойствие», — обратилась к жителям Нинель Сабурская."
    assert pairs(text) == [("Нинель Сабурская", "Прошу сохранять спокойствие")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("По словам представителя Меридии Тильды Рауш, вода спала.", "Тильда Рауш"),
        ("По словам министра культуры Арна Веслы, вода спала.", "Арн Весла"),
        ("По словам Курта Лонда, вода спала.", "Курт Лонд"),
        ("Дюма ждал воды. По словам министра Дюма, вода спала.", "Дюма"),
        ("По словам президента Ульмии Нора, вода спала.", "Нор"),
    ],
)
def test_the_case_of_a_title_tells_the_nominative_of_an_unknown_name(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_a_verb_of_the_other_gender_is_another_person_s() -> None:
    text = "По словам жены Беренса Марты Беренс, он дома. Беренс заявил, что устал."
    assert speakers(text) == ["Марта Беренс", "Беренс"]


def test_the_name_behind_an_advocate_s_client_is_his_own() -> None:
    text = "Слух опроверг адвокат Тома Беренса Якоб Линц. По его словам, вода спала."
    assert speakers(text) == ["Якоб Линц"]


def test_a_surname_like_a_place_is_a_person_s_behind_a_title() -> None:
    text = "Премьер Ардении Олле Саар сказал, что вода спала. Премьер добавил, что ждет."
    assert speakers(text) == ["Олле Саар"] * 2


@pytest.mark.parametrize(
    "name", ["Начальник разведки Норланда генерал в отставке Торстен Бьёрк", "Торстен Бьёрк"]
)
def test_a_retired_general_has_his_name_behind_the_rank(name: str) -> None:
    assert speakers(f"{name} сказал, что вода спала.") == ["Торстен Бьёрк"]


def test_a_counterpart_has_the_office_and_not_the_state() -> None:
    text = (
        "Глава МИД Ульмии Антон Гравский и его меридийский коллега Павел Слуцев встретились."
        " Слуцев сказал, что вода спала. Ульмийский коллега выразил надежду, что паводка не будет."
    )
    assert speakers(text) == ["Павел Слуцев", "Антон Гравский"]


def test_two_states_in_capitals_speak_together() -> None:
    text = "Вашинск и Лютен призвали стороны к сдержанности."
    assert speakers(text) == ["Вашинск и Лютен"]


def test_a_question_between_commas_has_no_speaker() -> None:
    text = "Карел Дворжак, отвечая на вопрос, мог ли пилот ошибиться, сказал, что вода спала."
    assert speakers(text) == ["Карел Дворжак"]


def test_it_says_in_it_goes_to_who_made_the_document() -> None:
    text = "МИД Велтании опубликовал заявление. В нем говорится, что вода спала."
    assert speakers(text) == ["Veltanian Foreign Ministry"]
    text = "Вчера появилось заявление. В нем говорится, что вода спала."
    assert speakers(text) == [None]


def test_an_advocate_of_somebody_is_not_that_person() -> None:
    text = "Адвокат семьи Пола Рейна сказал, что иск подадут."
    assert speakers(text) == ["адвокат семьи Пола Рейна"]


def test_sources_of_an_agency_are_not_the_agency() -> None:
    assert speakers("Источники Meridian утверждают, что вода спала.") == ["источники Meridian"]


def test_where_somebody_is_from_is_no_part_of_the_words() -> None:
    text = "По словам ученых из Университета Тальмо, вода спала."
    assert [words for _, words in pairs(text)] == ["вода спала"]


def test_a_ministry_behind_data_is_shown_in_the_nominative() -> None:
    assert speakers("По данным Министерства труда, вода спала.") == ["Министерство труда"]
