"""Turkish: turns of the daily press that an engine of set phrases overlooks."""

from dataclasses import replace
from datetime import date

import pytest

from app.extraction import extract
from app.extraction.types import HeldOffice, Kind, KnownActor
from tests.extraction.gazetteer import WORLD
from tests.extraction.reading import attributions, said


def told(text: str) -> list[tuple[str | None, str]]:
    """Return (speaker, words) of each attribution of a Turkish text."""
    return said(text, language="tr")


# ---------------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bo Lind, acil yardım çağrısında bulundu.", "acil yardım"),
        ("Bo Lind, iki ülke için iş birliği çağrısı yaptı.", "iki ülke için iş birliği"),
        ("Bo Lind, hükümeti köprüyü kapatmakla suçladı.", "köprüyü kapatmakla"),
        ("Bo Lind, Ada Mur'u köprüyü kapatmakla suçladı.", "köprüyü kapatmakla"),
        ("Bo Lind, köprünün açılacağının müjdesini verdi.", "köprünün açılacağının"),
        ("Bo Lind, sürücülerden beklemelerini istedi.", "beklemelerini"),
        ("Bo Lind, çağrısını yineleyerek köprünün açılacağını söyledi.", "köprünün açılacağını"),
        ("Bo Lind, ekiplere teşekkür ederek, suyun azaldığını söyledi.", "suyun azaldığını"),
        ("Bo Lind, dün suyun azaldığını söyledi.", "suyun azaldığını"),
        ("Bo Lind, katıldığı bir programda suyun azaldığını söyledi.", "suyun azaldığını"),
        ("Bo Lind bir konuşmada suyun azaldığını söyledi.", "suyun azaldığını"),
        ("Bo Lind BBC'ye, suyun azaldığını söyledi.", "suyun azaldığını"),
        ("Bo Lind, BBC'ye suyun azaldığını söyledi.", "suyun azaldığını"),
        ("89 yaşındaki Bo Lind suyun azaldığını söyledi.", "suyun azaldığını"),
        ("Su azalıyor, köprü kapalı, diye aktardı Bo Lind.", "Su azalıyor, köprü kapalı"),
    ],
)
def test_a_clause_is_cut_to_what_was_said(text: str, words: str) -> None:
    assert told(text) == [("Bo Lind", words)]


@pytest.mark.parametrize(
    "text",
    [
        'Bo Lind, "Su azalıyor." yanıtını vermekle yetindi.',
        'Bo Lind, "Su azalıyor." sözleriyle o günü anlattı.',
        'Bo Lind, "Su azalıyor." ifadeleriyle belediyeyi uyarmış oldu.',
        'Bo Lind\'in yanıtı: "Su azalıyor."',
        'Bo Lind\'in cevabı kısa oldu: "Su azalıyor."',
    ],
)
def test_a_quotation_is_said_in_many_ways(text: str) -> None:
    assert told(text) == [("Bo Lind", "Su azalıyor.")]


def test_a_clause_and_the_quotation_behind_its_colon_are_two_statements() -> None:
    text = 'Bo Lind, köprünün açılması gerektiği görüşünü savundu: "Halk bekliyor."'
    assert told(text) == [
        ("Bo Lind", "köprünün açılması gerektiği"),
        ("Bo Lind", "Halk bekliyor."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Merkezi Karsk'ta bulunan Sarn Gözlem Ağı'na göre su azalıyor.",
        "Sarn Gözlem Ağı'na kalırsa, su azalıyor.",
        "Sarn Gözlem Ağı'na bakılırsa su azalıyor.",
    ],
)
def test_a_body_is_according_to_itself(text: str) -> None:
    assert told(text) == [("Sarn Gözlem Ağı", "su azalıyor")]


