"""Turkish: content and speaker before the cue, in every order that its agencies put it."""

from dataclasses import replace
from datetime import date

import pytest

from app.extraction import extract
from app.extraction.types import Form, Kind, KnownActor
from tests.extraction.gazetteer import WORLD
from tests.extraction.reading import attributions, said

THURSDAY = date(2024, 12, 26)


def told(text: str) -> list[tuple[str | None, str]]:
    """Return (speaker, words) of each attribution of a Turkish text."""
    return said(text, language="tr")


QUOTED = "Su yükseliyor."
CLAUSE = "suyun yükseldiğini"


@pytest.mark.parametrize(
    "text",
    [
        'Bo Lind, "Su yükseliyor." dedi.',
        'Bo Lind "Su yükseliyor." dedi.',
        "Bo Lind, “Su yükseliyor.” diye konuştu.",
        "Bo Lind, «Su yükseliyor.» ifadelerini kullandı.",
        "Bo Lind, 'Su yükseliyor.' şeklinde konuştu.",
        'Bo Lind, "Su yükseliyor." değerlendirmesinde bulundu.',
        'Bo Lind, "Su yükseliyor." açıklamasını yaptı.',
        'Bo Lind, "Su yükseliyor." yanıtını verdi.',
        'Bo Lind, "Su yükseliyor." sözleriyle uyardı.',
        'Bo Lind, "Su yükseliyor." notunu paylaştı.',
        'Bo Lind ise; "Su yükseliyor." ifadesine yer verdi.',
        'Bo Lind ayrıca, "Su yükseliyor." diye ekledi.',
        '"Su yükseliyor." dedi Bo Lind.',
        '"Su yükseliyor." diyen Bo Lind, toplantıdan ayrıldı.',
        '"Su yükseliyor." ifadelerini kullanan Bo Lind, toplantıdan ayrıldı.',
        'Bo Lind: "Su yükseliyor."',
        'Bo Lind şunları söyledi: "Su yükseliyor."',
        'Bo Lind, konuşmasını şöyle sürdürdü:\n\n"Su yükseliyor."',
        'Bo Lind sözlerini şöyle tamamladı:\n\n"Su yükseliyor."',
        'Bo Lind\'in açıklaması şöyle:\n\n"Su yükseliyor."',
        'Karsk\'ta gazetecilere konuşan Bo Lind, "Su yükseliyor." dedi.',
        'Bo Lind, düzenlediği basın toplantısında, köprüye ilişkin, "Su yükseliyor." dedi.',
        'Bo Lind, "Su ne durumda?" sorusuna, "Su yükseliyor." cevabını verdi.',
    ],
)
def test_a_quotation_goes_to_the_speaker_before_or_behind_its_cue(text: str) -> None:
    assert told(text) == [("Bo Lind", QUOTED)]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind, suyun yükseldiğini söyledi.",
        "Bo Lind suyun yükseldiğini belirtti.",
        "Bo Lind dün yaptığı açıklamada suyun yükseldiğini kaydetti.",
        "Bo Lind da suyun yükseldiğini ifade etti.",
        "Bo Lind ise, suyun yükseldiğini de sözlerine ekledi.",
        "Bo Lind, Karsk'ta yaptığı konuşmada, suyun yükseldiğini dile getirdi.",
        "Bo Lind, soruları yanıtlarken, suyun yükseldiğini öne sürdü.",
        "Bo Lind, gazetecilere suyun yükseldiğini açıkladı.",
        "Öte yandan Bo Lind, suyun yükseldiğini bildirdi.",
        "Suyun yükseldiğini belirten Bo Lind, köprüden ayrıldı.".replace("Suyun", "suyun"),
        "Bo Lind, suyun yükseldiğini söylüyor.",
        "Bo Lind, suyun yükseldiğini aktarmıştı.",
        "Bo Lind köprüyü gezdi ve suyun yükseldiğini anlattı.",
    ],
)
def test_a_clause_made_a_noun_leaves_speaker_and_adjuncts_out(text: str) -> None:
    assert told(text) == [("Bo Lind", CLAUSE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bo Lind, kapakların açılacağını duyurdu.", "kapakların açılacağını"),
        ("Bo Lind, kapakların açılması gerektiğini savundu.", "kapakların açılması gerektiğini"),
        ("Bo Lind, kapakların açılmayacağını söyledi.", "kapakların açılmayacağını"),
        ("Bo Lind, kapakları açmak istediklerini belirtti.", "kapakları açmak istediklerini"),
        ("Bo Lind, suyun yükseldiğine dikkati çekti.", "suyun yükseldiğine"),
        ("Bo Lind, suyun yükseldiğine işaret etti.", "suyun yükseldiğine"),
        ("Bo Lind, suyun yükseldiğinin altını çizdi.", "suyun yükseldiğinin"),
        ("Bo Lind, barajın önemini vurguladı.", "barajın önemini"),
        ("Bo Lind, kapakların açılması çağrısında bulundu.", "kapakların açılması"),
        ("Bo Lind, kapakların açılması çağrısı yaptı.", "kapakların açılması"),
        ("Bo Lind, suyun yükseldiği bilgisini verdi.", "suyun yükseldiği"),
        ("Bo Lind, suyun yükselmemesi konusunda uyardı.", "suyun yükselmemesi"),
        (
            "Bo Lind, suyun yükseldiğini ve kapakların açıldığını söyledi.",
            "suyun yükseldiğini ve kapakların açıldığını",
        ),
        (
            'Bo Lind, suyun "biraz" yükseldiğini söyledi.',
            'suyun "biraz" yükseldiğini',
        ),
        ('Bo Lind, suyun "çok yükseldiğini" söyledi.', 'suyun "çok yükseldiğini"'),
        ('Bo Lind, barajı "elek" olarak nitelendirdi.', 'barajı "elek"'),
        ("Bo Lind'e göre su yükseliyor.", "su yükseliyor"),
        ("Bo Lind'in açıklamasına göre, su yükseliyor.", "su yükseliyor"),
        ("Bo Lind'in söylediğine göre su yükseliyor.", "su yükseliyor"),
    ],
)
def test_each_verb_takes_the_case_that_it_asks_for(text: str, words: str) -> None:
    assert told(text) == [("Bo Lind", words)]


