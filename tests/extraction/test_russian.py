"""Russian: whose words they are, where they begin and end, whatever case a name stands in."""

from datetime import date

import pytest

from app.extraction import extract
from app.extraction.types import Attribution, Basis, Form
from tests.extraction.gazetteer import WORLD

THURSDAY = date(2024, 12, 26)


def found(text: str) -> list[Attribution]:
    """Return what a text says that somebody said."""
    return list(extract(text, "ru", THURSDAY, WORLD).attributions)


def pairs(text: str) -> list[tuple[str | None, str]]:
    """Return (speaker, words) of each attribution."""
    return [(item.speaker, item.words(text).rstrip(",")) for item in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "«Дамба держится», — сказал Бо Линд.",
        "«Дамба держится», – заявил Бо Линд журналистам.",
        '"Дамба держится", - подчеркнул Бо Линд.',
        "„Дамба держится“, — отметил Бо Линд.",
        "«Дамба держится»,— уверен Бо Линд.",
        "Бо Линд сказал: «Дамба держится».",
        "«Дамба держится», — с таким заявлением выступил Бо Линд.",
        "«Дамба держится», — усмехнулся Бо Линд.",
        "«Дамба держится», — приводит слова Бо Линда агентство.",
        "«Дамба держится», — передает «Дельта» слова Бо Линда.",
        "«Дамба держится», — цитирует Бо Линда агентство.",
        "«Дамба держится», — приводит слова Бо Линда RT.",
    ],
)
def test_a_quotation_goes_to_the_speaker_around_it(text: str) -> None:
    assert pairs(text) == [("Bo Lind", "Дамба держится")]
    assert found(text)[0].form is Form.DIRECT


@pytest.mark.parametrize(
    "text",
    [
        "Бо Линд заявил, что дамба держится.",
        "Бо Линд в интервью газете «Дельта» заявил, что дамба держится.",
        "Дамба держится, сообщил Бо Линд журналистам.",
        "Дамба держится, заявил в среду на брифинге в Порт-Сарне глава МИД Велтании Бо Линд.",
        "Как заявил Бо Линд, дамба держится.",
        "Дамба держится, как отметил Бо Линд.",
        "По словам Бо Линда, дамба держится.",
        "По мнению Бо Линда, дамба держится.",
        "Дамба держится, по словам Бо Линда.",
        "С точки зрения Бо Линда, дамба держится.",
        "Бо Линд, глава МИД Велтании, подчеркнул, что дамба держится.",
        "Бо Линд, который вернулся из Порт-Сарна, рассказал, что дамба держится.",
        "Бо Линд, комментируя паводок, обратил внимание на то, что дамба держится.",
        "Отвечая на вопрос о паводке, Бо Линд выразил надежду, что дамба держится.",
        "Бо Линд встретил гостей и сообщил им, что дамба держится.",
        "Дамба держится. Об этом заявил Бо Линд.",
        "Дамба держится.\n\nОб этом журналистам сообщил Бо Линд.",
        "Дамба держится. Соответствующее заявление сделал Бо Линд.",
        "Дамба держится, следует из слов Бо Линда.",
    ],
)
def test_a_clause_goes_without_attribution_to_its_speaker(text: str) -> None:
    assert [(who, words.lower()) for who, words in pairs(text)] == [("Bo Lind", "дамба держится")]
    assert found(text)[0].form is Form.INDIRECT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Бо Линд подчеркнул важность переговоров.", "важность переговоров"),
        ("Бо Линд призвал соседей немедленно открыть шлюзы.", "немедленно открыть шлюзы"),
        ("Бо Линд призвал к открытию шлюзов.", "открытию шлюзов"),
        ("Бо Линд выразил готовность открыть шлюзы.", "готовность открыть шлюзы"),
        ("Бо Линд назвал встречу «полезной».", "встречу «полезной»"),
        ("Бо Линд назвал встречу полезной.", "встречу полезной"),
        ("Бо Линд назвал «чушью» слова соседей.", "«чушью» слова соседей"),
        ("Бо Линд обвинил соседей в обмане.", "соседей в обмане"),
        ("Бо Линд заявил о готовности открыть шлюзы.", "готовности открыть шлюзы"),
        ("Бо Линд указал на риск паводка.", "риск паводка"),
        ("Бо Линд выразил надежду на мир.", "надежду на мир"),
        ("Бо Линд рассказал, почему закрыты шлюзы.", "почему закрыты шлюзы"),
    ],
)
def test_acts_of_speech_have_their_object_as_content(text: str, words: str) -> None:
    assert pairs(text) == [("Bo Lind", words)]


