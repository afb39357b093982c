"""Insertions: attributions set into a clause, and where what is said begins and ends."""

import pytest

from tests.extraction.reading import said

ENGLISH = {
    "He did not like what he heard: the drill, Bo Lind insisted in an essay, had been announced.": [
        "the drill … had been announced"
    ],
    "The bridge is closed; the road, Bo Lind told a committee this month, will open in May.": [
        "the road … will open in May"
    ],
    "Nobody disputes the delay, but the flood, Bo Lind argued, had drowned the archive.": [
        "the flood … had drowned the archive"
    ],
    'Two maps exist: under the old one, Bo Lind said, the span is shared, "paint included".': [
        'under the old one … the span is shared, "paint included"'
    ],
    'Ada Moor cut him off; "Enough," Bo Lind said.': ["Enough,"],
    "The outlook is clear: the bridge will fall, Bo Lind said.": [
        "The outlook is clear: the bridge will fall"
    ],
    'The talks, Bo Lind said, "will be long".': ['The talks … "will be long"'],
    "Behind it lie the shoals, where, according to Bo Lind, nothing has moved.": [
        "nothing has moved"
    ],
    "When Bo Lind says that the dam is safe, people on both banks believe it.": ["the dam is safe"],
    "Bo Lind conceded, however, that the text goes too far.": ["the text goes too far"],
    'Bo Lind promised to return in May and asked both sides to "write less".': [
        "to return in May",
        'to "write less"',
    ],
    "Bo Lind asked to leave the hall.": [],
}
RUSSIAN = {
    "Министр Бо Линд был осторожнее: текст, признал он, оставляет вопрос открытым.": [
        "текст … оставляет вопрос открытым"
    ],
    "Разговор вышел коротким: времени, предупредил Бо Линд, «ровно на чашку чая».": [
        "времени … «ровно на чашку чая»"
    ],
    "Бо Линд прервал гостью; «Довольно», — сказала Ада Мур.": ["Довольно"],
    "Мост закрыт; дорога, пояснил Бо Линд, откроется весной.": ["дорога … откроется весной"],
    "Никто не спорит о сроках, но задержка, утверждал Бо Линд, вызвана паводком.": [
        "задержка … вызвана паводком"
    ],
    "Ясно одно: суда, которые чинят вместе, сказал Бо Линд, реже стреляют.": [
        "суда, которые чинят вместе … реже стреляют"
    ],
    "Ада Мур отрицала, что знала о сделке, а на вопрос, был ли разговор, ответила, что каналы"
    " открыты.": ["знала о сделке", "каналы открыты"],
    "Бо Линд не исключил, что придут другие, однако отказался их назвать.": ["придут другие"],
    "Бо Линд сказал, что сосед отказался от встречи, но согласился на звонок.": [
        "сосед отказался от встречи, но согласился на звонок"
    ],
    "По словам Ады Мур, соседи отказались от встречи, ссылаясь на занятость.": [
        "соседи отказались от встречи, ссылаясь на занятость"
    ],
    "Бо Линд сказал, что мост закрыт, ссылаясь на доклад.": ["мост закрыт"],
    "Бо Линд объяснял депутатам, что договор плох.": ["договор плох"],
    "Решение принято: мост закрыт, заявил министр Бо Линд.": ["Решение принято: мост закрыт"],
    "Положение, сказал Бо Линд, тяжелое: мост закрыт.": ["Положение … тяжелое: мост закрыт"],
    # What stands behind the speaker describes him, unless it has a verb.
    "По словам Бо Штерна на встрече было холодно, и все ушли.": [
        "на встрече было холодно, и все ушли"
    ],
    "По словам инженеров из Карска, там было холодно.": ["там было холодно"],
    # What describes the speaker between commas is no part of it.
    "Мост, сообщил министр Бо Штерн, глава делегации, закрыт до весны.": ["Мост … закрыт до весны"],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_attribution_holds_only_the_clause_it_is_set_into(text: str) -> None:
    assert [words for _, words in said(text)] == ENGLISH[text]


@pytest.mark.parametrize("text", RUSSIAN)
def test_a_russian_attribution_holds_only_the_clause_it_is_set_into(text: str) -> None:
    assert [words for _, words in said(text, "ru")] == RUSSIAN[text]


TURKISH = {
    "Sözcü Nora Kvist dün sabahki toplantıda görüşmenin yapıldığını reddetti; karar sorulduğunda da"
    " kanalların açık olduğunu söylemekle yetindi.": [
        "görüşmenin yapıldığını",
        "kanalların açık olduğunu",
    ],
    "Bakan Bo Lind istifa etmeyi reddetti.": [],
    "Bakan Bo Lind görüşmeyi kabul etti.": [],
    "Bakan Bo Lind, metnin kusurlu olduğunu da kabul etti.": ["metnin kusurlu olduğunu"],
    "Bakan Bo Lind, doğru sayının kırk bir olduğunda ısrar etti.": [
        "doğru sayının kırk bir olduğunda"
    ],
    "Bakan Bo Lind, görüşmekten kaçındığı iddiasını da yalanladı.": ["görüşmekten kaçındığı"],
    "Birliklerin çekilmesini istediği yönündeki haberleri yalanlayan Bo Lind geri döndü.": [
        "Birliklerin çekilmesini istediği"
    ],
    'Kimin ateş ettiği sorulunca "Bilmiyorum," dedi Bo Lind.': ["Bilmiyorum,"],
}


@pytest.mark.parametrize("text", TURKISH)
def test_a_turkish_attribution_holds_only_what_is_said(text: str) -> None:
    assert [words for _, words in said(text, "tr")] == TURKISH[text]