def test_two_cues_of_a_sentence_share_their_subject() -> None:
    text = 'Bo Lind, suyun yükseldiğini belirterek, "Köprü kapalı." dedi.'
    assert told(text) == [("Bo Lind", "suyun yükseldiğini"), ("Bo Lind", "Köprü kapalı.")]


def test_a_participle_hands_its_speaker_on() -> None:
    text = "Suyun yükseldiğini belirten Bo Lind, köprünün kapandığını söyledi."
    assert told(text) == [("Bo Lind", "Suyun yükseldiğini"), ("Bo Lind", "köprünün kapandığını")]


def test_marks_alone_make_a_direct_quote_and_marks_amid_words_a_mixed_one() -> None:
    text = 'Bo Lind, "Su yükseliyor." dedi. Lind, suyun "biraz" yükseldiğini söyledi.'
    assert [item.form for item in attributions(text, language="tr")] == [Form.DIRECT, Form.MIXED]


def test_a_quotation_runs_over_paragraphs_to_its_cue() -> None:
    text = 'Bo Lind, "Su yükseliyor.\n\n"Köprü kapandı." ifadelerini kullandı.'
    assert told(text) == [("Bo Lind", "Su yükseliyor. … Köprü kapandı.")]


# ---------------------------------------------------------------------- who is meant


@pytest.mark.parametrize(
    ("mention", "actor"),
    [
        ("Bakan Lind", "bo-lind"),
        ("Veltanya Dışişleri Bakanı Lind", "bo-lind"),
        ("Veltanya'nın Dışişleri Bakanı Bo Lind", "bo-lind"),
        ("Ostmark Dışişleri Bakanı Ada Mur", "ada-moor"),
        ("Cumhurbaşkanı el-Orun", "tem-al-orun"),
        ("Savunma Bakanı Kural", "ilke-kural"),
        ("Veltanya Dışişleri Bakanlığı", "veltania-mfa"),
        ("Eski Darphane", "old-mint"),
        ("Ostmark Savunma Bakanlığı kaynakları", "ostmark-mod"),
        ("Karsk", "veltania"),
    ],
)
def test_titles_and_names_lead_to_the_actor(mention: str, actor: str) -> None:
    found = attributions(f"{mention}, suyun yükseldiğini söyledi.", THURSDAY, "tr")
    assert [item.actor for item in found] == [actor]


