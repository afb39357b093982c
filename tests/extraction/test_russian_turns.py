"""Russian turns: interviews, transcripts, labels, and frames around others' words."""

from datetime import date

import pytest

from app.extraction import extract
from tests.extraction.gazetteer import WORLD

THURSDAY = date(2024, 12, 26)
LEAD = "Посол Ульмии Кристиан Ленц рассказал в интервью «Вестнику», когда откроют порт.\n\n"
TALK = (
    "— Когда откроют порт?\n\n— Весной. Торопиться не будем.\n\n— А дорогу?\n\n— Летом.\n\n"
    "Камень уже везут.\n\n— Говорят, денег нет.\n\n— Деньги есть."
)


def pairs(text: str) -> list[tuple[str | None, str]]:
    """Return (speaker, words) of each attribution."""
    found = extract(text, "ru", THURSDAY, WORLD).attributions
    return [(item.speaker, item.words(text).rstrip(",")) for item in found]


def test_the_answers_of_an_interview_go_to_its_guest() -> None:
    answers = [pair for pair in pairs(LEAD + TALK) if "порт" not in pair[1]]
    assert answers == [
        ("Кристиан Ленц", "Весной. Торопиться не будем."),
        ("Кристиан Ленц", "Летом. … Камень уже везут."),
        ("Кристиан Ленц", "Деньги есть."),
    ]


def test_the_answers_of_an_interview_without_a_guest_are_nobody_s() -> None:
    assert {who for who, _ in pairs("Порт закрыт.\n\n" + TALK)} == {None}


def test_paragraphs_with_dashes_that_ask_nothing_are_no_interview() -> None:
    text = LEAD + "— хлеб;\n\n— соль;\n\n— вода;\n\n— рис."
    assert all("соль" not in words for _, words in pairs(text))


def test_an_answer_without_a_name_goes_to_whoever_gives_the_briefing() -> None:
    text = (
        "Представитель МИД Ульмии Дарина Вельская провела брифинг.\n\n"
        "Вопрос: Посол отозван?\n\nОтвет: Нет, это неправда.\n\n"
        "Вопрос: Будет ли встреча?\n\nОтвет: Да, будет.\n\n"
        "Отвечая на вопрос о рыбаках, дипломат заявила, что вода спала."
    )
    assert pairs(text) == [
        ("Дарина Вельская", "Нет, это неправда."),
        ("Дарина Вельская", "Да, будет."),
        ("Дарина Вельская", "вода спала"),
    ]


def test_an_answer_in_dashes_begins_with_its_paragraph() -> None:
    text = "— Почти готов. Остались пошлины на зерно, — ответил Бо Линд."
    assert pairs(text) == [("Bo Lind", "Почти готов. Остались пошлины на зерно")]


def test_a_label_before_marks_tells_who_speaks() -> None:
    assert pairs("Министр Бо Линд: «Дамба держится».") == [("Bo Lind", "Дамба держится")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("С заявлением о том, что дамба держится, выступил Бо Линд.", "дамба держится"),
        ("В Карске обсудили заявление Бо Линда о том, что дамба держится.", "дамба держится"),
        ("Бо Линд выразил обеспокоенность тем, что дамба слаба.", "дамба слаба"),
        ("Бо Линд призвал соседей «не ждать паводка у реки».", "не ждать паводка у реки"),
        ("«Дамба держится», — бросил Бо Линд и ушел со встречи.", "Дамба держится"),
        ("«Дамба держится», — цитирует его слова агентство.", "Дамба держится"),
        ("Бо Линд поручил проверить дамбу.", "проверить дамбу"),
    ],
)
def test_rarer_announcements_have_their_words(text: str, words: str) -> None:
    assert [said for _, said in pairs(text)] == [words]


def test_a_clause_belongs_to_the_second_of_two_verbs() -> None:
    text = "Бо Линд напомнил о паводке и добавил, что дамба держится."
    assert [said for _, said in pairs(text)] == ["паводке", "дамба держится"]


@pytest.mark.parametrize(
    "text",
    [
        "По словам президента Ульмии, Бо Линд сообщил ему, что дамба держится.",
        "Бо Линд заявил, что дамба «держится еще одну зиму», рассказали газете два источника.",
    ],
)
def test_a_frame_around_another_s_words_is_no_statement(text: str) -> None:
    assert [who for who, _ in pairs(text)] == ["Bo Lind"]


def test_a_letter_of_the_same_speaker_is_a_frame() -> None:
    text = "Ада Мур потребовала расследования. Об этом говорится в ее письме."
    assert pairs(text) == [("Ada Moor", "расследования")]


def test_one_of_several_speaks() -> None:
    text = "По словам одного из дипломатов, дамба держится."
    assert [words for _, words in pairs(text)] == ["дамба держится"]


def test_where_a_name_was_given_is_no_part_of_it() -> None:
    text = "Бо Линд назвал доклад «пустой бумагой» в беседе с «Линией»."
    assert [words for _, words in pairs(text)] == ["доклад «пустой бумагой»"]


@pytest.mark.parametrize(
    "text",
    [
        "«Дамба держится. Ада Мур писала: «Мост цел».\n\nПаводок кончился», — сказал Бо Линд.",
        "«Дамба держится. Вода спала.\n\nМы верим, что «Сарн» цел», — сказал Бо Линд.",
    ],
)
def test_marks_in_marks_do_not_part_a_quotation_over_paragraphs(text: str) -> None:
    [(who, words)] = pairs(text)
    assert who == "Bo Lind"
    assert words.startswith("Дамба держится")
    assert words.endswith(("кончился", "цел"))


def test_dashes_that_open_with_no_question_are_no_talk() -> None:
    text = "Бо Линд дал интервью.\n\n— Вода ушла.\n\n— Она ушла.\n\n— Куда она ушла?\n\n— На север."
    assert pairs(text) == []


def test_dashes_that_open_with_a_question_are_a_talk() -> None:
    text = "Бо Линд дал интервью.\n\n— Вода ушла?\n\n— Она ушла.\n\n— Куда она ушла?\n\n— На север."
    assert pairs(text) == [("Bo Lind", "Она ушла."), ("Bo Lind", "На север.")]
