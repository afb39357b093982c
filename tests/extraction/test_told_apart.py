"""Told apart: two who share a name or a pronoun, and somebody new whom nobody names."""

import pytest

from tests.extraction.reading import said

Said = list[tuple[str | None, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # First names that begin alike are two people's where they tell two genders.
        (
            "Alexander Vann said it leaks. His sister, Alexandra Vann, said it stinks.",
            [("Alexander Vann", "it leaks"), ("Alexandra Vann", "it stinks")],
        ),
        (
            "Sergei Vann came. Sergey Vann said it leaks.",
            [("Sergei Vann", "it leaks")],
        ),
        # Of two of one last name, the title tells.
        (
            ("John Harl and Mary Harl keep a lighthouse. Mr. Harl said it leaks. Mrs. Harl said it"
            " stinks."),
            [("John Harl", "it leaks"), ("Mary Harl", "it stinks")],
        ),
        (
            ("General Hugo Tarn greeted Captain Paul Tarn. Captain Tarn said it leaks. General Tarn"
            " said it stinks."),
            [("Paul Tarn", "it leaks"), ("Hugo Tarn", "it stinks")],
        ),
        # Who answers may be whoever was asked.
        (
            "Bo Lind asked Jan Roos whether it leaks. “Not a drop,” he replied.",
            [(None, "Not a drop,")],
        ),
        (
            "Ada Moor asked Jan Roos whether it leaks. “Not a drop,” he replied.",
            [("Jan Roos", "Not a drop,")],
        ),
        (
            "Bo Lind said it leaks. “Not a drop,” he replied.",
            [("Bo Lind", "it leaks"), ("Bo Lind", "Not a drop,")],
        ),
        # "The minister" is nobody named below where somebody whose office nobody tells came.
        (
            ("Jan Roos took over the interior ministry. The minister said it leaks. Finance"
            " Minister Karl Brun came."),
            [("The minister", "it leaks")],
        ),
        (
            "The minister said it leaks. Finance Minister Karl Brun came.",
            [("Karl Brun", "it leaks")],
        ),
        # What somebody shunned was not said.
        ("Jan Roos avoided saying it leaks.", []),
        ("Jan Roos intervened saying it leaks.", [("Jan Roos", "it leaks")]),
        # A name in a clause that only tells of the subject is not the subject.
        (
            "The woman who married Jan Roos said it leaks.",
            [("The woman who married Jan Roos", "it leaks")],
        ),
        (
            "Jan Roos came. The foundation Jan Roos created said it leaks.",
            [("The foundation Jan Roos created", "it leaks")],
        ),
        ("Jan Roos came. A firm that Jan Roos owned said it leaks.", []),
        ("A clerk who once worked for Jan Roos said it leaks.", []),
        # Two bodies together are neither of them.
        (
            "The union and the bank met. The bank said it leaks. The union said it stinks.",
            [("The bank", "it leaks"), ("The union", "it stinks")],
        ),
        # The sentence before tells of another body, or of the same one again.
        (
            "The council said it leaks. Rain fell on the roof of the ministry. It said it stinks.",
            [("The council", "it leaks"), (None, "it stinks")],
        ),
        (
            "The council said it leaks. No letter had reached the council. It said it stinks.",
            [("The council", "it leaks"), ("The council", "it stinks")],
        ),
        # Somebody new may be meant, whatever trade he has.
        (
            "Jan Roos said it leaks. A beekeeper came. He said it stinks.",
            [("Jan Roos", "it leaks"), ("A beekeeper", "it stinks")],
        ),
        (
            "Jan Roos said it leaks. A docker came. He said it stinks.",
            [("Jan Roos", "it leaks"), (None, "it stinks")],
        ),
        (
            "Jan Roos said it leaks. The roof fell in. He said it stinks.",
            [("Jan Roos", "it leaks"), ("Jan Roos", "it stinks")],
        ),
        # A long title tells of what state somebody is.
        (
            ("Veltanian interim national security council chief Jan Roos came. The Ostmarkian chief"
            " said it leaks."),
            [("The Ostmarkian chief", "it leaks")],
        ),
        # What somebody was asked, he did not say.
        ("Don Pardy came. Asked if he blamed Pardy, he said no.", []),
        # A time is nothing that anybody said.
        ("Two years ago, Jan Roos promised the same.", []),
        # Whom somebody received is not what he is.
        (
            ("Sudria's prime minister, Leo Marn, received Norland's foreign minister, Ines Vaal."
            " The foreign minister said it leaks."),
            [("Ines Vaal", "it leaks")],
        ),
    ],
)  # fmt: skip
def test_two_english_people_are_told_apart(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # A living being in no table of nouns is somebody whom "he" may mean.
        (
            (
                "Министр Иван Корн заявил, что там течет. Пчеловод открыл ворота. Он рассказал, что"
                " вода пришла ночью."
            ),
            ["Иван Корн", "пчеловод"],
        ),
        (
            (
                "Министр Иван Корн заявил, что там течет. Плотина открыта. Он рассказал, что вода"
                " пришла ночью."
            ),
            ["Иван Корн", "Иван Корн"],
        ),
        (
            "Юта Корн спросила Анну Мелль, течет ли там. «Ни капли вообще», — ответила она.",
            [None],
        ),
    ],
)
def test_two_russian_people_are_told_apart(text: str, speakers: list[str | None]) -> None:
    assert [speaker for speaker, _ in said(text, "ru")] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # Whoever has a trade, or a name, may go on without being named again.
        (
            (
                "Vali Bora Kars, yolun açıldığını söyledi. Arıcı kapıyı açtı. Suyun gece geldiğini"
                " anlattı."
            ),
            ["Bora Kars", None],
        ),
        (
            (
                "Vali Bora Kars, yolun açıldığını söyledi. Köprüde bekleyen balıkçı Tekin Sarp"
                " oltasını topladı. Suyun azaldığını söyledi."
            ),
            ["Bora Kars", None],
        ),
        (
            "Vali Bora Kars, yolun açıldığını söyledi. Köprü kapalıydı. Suyun azaldığını söyledi.",
            ["Bora Kars", "Bora Kars"],
        ),
    ],
)
def test_two_turkish_people_are_told_apart(text: str, speakers: list[str | None]) -> None:
    assert [speaker for speaker, _ in said(text, "tr")] == speakers