@pytest.mark.parametrize("title", ["Veltan bakan", "Bakan", "Dışişleri Bakanı", "Bakan Lind"])
def test_a_title_alone_means_whoever_has_it(title: str) -> None:
    text = (
        f"Veltanya Dışişleri Bakanı Bo Lind, barajı gezdi.\n\n{title}, suyun yükseldiğini söyledi."
    )
    assert told(text) == [("Bo Lind", CLAUSE)]


def test_a_title_may_come_a_paragraph_before_the_name() -> None:
    text = (
        "Ostmarklı bakan, suyun yükseldiğini söyledi.\n\n"
        "Ostmark Dışişleri Bakanı Ada Mur, barajı gezdi."
    )
    assert told(text) == [("Ada Moor", CLAUSE)]


def test_a_deputy_is_not_the_minister() -> None:
    text = (
        "Veltanya Dışişleri Bakanı Bo Lind barajı gezdi. Veltanya Dışişleri Bakan Yardımcısı "
        "Pol Arden de oradaydı.\n\nVeltan bakan, suyun yükseldiğini söyledi."
    )
    assert told(text) == [("Bo Lind", CLAUSE)]


def test_a_diplomat_without_a_name_stays_without_one() -> None:
    text = (
        "Sarnyalı bir diplomat, suyun yükseldiğini söyledi. Diplomat, köprünün kapandığını "
        "belirtti.\n\nVeltanya Dışişleri Bakanı Bo Lind, haberi yalanladı."
    )
    assert {item.actor for item in attributions(text, language="tr")} == {None}


def test_a_document_speaks_for_the_body_that_made_it() -> None:
    text = (
        "Veltanya Dışişleri Bakanlığından yapılan açıklamada, suyun yükseldiği belirtildi. "
        'Açıklamada, "Köprü kapalıdır." denildi.'
    )
    assert told(text) == [
        ("Veltanian Foreign Ministry", "suyun yükseldiği"),
        ("Veltanian Foreign Ministry", "Köprü kapalıdır."),
    ]


def test_an_owner_before_a_title_does_not_speak() -> None:
    text = "Bo Lind'in danışmanı Pol Arden, suyun yükseldiğini söyledi. Bo Lind sustu."
    assert told(text) == [("Pol Arden", CLAUSE)]


def test_two_names_are_nobodys_alone() -> None:
    found = attributions("Bo Lind ve Ada Mur, suyun yükseldiğini söyledi.", language="tr")
    assert [(item.speaker, item.actor) for item in found] == [("Bo Lind ve Ada Mur", None)]


# ---------------------------------------------------------------------- subjects left out


def test_a_sentence_without_a_subject_goes_on_with_the_last_speaker() -> None:
    text = "Bo Lind, suyun yükseldiğini söyledi. Ayrıca köprünün kapandığını belirtti."
    assert told(text)[1] == ("Bo Lind", "köprünün kapandığını")


def test_nobody_speaks_where_two_may_be_meant() -> None:
    text = (
        "Bo Lind, suyun yükseldiğini söyledi.\n\nAda Mur, barajı gezdi.\n\n"
        "Köprünün kapandığını belirtti."
    )
    assert told(text)[1] == (None, "Köprünün kapandığını")


def test_the_first_word_of_a_content_is_no_speaker() -> None:
    assert told("Sarn barajının dolduğunu söyledi.") == [(None, "Sarn barajının dolduğunu")]


def test_whom_somebody_met_does_not_speak() -> None:
    text = "Bo Lind, suyun yükseldiğini söyledi. Ada Mur ile görüşmeye hazır olduğunu kaydetti."
    assert told(text)[1][0] == "Bo Lind"


def test_a_list_that_opens_a_content_is_no_speaker() -> None:
    text = "Veltanya, Ostmark ve Sarnya'nın anlaştığını söyledi."
    assert [item.actor for item in attributions(text, language="tr")] == [None]