@pytest.mark.parametrize(
    "text",
    [
        'Bo Lind, "Su azalıyor." dediği konuşmasında ekiplere teşekkür etti.',
        'Bo Lind, "Su azalıyor." dedikten sonra köprüden ayrıldı.',
    ],
)
def test_what_somebody_said_before_doing_something_else_is_said(text: str) -> None:
    assert told(text) == [("Bo Lind", "Su azalıyor.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dernek, yaptığı yazılı açıklamayla köprünün kapatılmasını kınadı.", "Dernek"),
        ("Sürücü, polise verdiği ifadede köprünün kapandığını anlattı.", "Sürücü"),
        ("Genç oyuncu, dün yayımlanan bir söyleşide suyun azaldığını anlattı.", "Genç oyuncu"),
        ("Bilim insanları, suyun azaldığını söylüyor.", "Bilim insanları"),
    ],
)
def test_people_and_bodies_of_every_day_speak(text: str, words: str) -> None:
    assert [speaker for speaker, _ in told(text)] == [words]


def test_an_accused_is_no_speaker() -> None:
    assert told("Bo Lind, köprüyü kapatmakla suçlandı.") == []


def test_a_passive_demand_is_the_document_s() -> None:
    text = (
        "Veltanya Dışişleri Bakanlığının açıklamasında, suyun azaldığı belirtilerek "
        "köprünün açılması istendi."
    )
    assert told(text)[-1] == ("Veltanian Foreign Ministry", "köprünün açılması")


def test_words_that_a_passive_passes_on_are_their_speaker_s_alone() -> None:
    text = 'Ada Mur limanı gezdi. Haberde, Mur\'un "Köprü bizim" dediği belirtildi.'
    assert told(text) == [("Ada Moor", "Köprü bizim")]


def test_a_mark_that_closes_an_earlier_sentence_s_quotation_takes_all_before_it() -> None:
    words = "Biz ise, köprünün açılmasını istiyoruz"
    assert told(f'{words}" dedi.') == [(None, words)]


# ---------------------------------------------------------------------- who says it


def test_a_question_is_a_statement_where_no_reporter_asks() -> None:
    question = '"Köprüyü kim kapattı?" diye sordu.'
    assert told(f"Ada Mur, {question}") == [("Ada Moor", "Köprüyü kim kapattı?")]
    assert told(f"Gazeteci Ada Mur, {question}") == []


def test_people_without_a_name_are_as_printed() -> None:
    assert told('"Su azaldı" diyen çiftçiler, köprüye yürüdü.') == [("çiftçiler", "Su azaldı")]


def test_plain_words_before_a_name_tell_who_it_is() -> None:
    text = "İnsani yardım kuruluşu Açık Kapı'ya göre, su azalıyor."
    assert told(text) == [("Açık Kapı", "su azalıyor")]


def test_a_bare_last_name_before_an_act_of_speech_is_the_subject() -> None:
    text = (
        "Bo Lind köprüyü gezdi. "
        "Korr geçen hafta düzenlediği basın toplantısında suyun azaldığını söylemişti."
    )
    assert told(text) == [("Korr", "suyun azaldığını")]


MUR = ("Ada Moor", "köprünün kapandığını")


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind, suyun azaldığını söylerken Ada Mur da köprünün kapandığını belirtti.",
        "Bo Lind, suyun azaldığını söylerken, Ada Mur, köprünün kapandığını belirtti.",
        "Bo Lind suyun azaldığını söyledi, Ada Mur ise köprünün kapandığını savundu.",
        "Bo Lind suyun azaldığını söyledi; Ada Mur, köprünün kapandığını belirtti.",
        "Bo Lind, suyun azaldığını, Ada Mur ise köprünün kapandığını söyledi.",
    ],
)
def test_the_second_verb_of_a_sentence_may_have_its_own_subject(text: str) -> None:
    assert told(text) == [("Bo Lind", "suyun azaldığını"), MUR]


def test_two_quotations_of_a_sentence_may_be_two_speakers() -> None:
    text = 'Bo Lind, "Su azalıyor." dedi, Ada Mur "Köprü kapalı." karşılığını verdi.'
    assert told(text) == [("Bo Lind", "Su azalıyor."), ("Ada Moor", "Köprü kapalı.")]


def test_nobody_speaks_where_a_second_subject_may_be_an_owner() -> None:
    text = "Bo Lind, suyun azaldığını söylerken, Mur köprünün kapandığını savundu."
    assert told(text)[-1][0] is None