def test_joined_verbs_and_adverbial_participles_share_their_speaker() -> None:
    text = (
        "Ада Мур заявила, что шлюзы закрыты, и добавила, что ключ у нее, "
        "подчеркнув важность порядка."
    )
    assert pairs(text) == [
        ("Ada Moor", "шлюзы закрыты"),
        ("Ada Moor", "ключ у нее"),
        ("Ada Moor", "важность порядка"),
    ]


def test_an_attribution_inside_the_marks_parts_the_quotation() -> None:
    text = "«Дамба держится, — сказал Бо Линд. — Вода спадает»."
    assert pairs(text) == [("Bo Lind", "Дамба держится … Вода спадает")]


@pytest.mark.parametrize(
    ("phrase", "actor"),
    [
        ("глава МИД Велтании", "bo-lind"),
        ("глава велтанского МИД", "bo-lind"),
        ("министр иностранных дел Остмарка", "ada-moor"),
        ("министр обороны Остмарка Ильке Курал", "ilke-kural"),
        ("Б.Линд", "bo-lind"),
        ("Т. аль-Орун", "tem-al-orun"),
        ("президент Сарнии Тем аль-Орун", "tem-al-orun"),
        ("МИД Велтании", "veltania-mfa"),
    ],
)
def test_titles_initials_and_bodies_lead_to_the_actor(phrase: str, actor: str) -> None:
    assert [item.actor for item in found(f"Дамба держится, сообщил {phrase}.")] == [actor]


@pytest.mark.parametrize("form", ["Линда", "министра Линда", "главы МИД Велтании Бо Линда"])
def test_a_name_in_the_genitive_is_shown_as_the_actor(form: str) -> None:
    assert pairs(f"По словам {form}, вода спадает.") == [("Bo Lind", "вода спадает")]


def test_a_name_that_only_stands_in_other_cases_is_shown_in_the_nominative() -> None:
    text = "Встречу с Ильей Небогатовым перенесли. По словам Небогатова, вода спадает."
    assert pairs(text) == [("Илья Небогатов", "вода спадает")]


def test_a_body_in_the_locative_is_shown_in_the_nominative() -> None:
    assert pairs("В мэрии Дельмара сообщили, что вода спадает.") == [
        ("мэрия Дельмара", "вода спадает")
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Элина Дрожкова заявила, что вода спадает.", "Элина Дрожкова"),
        ("Марина Петкова сообщила, что вода спадает.", "Марина Петкова"),
        ("«Вода спадает», — сообщила Дрожкова.", "Дрожкова"),
        ("Вода спадает, рассказала журналистам Марина Петкова.", "Марина Петкова"),
        ("Александра Кедрова сообщила, что вода спадает.", "Александра Кедрова"),
        ("Вода спадает, сообщил глава МИД Лузамии Олаф Кренн.", "Олаф Кренн"),
        ("Министр Бран Тосой приехал. Тосой сообщил, что вода спадает.", "Бран Тосой"),
        ("Виктор Пламме сообщил, что вода спадает.", "Виктор Пламме"),
        ("Ждут Элину Петкову. Петкова сказала, что вода спадает.", "Элина Петкова"),
        ("Петкова отложили. По словам Ильи Петкова, вода спадает.", "Илья Петков"),
    ],
)
def test_a_name_printed_in_the_nominative_stays_as_printed(text: str, who: str) -> None:
    assert [speaker for speaker, _ in pairs(text)] == [who]