def test_a_common_word_that_is_a_name_too_needs_a_title() -> None:
    found = attributions("Kural, suyun yükseldiğini söyledi.", THURSDAY, "tr")
    assert [item.actor for item in found] == [None]


# ---------------------------------------------------------------------- relays


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind, Ostmark Wire muhabirine yaptığı açıklamada, suyun yükseldiğini söyledi.",
        "Ostmark Wire'ın haberine göre, Bo Lind, suyun yükseldiğini söyledi.",
        "Ostmark Wire'a konuşan Bo Lind, suyun yükseldiğini söyledi.",
    ],
)
def test_a_medium_relays_and_never_speaks(text: str) -> None:
    found = attributions(text, THURSDAY, "tr")
    assert [(item.speaker, item.via) for item in found] == [("Bo Lind", "Ostmark Wire")]


def test_words_within_words_are_the_inner_speakers() -> None:
    text = 'Ada Mur, Bo Lind\'in "Kapımız açık" dediğini aktardı.'
    found = attributions(text, THURSDAY, "tr")
    assert [(item.actor, item.words(text), item.via_actor) for item in found] == [
        ("bo-lind", "Kapımız açık", "ada-moor")
    ]


# ---------------------------------------------------------------------- near misses


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind, suyun yükseldiğini söylemedi.",
        "Bo Lind, suyun yükselip yükselmediğini sordu.",
        '"Kural" adı verilen tatbikat başladı.',
        "Görüşmede suyun ele alındığı öğrenildi.",
        "Suyun yükseldiği belirtildi.",
        "Bo Lind, barajı gezdi ve Karsk'a döndü.",
        'Rapor "gizli" damgasını taşıyor.',
        "Halk, suyun yükseldiğini gördü.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert told(text) == []


def test_headings_in_marks_captions_and_links_are_no_statements() -> None:
    text = (
        'Lind: Su yükseliyor\n\nBo Lind, barajı gezdi.\n\n- "Köprü bir süre kapalı kalacak"\n\n'
        '"KÖPRÜ KAPANDI"\n\nHaberin devamı için tıklayın\n\nFotoğraf: Rıza Tel\n\nMuhabir: Rıza Tel'
    )
    assert told(text) == []


def test_an_ordinal_ends_no_sentence() -> None:
    text = "Bo Lind, 22. Sarn Forumu'nda suyun yükseldiğini söyledi."
    assert [speaker for speaker, _ in told(text)] == ["Bo Lind"]


# ---------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("when", "day", "basis"),
    [
        ("bugün", "2024-12-26", "weekday"),
        ("dün", "2024-12-25", "weekday"),
        ("perşembe günü", "2024-12-26", "weekday"),
        ("cuma günü", "2024-12-20", "weekday"),
        ("geçen cuma", "2024-12-20", "weekday"),
        ("iki gün önce", "2024-12-24", "weekday"),
        ("3 Aralık'ta", "2024-12-03", "stated"),
        ("3 Aralık 2023'te", "2023-12-03", "stated"),
        ("geçen hafta", None, "unknown"),
        ("Karsk'ta", "2024-12-26", "published"),
    ],
)
def test_days_are_read_beside_the_cue(when: str, day: str | None, basis: str) -> None:
    text = f"Bo Lind, {when} yaptığı açıklamada, suyun yükseldiğini söyledi."
    (found,) = attributions(text, THURSDAY, "tr")
    assert (found.said_on, found.said_on_basis.value) == (day, basis)


@pytest.mark.parametrize(
    "text",
    [
        "3 Aralık'ta imzalanan belgeyi değerlendiren Bo Lind, suyun yükseldiğini söyledi.",
        "Bo Lind, 3 Aralık'taki sele ilişkin, suyun yükseldiğini söyledi.",
        "Bo Lind, suyun 3 Aralık'ta yükseldiğini söyledi.",
        "Suyun yükseldiğini belirten Bo Lind, 3 Aralık'ta Lindau'ya gitti.",
    ],
)
def test_the_day_of_something_else_is_not_that_of_the_words(text: str) -> None:
    (found,) = attributions(text, THURSDAY, "tr")
    assert (found.said_on, found.said_on_basis.value) == ("2024-12-26", "published")


