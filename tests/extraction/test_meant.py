"""Meant: whom a pronoun, a title, or "the ministry" means, and where nobody is given."""

import pytest

from tests.extraction.reading import said

ENGLISH = {
    # What stands behind "in" is a place, and nobody whom "he" could mean.
    "The minister, Orn Vell, said it holds. He told reporters in Port Quill. He added that it rains.": [  # noqa: E501
        "Orn Vell",
        "Orn Vell",
    ],
    # A person without a name stands between a woman and the "she" that follows.
    'Ada Moor said it was safe.\n\nA passenger from Sarn, who was on deck, said it shook. "I held on," she said.': [  # noqa: E501
        "Ada Moor",
        "A passenger from Sarn",
        "A passenger from Sarn",
    ],
    'Ada Moor said it was safe.\n\nA nurse at that clinic, who gave only her first name, Tilda, said it shook. "I held on," she said.': [  # noqa: E501
        "Ada Moor",
        "Tilda",
        "Tilda",
    ],
    'Ada Moor said it was safe. "I was there," she said.': ["Ada Moor", "Ada Moor"],
    "Ada Moor, in a long talk, did not deny the delay, but the flood, she argued, had caused it.": [
        "Ada Moor"
    ],
}
ENGLISH |= {
    # Whose gender nobody knows is not meant where somebody else was named since.
    "Prosecutor Ilse Marn accused the mayor, Dirk Vole, of fraud. He said it was false.": [
        "Ilse Marn",
        None,
    ],
    "Prosecutor Ilse Marn accused the mayor of fraud. She said it was clear.": [
        "Ilse Marn",
        "Ilse Marn",
    ],
    "Marta Sund, whose book the minister, Egon Rask, praised in May, said rates must rise.": [
        "Marta Sund"
    ],
}
RUSSIAN = {
    "Министерство обороны Халвендии сообщило, что пост обстрелян.\n\n"
    "Внешнеполитическое ведомство Кестовии выступило с заявлением. «Это ложь», — отмечается в"
    " тексте. Министерство сообщило, что орудий нет.": [
        "Министерство обороны Халвендии",
        "Внешнеполитическое ведомство Кестовии",
        "Внешнеполитическое ведомство Кестовии",
    ],
    "Директор института Ян Бергер рад. «Он стар», — сказал эксперт.\n\nЕго оппонент, адмирал Йован"
    " Траск, напротив, спорит с ним: суда, говорит он, реже стреляют.": [
        "Ян Бергер",
        "Йован Траск",
    ],
    "Экономист Марта Сунд, чью книгу похвалил министр Эгон Раск, заявила, что дамба цела.": [
        "Марта Сунд"
    ],
    "Пресс-секретарь президента Маравии Нора Квист отрицала, что разговор был.\n\nЗакон премьер"
    " Леонора Васик подпишет в четверг. Как сообщил ее представитель, церемония пройдет тихо.": [
        "Нора Квист",
        "ее представитель",
    ],
    "Ада Мур процитировала президента Маравии Тобиаса Ренка: «Мир скучен». Под этим, сказала она,"
    " готова подписаться и она.": ["Тобиас Ренк", "Ada Moor"],
    # The words that somebody recalls may be told by him, not given.
    "Бо Линд процитировал собеседника: «Мур сказала мне правду».": [],
    "Документ, который премьер Леонора Васик, тогда лидер оппозиции, называла «распиской»,"
    " ратифицирован.": ["Леонора Васик"],
    "Комментируя слова главы МИД Халвендии Торвальда Криса о том, что перевал закрыт, Ада Мур"
    " напомнила о договоре.": ["Торвальд Крис", "Ada Moor"],
    "Посол Маравии Павел Доррин и посол Кестовии Элина Рот дали интервью.\n\nПосол рассказала, что"
    " срок вырастет.": ["Элина Рот"],
    "Посол Маравии Павел Доррин и посол Кестовии Элина Рот дали интервью.\n\nПосол рассказал, что"
    " срок вырастет.": ["посол"],
    "Официальный представитель МИД республики Дарина Вельская вышла к прессе.\n\nПредставитель"
    " внешнеполитического ведомства сказала, что сроки прежние.": ["Дарина Вельская"],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_mention_means_whom_a_reader_would_name(text: str) -> None:
    assert [who for who, _ in said(text)] == ENGLISH[text]


@pytest.mark.parametrize("text", RUSSIAN)
def test_a_russian_mention_means_whom_a_reader_would_name(text: str) -> None:
    assert [who for who, _ in said(text, "ru")] == RUSSIAN[text]


TURKISH = {
    "İmzalar cuma günü verilecek; Başkan Henrik Asmund, heyeti ağırlayacaklarını duyurdu."
    ' "Köprüyü de gezdireceğiz" sözleriyle Başkan konuşmasını noktaladı.': [
        "Henrik Asmund",
        "Henrik Asmund",
    ],
    # What the participle's verb has as its object speaks not.
    'Bakan Bo Lind geldi. "Köprü kapalı" sözleriyle hükümeti eleştirdi.': [None],
    'Bakan Bo Lind geldi. "Köprü kapalı" diyerek Ada Mur salondan ayrıldı.': ["Ada Moor"],
    "Bir gazetecinin, köprünün açık olup olmadığını sorması üzerine Bo Lind, köprünün kapandığını"
    " söyledi.": ["Bo Lind"],
    "Bakan Bo Lind, suyun azaldığını söyledi; Ada Mur köprünün açık olduğunu belirtti.": [
        "Bo Lind",
        "Ada Moor",
    ],
    'Vali Vasil Krem, suyun azaldığını anlattı. "Köprüyü kim yıktı?" diye sordu.': [
        "Vasil Krem",
        "Vasil Krem",
    ],
    'Vali Vasil Krem geldi. Bir gazeteci kalktı. "Köprüyü kim yıktı?" diye sordu.': [],
    '"Önce camlar gitti." Fırının sahibi Milena Faru, geceyi böyle anlatıyor. 52 yaşındaki kadın,'
    ' "Yerdeydim" diyor.': ["Milena Faru", "Milena Faru"],
    'Ada Mur geldi. Bo Lind gitti. 52 yaşındaki kadın, "Yerdeydim" diyor.': ["kadın"],
    "İçişleri Bakanı Pia Run kararı övdü. Eski bakan, kararın yanlış olduğunu söyledi. Bakan, başka"
    " bir şey beklemediğini belirtti.": ["Eski bakan", "Pia Run"],
    "Analist Nils Havel bekliyor; meslektaşı Greta Mos ise topların yer değiştirdiğini söylüyor.": [
        "Greta Mos"
    ],
    'Emekli Amiral Yovan Trask aynı kanıda değil: "Gemiler birbirine ateş etmez."': ["Yovan Trask"],
}


@pytest.mark.parametrize("text", TURKISH)
def test_a_turkish_mention_means_whom_a_reader_would_name(text: str) -> None:
    assert [who for who, _ in said(text, "tr")] == TURKISH[text]


@pytest.mark.parametrize(
    "text",
    [
        "The union sued the bank. It said the port was closed.",
        "The council was sued by the union. It said the claim was false.",
        "Veltania invaded Ostmark in May. It said the border was false.",
    ],
)
def test_it_is_neither_of_two_bodies_that_met(text: str) -> None:
    assert [speaker for speaker, _ in said(text)] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Veltania closed the port to ships of Ostmark. It said it was unsafe.", "Veltania"),
        ("Veltania expelled the envoy of Ostmark. It said he was a spy.", "Veltania"),
        ("The company closed its factory in Delmar. It said demand had fallen.", "The company"),
        ("The party won the vote. It said it would govern alone.", "The party"),
    ],
)
def test_it_is_the_one_body_that_acted(text: str, speaker: str) -> None:
    assert [found for found, _ in said(text)] == [speaker]