def test_a_name_in_another_case_is_no_part_of_the_name_before_it() -> None:
    assert pairs("«Вода спадает», — сообщил Эштер Ульмии.") == [("Эштер", "Вода спадает")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Нор предложил создать горячую линию в проливе Хельмар.", "Нор"),
        ("Эштер обвинил Ульмию в срыве встречи.", "Эштер"),
        ("Приехала Юта Корн. Корн призвала Ульмию вернуться к переговорам.", "Юта Корн"),
        ("Эштер выразил Ульмии соболезнования.", "Эштер"),
        ("Эштер сказал, что поедет в Гальмарию.", "Эштер"),
    ],
)
def test_an_object_is_never_the_speaker(text: str, who: str) -> None:
    assert [speaker for speaker, _ in pairs(text)] == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Источник в правительстве Брасса сообщил, что вода спадает.", "источник"),
        ("Дипломат из Брасса сообщил, что вода спадает.", "дипломат"),
        ("Источник в правительстве соседнего Брасса сообщил, что вода спадает.", "источник"),
        (
            "Представитель правительства Брасса сообщил, что вода спадает.",
            "представитель правительства Брасса",
        ),
        (
            "Вода спадает, сказал помощник президента Вальтерры по водным вопросам Виктор Пламме.",
            "Виктор Пламме",
        ),
        ("По словам министра культуры Линда, вода спадает.", "Bo Lind"),
    ],
)
def test_whose_a_body_is_does_not_speak_for_it(text: str, who: str) -> None:
    assert [speaker for speaker, _ in pairs(text)] == [who]


def test_the_adjective_of_a_state_is_no_name() -> None:
    text = "Приехал президент Островной Федерации Роман Эштер. По словам президента, вода спадает."
    assert pairs(text) == [("Роман Эштер", "вода спадает")]


@pytest.mark.parametrize(
    "text",
    [
        "Приехала официальный представитель МИД Лузамии Ирма Гальт. {} дипломата, вода спадает.",
        "Завод посетила губернатор Ирма Гальт. {} главы региона, вода спадает.",
    ],
)
def test_a_broader_title_is_whoever_has_the_narrower_one(text: str) -> None:
    assert pairs(text.format("По словам")) == [("Ирма Гальт", "вода спадает")]


def test_the_head_of_a_firm_is_not_the_governor() -> None:
    text = "Завод посетила губернатор Ирма Гальт. Глава компании сообщил, что вода спадает."
    assert [speaker for speaker, _ in pairs(text)] != ["Ирма Гальт"]


def test_whoever_voiced_a_conjecture_is_the_last_who_spoke() -> None:
    text = (
        "Губернатор Глеб Марвин попросил жителей не спускаться к воде. Вода спадает. "
        "Такое предположение высказал депутат Ойва Тальк. «Ждем дождя», — заключил он."
    )
    assert [speaker for speaker, _ in pairs(text)][1:] == ["Ойва Тальк", "Ойва Тальк"]


def test_he_she_and_the_title_are_whoever_they_can_be() -> None:
    text = (
        "Глава МИД Остмарка Ада Мур встретилась с главой МИД Велтании Бо Линдом. "
        "Она отметила, что вода спадает. Он напомнил о шлюзах."
    )
    assert [who for who, _ in pairs(text)] == ["Ada Moor", "Bo Lind"]


def test_the_adviser_of_a_minister_is_not_the_minister() -> None:
    text = "Бо Линд приехал. «Вода спадает», — сказал советник Линда."
    assert [item.actor for item in found(text)] == [None]


def test_two_speakers_are_nobody_alone() -> None:
    text = "Бо Линд и Ада Мур заявили, что вода спадает."
    assert [(item.actor, item.speaker) for item in found(text)] == [(None, "Бо Линд и Ада Мур")]