def test_a_market_is_no_sunday() -> None:
    text = "Bo Lind, pazar yerinde yaptığı açıklamada, suyun yükseldiğini söyledi."
    (found,) = attributions(text, THURSDAY, "tr")
    assert found.said_on_basis.value == "published"


def test_topics_are_found_by_turkish_terms() -> None:
    (found,) = attributions("Bo Lind, üssü kapatmayacaklarını söyledi.", THURSDAY, "tr")
    assert [match.topic for match in found.topics] == ["bases"]


# ---------------------------------------------------------------------- whose ministry

MARITIME = KnownActor(
    "ostmark-maritime",
    "Ostmarkian Maritime Ministry",
    Kind.INSTITUTION,
    ("Ostmark Denizcilik Bakanlığı", "Denizcilik Bakanlığı"),
    side="tr",
)


def actor_of_last(text: str) -> tuple[str | None, str | None]:
    """Return (speaker, actor) of the last attribution, in a world whose home is Ostmark."""
    actors = [
        replace(actor, names=(*actor.names, "Türkiye")) if actor.slug == "ostmark" else actor
        for actor in WORLD.actors
    ]
    world = replace(WORLD, actors=(*actors, MARITIME))
    found = extract(text, "tr", THURSDAY, world).attributions[-1]
    return found.speaker, found.actor


@pytest.mark.parametrize(
    ("before", "actor"),
    [
        ("", "ostmark-maritime"),
        ("Ostmark Savunma Bakanı Halden Korr limanı gezdi. ", "ostmark-maritime"),
        ("Eski Savunma Bakanı Halden Korr limanı gezdi. ", "ostmark-maritime"),
        ("Çevre, Su ve Orman Bakanı Halden Korr limanı gezdi. ", "ostmark-maritime"),
        ("Lisranya Savunma Bakanı Halden Korr limanı gezdi. ", None),
        ("Lisranya Su ve Orman Bakanı Halden Korr limanı gezdi. ", None),
        ("Veltanya Savunma Bakanı Halden Korr limanı gezdi. ", None),
        ("Veltanya'nın Savunma Bakanı Halden Korr limanı gezdi. ", None),
        ("Lisranya ordusu limana girdi. ", None),
        ("Bo Lind limanı gezdi. ", None),
        ("Veltanya Savunma Bakanı Halden Korr, Ada Mur ile görüştü. ", "ostmark-maritime"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "Denizcilik Bakanlığı, suyun yükseldiğini duyurdu.",
        "Denizcilik Bakanlığından yapılan açıklamaya göre, su yükseliyor.",
    ],
)
def test_a_bare_body_is_no_known_one_behind_another_state(
    before: str, actor: str | None, words: str
) -> None:
    speaker, found = actor_of_last(before + words)
    assert found == actor
    assert speaker == (MARITIME.name if actor else "Denizcilik Bakanlığı")


def test_a_bare_body_is_that_of_the_state_named_last() -> None:
    text = (
        "Lisranya Denizcilik Bakanlığı, suyun yükseldiğini bildirdi. "
        "Denizcilik Bakanlığı, köprünün kapandığını duyurdu."
    )
    assert actor_of_last(text) == ("Lisranya Denizcilik Bakanlığı", None)


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("", "Ada Moor"),
        ("Ostmark Cumhurbaşkanı Halden Korr limanı gezdi. ", "Ada Moor"),
        ("Lisranya Cumhurbaşkanı Halden Korr limanı gezdi. ", "Dışişleri Bakanı"),
        ("Sarnya Cumhurbaşkanı Halden Korr limanı gezdi. ", "Dışişleri Bakanı"),
    ],
)
def test_a_bare_office_is_not_the_home_state_s_behind_another_state(
    before: str, speaker: str
) -> None:
    assert actor_of_last(f"{before}Dışişleri Bakanı, suyun yükseldiğini duyurdu.")[0] == speaker