def test_the_second_verb_keeps_the_subject_where_no_other_stands() -> None:
    text = "Bo Lind, suyun azaldığını söyledi ve Mur'un köprüyü kapattığını belirtti."
    assert told(text)[-1] == ("Bo Lind", "Mur'un köprüyü kapattığını")


def test_whose_words_are_answered_is_not_who_answers() -> None:
    text = 'Ada Mur\'un "Köprü kapalı." sözleri sonrası konuşan Bo Lind: "Su azalıyor."'
    assert told(text) == [("Bo Lind", "Su azalıyor.")]


@pytest.mark.parametrize(
    "words", ["işçi haklarının korunacağını", "hükümetin kararlı olduğunu", "çocukların geldiğini"]
)
def test_a_noun_behind_a_name_may_begin_the_content(words: str) -> None:
    assert told(f"Ostmark Dışişleri Bakanı Ada Mur {words} söyledi.") == [("Ada Moor", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind yaptığı açıklamada suyun azaldığını söyledi.",
        "Bo Lind katıldığı programda suyun azaldığını söyledi.",
        "Bo Lind düzenlediği basın toplantısında, suyun azaldığını söyledi.",
        "Sunucunun, köprüyü hatırlatması üzerine Bo Lind, suyun azaldığını söyledi.",
        "Köprüye ilişkin bir soruyu yanıtlayan Bo Lind ise suyun azaldığını söyledi.",
        "Bo Lind, Sarn haber ajansına suyun azaldığını söyledi.",
    ],
)
def test_a_subject_is_found_before_and_behind_what_it_did(text: str) -> None:
    assert told(text) == [("Bo Lind", "suyun azaldığını")]


def test_a_last_name_may_be_a_month() -> None:
    text = "Ada Mur köprüyü gezdi. Sözcü Halden Temmuz, suyun azaldığını söyledi."
    assert told(text) == [("Halden Temmuz", "suyun azaldığını")]


def test_what_happened_of_itself_is_nobody_s_act() -> None:
    words = "Kar yağdığı için köprünün kapandığını"
    assert told(f"{words} söyledi.") == [(None, words)]


@pytest.mark.parametrize("where", ["Kentte yaptığı konuşmada", "Gazetecilere yaptığı açıklamada"])
def test_a_word_in_a_case_that_opens_a_sentence_is_no_subject(where: str) -> None:
    assert told(f"{where} suyun azaldığını söyledi.") == [(None, "suyun azaldığını")]


def test_a_later_subject_does_not_take_an_earlier_verb_s_words() -> None:
    text = 'Oturduğu yerden "Su azalıyor." diye seslendi; Bo Lind ise "Köprü açık." dedi.'
    assert told(text) == [(None, "Su azalıyor."), ("Bo Lind", "Köprü açık.")]


def test_an_owner_s_document_speaks_behind_its_colon() -> None:
    text = (
        "Ada Mur köprüyü gezdi. Veltanya Dışişleri Bakanlığının açıklaması yayımlandı.\n\n"
        'Sözcü Vera Sund\'un yazılı açıklamasında şu ifadeler yer aldı: "Su azalıyor."'
    )
    assert told(text) == [("Vera Sund", "Su azalıyor.")]


def test_a_subject_before_a_topic_is_not_the_last_speaker() -> None:
    text = (
        "Bo Lind, suyun azaldığını söyledi.\n\nSoruları cevaplayan Ostmark Savunma Bakanlığı "
        'kaynakları ise köprünün kapandığı iddialarına ilişkin, "Köprü açık." dedi.'
    )
    assert told(text)[-1] == ("Ostmarkian Defence Ministry", "Köprü açık.")


@pytest.mark.parametrize(
    "before",
    [
        "Cumhurbaşkanı Rifat Tann, Savunma Bakanı Halden Korr'u kabul etti. ",
        "Başbakan Rifat Tann, Savunma Bakanı Halden Korr'u kabul etti. ",
    ],
)
def test_a_title_behind_a_comma_is_the_next_name_s(before: str) -> None:
    assert told(f"{before}Bakan, suyun azaldığını söyledi.") == [
        ("Halden Korr", "suyun azaldığını")
    ]