def test_a_medium_only_relays() -> None:
    for frame in ("передает ВТА", "пишет газета «Курьер Сарна»", "сообщает Sarn Courier"):
        text = f"Бо Линд заявил, что вода спадает, {frame}."
        assert pairs(text) == [("Bo Lind", "вода спадает")]
        via = found(text)[0].via
        assert via is not None
        assert via in frame


def test_the_noun_before_a_name_takes_no_part_of_it() -> None:
    text = "Президент Сарнии Тем аль-Орун приехал. В этом контексте аль-Орун отметил, что доволен."
    assert pairs(text) == [("Tem al-Orun", "доволен")]


def test_a_relay_in_the_next_sentence_counts() -> None:
    text = "Бо Линд заявил, что вода спадает. Его слова приводит ВТА."
    assert [(item.speaker, item.via) for item in found(text)] == [("Bo Lind", "ВТА")]


def test_what_somebody_does_in_anothers_words_is_not_a_statement_of_its_own() -> None:
    text = "Остмарк призывает соседей открыть шлюзы, заявил Бо Линд."
    assert pairs(text) == [("Bo Lind", "Остмарк призывает соседей открыть шлюзы")]


@pytest.mark.parametrize(
    "text",
    [
        "— Когда откроют шлюзы? — спросил журналист.",
        "Бо Линд не сказал, что вода спадает.",
        "Корабль «Смелый» вошел в порт.",
        "Это говорит о том, что вода спадает.",
        "Сообщается, что вода спадает.",
        "Читайте также: Бо Линд заявил, что вода спадает",
        "Фото: Бо Линд сказал речь / ВТА",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("when", "day", "basis"),
    [
        ("в четверг", "2024-12-26", Basis.WEEKDAY),
        ("в минувший вторник", "2024-12-24", Basis.WEEKDAY),
        ("вчера", "2024-12-25", Basis.WEEKDAY),
        ("накануне", "2024-12-25", Basis.WEEKDAY),
        ("два дня назад", "2024-12-24", Basis.WEEKDAY),
        ("17 декабря", "2024-12-17", Basis.STATED),
        ("28 декабря", "2023-12-28", Basis.STATED),
        ("26 марта 2023 года", "2023-03-26", Basis.STATED),
        ("на прошлой неделе", None, Basis.UNKNOWN),
        ("", "2024-12-26", Basis.PUBLISHED),
    ],
)
def test_days_are_counted_from_the_day_published(when: str, day: str, basis: Basis) -> None:
    item = found(f"Бо Линд заявил {when}, что вода спадает.")[0]
    assert (item.said_on, item.said_on_basis) == (day, basis)


def test_the_sentence_behind_may_tell_the_day() -> None:
    item = found("Бо Линд призвал соседей открыть шлюзы. Об этом он сказал во вторник.")[0]
    assert item.said_on == "2024-12-24"


def test_datelines_and_headlines_are_no_statements() -> None:
    text = (
        "Линд: вода спадает\n\nКАРСК, 26 декабря. /ВТА/. Вода спадает, заявил Бо Линд.\n\n"
        "Шлюзы закрыты, добавил он."
    )
    assert [words for _, words in pairs(text)] == ["Вода спадает", "Шлюзы закрыты"]


def test_a_transcript_gives_each_turn_to_its_name() -> None:
    text = "О паводке\n\nВопрос: Когда спадет вода?\n\nБ.А.Линд: Скоро. Ждем.\n\nТочнее не скажу."
    assert pairs(text) == [("Bo Lind", "Скоро. Ждем. … Точнее не скажу.")]


def test_topics_are_found_in_russian_words() -> None:
    item = found("Бо Линд заявил, что база данных готова, а базы РФФ закрыты.")[0]
    assert [(match.topic, match.term) for match in item.topics] == [
        ("bases", "баз*"),
        ("rff", "РФФ"),
    ]


def test_russian_is_detected() -> None:
    text = "Министр заявил, что вода в реке спадает и что шлюзы не откроют."
    assert extract(text, None, None, WORLD).language == "ru"