@pytest.mark.parametrize(
    ("who", "speaker"),
    [("Zemiryalı Bakan", "Dorian Vesk"), ("Gorvalı Bakan", "Gorvalı Bakan")],
)
def test_a_minister_with_a_state_s_adjective_is_only_that_state_s(who: str, speaker: str) -> None:
    text = (
        "Zemirya Denizcilik Bakanı Dorian Vesk ile Lisranya Denizcilik Bakanı Hanna Ulvar görüştü. "
        f"Bakan Ulvar, suyun yükseldiğini söyledi. {who}, köprünün kapandığını bildirdi."
    )
    assert actor_of_last(text)[0] == speaker


# ---------------------------------------------------------------------- behind a participle


@pytest.mark.parametrize(
    "text",
    [
        "Gazetecilere konuşan Korr askerlerin döndüğünü söyledi.",
        "Karsk'ta düzenlenen törende konuşan Korr askerlerin döndüğünü söyledi.",
        "Soruları yanıtlayan Korr da askerlerin döndüğünü söyledi.",
        "Karsk'ı ziyaret eden Korr askerlerin döndüğünü söyledi.",
        "Soruları yanıtlayan Savunma Bakanı Halden Korr askerlerin döndüğünü söyledi.",
        "Haftalık toplantıda soruları yanıtlayan Bakan Korr askerlerin döndüğünü söyledi.",
    ],
)
def test_the_name_behind_a_participle_is_the_subject_without_a_comma(text: str) -> None:
    before = "Lisranya Savunma Bakanı Halden Korr limanı gezdi. "
    assert told(before + text) == [("Halden Korr", "askerlerin döndüğünü")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bo Lind, sınırı geçen Korr askerlerinin çekildiğini söyledi.", "Bo Lind"),
        ("Bo Lind da limanı gezen Halden Korr hakkında bilgi almadığını söyledi.", "Bo Lind"),
        ("Sınırı geçen Korr askerlerinin çekildiğini söyledi.", None),
        ("Limanı gezen Savunma Bakanı Korr Sarnya ordusunun çekildiğini söyledi.", None),
    ],
)
def test_a_name_inside_the_content_is_not_its_speaker(text: str, speaker: str | None) -> None:
    assert [found for found, _ in told(text)] == [speaker]


@pytest.mark.parametrize(
    "answer",
    [
        'Bir gazetecinin, "Su ne durumda?" sorusuna Ada Mur, "Su yükseliyor." karşılığını verdi.',
        'Bir gazetecinin "Su ne durumda?" sorusuna Ada Mur "Su yükseliyor." yanıtını verdi.',
        'Bir gazetecinin, "Su ne durumda?" sorusu üzerine Ada Mur, "Su yükseliyor." dedi.',
        'Ada Mur, bir gazetecinin, "Su ne durumda?" sorusuna, "Su yükseliyor." cevabını verdi.',
    ],
)
def test_whoever_answers_a_question_is_not_the_last_speaker(answer: str) -> None:
    assert told(f'Bo Lind, "Geldik." dedi. {answer}')[-1] == ("Ada Moor", QUOTED)


# ---------------------------------------------------------------------- when, and who by trade


@pytest.mark.parametrize("when", ["dün", "geçen hafta", "önceki gün", "dün akşam"])
def test_a_past_time_right_behind_the_subject_is_no_part_of_the_content(when: str) -> None:
    assert told(f"Bo Lind {when} suyun yükseldiğini söyledi.") == [("Bo Lind", CLAUSE)]


@pytest.mark.parametrize(
    "words",
    [
        "dün kapanan köprünün açıldığını",
        "yarın köprünün açılacağını",
        "önceki hükümetin köprüyü kapattığını",
    ],
)
def test_a_time_of_the_content_stays_in_it(words: str) -> None:
    assert told(f"Bo Lind {words} söyledi.") == [("Bo Lind", words)]


@pytest.mark.parametrize("trade", ["Siyaset bilimci", "Tarihçi", "Emekli diplomat"])
def test_a_trade_before_a_name_is_no_part_of_it(trade: str) -> None:
    assert told(f"{trade} Berin Haas'a göre su yükseliyor.") == [("Berin Haas", "su yükseliyor")]