def test_two_quotations_before_one_verb_are_both_said() -> None:
    text = 'Bakan Bora Kars, "Yol açık" ve "Köprü kapalı" ifadelerini kullandı.'
    assert said(text, "tr") == [("Bora Kars", "Yol açık … Köprü kapalı")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Партия Анны Мелль заявила, что там течет.", "Партия Анны Мелль"),
        ("Со слов жены Вальда, там течет.", "жена Вальда"),
        ("Его жена Анна Вальд сказала, что там течет.", "Анна Вальд"),
        ("Представитель Бринка сообщил, что там течет.", "представитель Бринка"),
        ("Олаф Бринк пришел. Представитель Олаф Бринк сообщил, что там течет.", "Олаф Бринк"),
    ],
)
def test_whose_party_wife_or_spokesman_it_is_does_not_speak(text: str, speaker: str) -> None:
    assert [found for found, _ in said(text, "ru")] == [speaker]


def test_a_turkish_owner_before_a_particle_is_not_the_last_speaker() -> None:
    text = "Bora Kars, suyun azaldığını söyledi. Kars'ın eşi ise yolun kapandığını söyledi."
    assert said(text, "tr") == [
        ("Bora Kars", "suyun azaldığını"),
        ("Kars'ın eşi", "yolun kapandığını"),
    ]


@pytest.mark.parametrize(
    "words", ["Çatının bir köşesinin çöktüğünü", "Onun da aynı fikirde olduğunu"]
)
def test_whose_something_is_does_not_speak(words: str) -> None:
    assert said(f"Bora Kars geldi. {words} söyledi.", "tr") == [(None, words)]


@pytest.mark.parametrize(
    ("verb", "speakers"),
    [("сказал", ["Ойва Тальк", "Ойва Тальк"]), ("сказала", ["Ойва Тальк", None])],
)
def test_a_verb_some_words_behind_tells_who_he_may_be(
    verb: str, speakers: list[str | None]
) -> None:
    text = f"Ойва Тальк в среду {verb}, что там течет. Он добавил, что там сыро."
    assert [speaker for speaker, _ in said(text, "ru")] == speakers


def test_a_document_is_forgotten_where_the_story_goes_on() -> None:
    text = (
        "Bakanlıktan yapılan açıklamada, suyun azaldığı bildirildi. {} Suyun yükseldiği belirtildi."
    )
    assert len(said(text.format(""), "tr")) == 2
    assert len(said(text.format("Yağmur yağdı. Köprü kapandı. Yol açıldı."), "tr")) == 1