@pytest.mark.parametrize(
    ("title", "speaker"), [("Konuk Bakan", "Dorian Vesk"), ("Ev sahibi bakan", "Hanna Ulvar")]
)
def test_a_guest_is_whoever_came(title: str, speaker: str) -> None:
    text = (
        "Lisranya Denizcilik Bakanı Hanna Ulvar, Lisra'ya gelen Zemirya Denizcilik Bakanı "
        "Dorian Vesk ile görüştü. Vesk, köprünün kapandığını söyledi. Ulvar, suyun yükseldiğini "
        f"belirtti. {title}, limanın açıldığını kaydetti."
    )
    assert told(text)[-1] == (speaker, "limanın açıldığını")


def test_a_guest_is_nobody_by_name_where_nobody_is_said_to_have_come() -> None:
    text = (
        "Lisranya Denizcilik Bakanı Hanna Ulvar, Zemirya Denizcilik Bakanı Dorian Vesk ile "
        "görüştü. Vesk, köprünün kapandığını söyledi. Konuk Bakan, limanın açıldığını kaydetti."
    )
    assert told(text)[-1] == ("Konuk Bakan", "limanın açıldığını")


def test_a_body_that_relays_is_no_known_one_behind_another_state() -> None:
    maritime = KnownActor(
        "ostmark-maritime",
        "Ostmarkian Maritime Ministry",
        Kind.INSTITUTION,
        ("Denizcilik Bakanlığı",),
        side="tr",
    )
    text = (
        "Lisranya Savunma Bakanı Halden Korr limanı gezdi. Denizcilik Bakanlığından yapılan "
        "açıklamaya göre, Korr, suyun azaldığını söyledi."
    )
    world = replace(WORLD, actors=(*WORLD.actors, maritime))
    (found,) = extract(text, "tr", None, world).attributions
    assert (found.speaker, found.via_actor) == ("Halden Korr", None)


# ---------------------------------------------------------------------- who held what, and when


def test_a_former_office_s_title_is_not_its_holder_s() -> None:
    chief = HeldOffice(
        "ostmark-chief",
        {"tr": ("Genelkurmay Başkanı",)},
        ("ostmark",),
        "tr",
        date(2018, 1, 1),
        date(2023, 6, 2),
    )
    actors = tuple(
        replace(actor, offices=(*actor.offices, chief)) if actor.slug == "ilke-kural" else actor
        for actor in WORLD.actors
    )
    text = (
        "Savunma Bakanı İlke Kural, suyun azaldığını söyledi. "
        "Genelkurmay Başkanı da köprünün kapandığını belirtti."
    )
    found = extract(text, "tr", date(2024, 12, 26), replace(WORLD, actors=actors)).attributions
    assert [item.actor for item in found] == ["ilke-kural", None]


def test_a_ministry_s_short_name_is_a_ministry_further_on() -> None:
    mod = next(actor for actor in WORLD.actors if actor.slug == "ostmark-mod")
    actors = tuple(
        replace(actor, names=(*actor.names, "OSB")) if actor is mod else actor
        for actor in WORLD.actors
    )
    text = (
        "Veltanya Dışişleri Bakanlığı, suyun azaldığını duyurdu. OSB ise köprünün kapandığını "
        "açıkladı. Bakanlık, limanın açıldığını bildirdi."
    )
    found = extract(text, "tr", None, replace(WORLD, actors=actors)).attributions
    assert [item.actor for item in found] == ["veltania-mfa", "ostmark-mod", "ostmark-mod"]


def test_sources_in_a_frame_only_relay() -> None:
    text = (
        "Ostmark Savunma Bakanlığı kaynaklarına göre, Bakan İlke Kural, suyun azaldığını söyledi."
    )
    (found,) = extract(text, "tr", date(2024, 12, 26), WORLD).attributions
    assert (found.actor, found.words(text)) == ("ilke-kural", "suyun azaldığını")


def test_a_medium_is_told_some_words_before_the_speaking() -> None:
    text = "Delta'ya dün akşam uzun uzun konuşan Bo Lind, suyun azaldığını söyledi."
    [found] = attributions(text, language="tr")
    assert (found.speaker, found.via) == ("Bo Lind", "Delta")
