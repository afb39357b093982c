"""Settings: the occasion and the place, where the text prints them beside the attribution."""

import pytest

from tests.extraction.reading import attributions


def settings(text: str, language: str = "en") -> list[tuple[str | None, str | None]]:
    return [(item.occasion, item.place) for item in attributions(text, language=language)]


@pytest.mark.parametrize(
    ("text", "occasion", "place"),
    [
        (
            "Speaking at a news conference in Karsk, Bo Lind said that it leaks.",
            "a news conference in Karsk",
            "Karsk",
        ),
        (
            "Bo Lind said at a news conference following talks with Ada Moor that it leaks.",
            "a news conference",
            None,
        ),
        ("Bo Lind told reporters in Karsk that it leaks.", None, "Karsk"),
        ('"It leaks," Bo Lind told reporters in Port Sarn on Friday.', None, "Port Sarn"),
        ('"It leaks," Bo Lind said Wednesday in Karsk.', None, "Karsk"),
        (
            "It leaks, Bo Lind said in an interview with the Sarn Courier published on Thursday.",
            "an interview with the Sarn Courier",
            None,
        ),
        ('"It leaks," she said at her weekly briefing on Thursday.', "her weekly briefing", None),
        (
            "In a televised interview with the private channel TV Sarn, Bo Lind said it leaks.",
            "a televised interview with the private channel TV Sarn",
            None,
        ),
        (
            "In an interview with the Karsk Today channel, Bo Lind said it leaks.",
            "an interview with the Karsk Today channel",
            None,
        ),
        ("In a statement on Wednesday, the ministry said it leaks.", "a statement", None),
        (
            "It leaks, Bo Lind said at a meeting of the River Council in Delmar on Monday.",
            "a meeting of the River Council in Delmar",
            "Delmar",
        ),
    ],
)
def test_the_setting_of_the_saying_is_told(
    text: str, occasion: str | None, place: str | None
) -> None:
    assert settings(text) == [(occasion, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind said that the meeting in Karsk was long.",
        "Bo Lind said it leaks.",
        "Bo Lind said in December that it leaks.",
        "Bo Lind said in Veltanian that it leaks.",
        "Bo Lind told lawmakers in Parliament that it leaks.",
        "Asked about the meeting in Karsk, Bo Lind said it leaks.",
        "Users of the forum in Delmar said it leaks.",
        "Posts on the message board, old and new, claimed that it leaks.",
        "After talks in Karsk, Bo Lind said it leaks.",
        "Ada Moor, who chairs a forum in Delmar, said it leaks.",
    ],
)
def test_what_is_no_setting_is_none(text: str) -> None:
    assert settings(text) == [(None, None)]


def test_two_speakers_of_one_sentence_have_their_own_settings() -> None:
    text = "Bo Lind said in Karsk that it leaks, while Ada Moor told reporters in Delmar it holds."
    assert settings(text) == [(None, "Karsk"), (None, "Delmar")]


def test_what_one_speaker_adds_is_said_at_the_same_occasion() -> None:
    text = "Bo Lind said at a briefing in Karsk that it leaks, adding that it stinks."
    assert settings(text) == [("a briefing in Karsk", "Karsk")] * 2


@pytest.mark.parametrize(
    ("text", "occasion", "place"),
    [
        (
            "На пресс-конференции в Карске Бо Линд заявил, что порт открыт.",
            "На пресс-конференции в Карске",
            "Карск",
        ),
        ("Порт открыт, сообщил Бо Линд журналистам в Карске.", None, "Карск"),
        (
            "Выступая на форуме в Вилькове, Ада Мур сказала, что порт закрыт.",
            "на форуме в Вилькове",
            "Вилькове",
        ),
        (
            "Бо Линд в интервью газете «Сарн» заявил, что порт открыт.",
            "в интервью газете «Сарн»",
            None,
        ),
        (
            "«Порт открыт», — заявил Бо Линд в ходе встречи с Адой Мур в Линдау.",
            "в ходе встречи с Адой Мур в Линдау",
            "Линдау",
        ),
        (
            "Как сообщил Бо Линд на заседании Совета безопасности в среду, порт открыт.",
            "на заседании Совета безопасности",
            None,
        ),
    ],
)
def test_russian_tells_the_setting_by_preposition_and_case(
    text: str, occasion: str | None, place: str | None
) -> None:
    assert settings(text, "ru") == [(occasion, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Бо Линд заявил, что встреча в Карске была долгой.",
        "Бо Линд заявил в декабре, что порт открыт.",
        "После переговоров в Карске Бо Линд заявил, что порт открыт.",
        "Говоря о встрече в Карске, Бо Линд заявил, что порт открыт.",
        "Министр, участвующий в форуме в Карске, заявил, что порт открыт.",
        "Ада Мур, которая была на форуме в Дельмаре, сказала, что порт закрыт.",
        "Бо Линд прибыл на встречу в Карск и заявил, что порт открыт.",
        "Посол в Карске Ада Мур сказала, что порт закрыт.",
        "«Порт открыт», — написал Бо Линд в Телеграме.",
    ],
)
def test_what_is_no_setting_in_russian_is_none(text: str) -> None:
    assert settings(text, "ru") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "occasion", "place"),
    [
        (
            (
                "Lind, cuma günü Karsk'ta düzenlediği basın toplantısında limanın açık olduğunu"
                " söyledi."
            ),
            "Karsk'ta düzenlediği basın toplantısında",
            "Karsk",
        ),
        (
            (
                "Ada Moor, Mostar kentinde düzenlenen forumda yaptığı konuşmada limanın kapalı"
                " olduğunu belirtti."
            ),
            "Mostar kentinde düzenlenen forumda yaptığı konuşmada",
            "Mostar",
        ),
        ("Karsk'ta gazetecilere konuşan Lind, limanın açık olduğunu söyledi.", None, "Karsk"),
        (
            'Lind, Delmar\'da katıldığı zirvede "Liman açık." diye konuştu.',
            "Delmar'da katıldığı zirvede",
            "Delmar",
        ),
        (
            (
                "Lind, Ada Moor ile görüşmesinin ardından yaptığı açıklamada limanın açık olduğunu"
                " söyledi."
            ),
            "yaptığı açıklamada",
            None,
        ),
        (
            "Lind, Meclis'te yaptığı konuşmada limanın açık olduğunu söyledi.",
            "Meclis'te yaptığı konuşmada",
            None,
        ),
    ],
)
def test_turkish_tells_the_setting_by_endings(
    text: str, occasion: str | None, place: str | None
) -> None:
    assert settings(text, "tr") == [(occasion, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Lind, Karsk'taki toplantının uzun olduğunu söyledi.",
        "Lind, Karsk'ta yaşayan kardeşinin hasta olduğunu söyledi.",
        "Lind, 3 Mart'ta Karsk'ta imzalanan anlaşmayı değerlendirdi ve \"Liman açık.\" dedi.",
        'Lind, "Liman açık." dedi.',
    ],
)
def test_what_is_no_setting_in_turkish_is_none(text: str) -> None:
    assert settings(text, "tr") == [(None, None)]
