"""Whose words: faults of one kind that unseen articles showed, each with its near misses."""

import pytest

from tests.extraction.reading import said

Said = list[tuple[str | None, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Somebody unnamed goes on, though the noun would fit a holder named before.
        (
            ("Governor Jan Roos came. A Veltanian official said it leaks. The official added that"
            " it stinks."),
            [("A Veltanian official", "it leaks"), ("The official", "it stinks")],
        ),
        (
            "Ambassador Eva Munk came. A diplomat said it leaks. The diplomat said it stinks.",
            [("A diplomat", "it leaks"), ("The diplomat", "it stinks")],
        ),
        (
            "Ambassador Eva Munk said it leaks. The diplomat said it stinks.",
            [("Eva Munk", "it leaks"), ("Eva Munk", "it stinks")],
        ),
        (
            "A diplomat said it leaks. Ambassador Eva Munk came. The ambassador said it stinks.",
            [("A diplomat", "it leaks"), ("Eva Munk", "it stinks")],
        ),
        # A prime minister is no "minister", a vice president no "president".
        (
            ("Prime Minister Jora Vell came. Foreign Minister Abel Odd met Vell. The minister said"
            " it leaks."),
            [("Abel Odd", "it leaks")],
        ),
        (
            ("Their foreign minister, Abel Odd, met Prime Minister Jora Vell in May; afterwards the"
            " minister said that it leaks."),
            [("Abel Odd", "it leaks")],
        ),
        (
            "Vice President Jora Vell met President Abel Odd. The president said it leaks.",
            [("Abel Odd", "it leaks")],
        ),
        (
            "Prime Minister Jora Vell came. The prime minister said it leaks.",
            [("Jora Vell", "it leaks")],
        ),
        # Whom somebody receives does not tell her office.
        (
            ("The minister, Mara Sool, today received the special envoy of the League of Coasts,"
            " Ambassador Ivo Danz. The envoy said it leaks."),
            [("Ivo Danz", "it leaks")],
        ),
        (
            ("Mara Sool, who met the envoy, left. The minister, Bo Stern, greeted the consul of"
            " Delmar, Jan Roos. The consul said it leaks."),
            [("Jan Roos", "it leaks")],
        ),
        (
            "Mara Sool, a retired envoy, came with Ivo Danz. The envoy said it leaks.",
            [("Mara Sool", "it leaks")],
        ),
        # "It" is nobody's where the sentence before tells of another body.
        (
            ("The army denied the charge. No comment came from the militia leadership. In the past"
            " it has said that it leaks."),
            [("The army", "the charge"), (None, "it leaks")],
        ),
        (
            "The council said it leaks. Fourteen people were hurt. It said that it stinks.",
            [("The council", "it leaks"), ("The council", "it stinks")],
        ),
    ],
)  # fmt: skip
def test_an_english_office_is_held_by_whoever_fits_best(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whom the main clause is about may be meant as well as who speaks in the one below.
        (
            ("Lars Ekdal resigned a day after Owen Tarr told investors that sales fell. He said"
            " it hurt."),
            [("Owen Tarr", "sales fell"), (None, "it hurt")],
        ),
        (
            "Lars Ekdal resigned, and Owen Tarr told investors that sales fell. He said it hurt.",
            [("Owen Tarr", "sales fell"), ("Owen Tarr", "it hurt")],
        ),
        (
            "Lars Ekdal left after Maria Tarr told investors that sales fell. She said it hurt.",
            [("Maria Tarr", "sales fell"), ("Maria Tarr", "it hurt")],
        ),
        # A former minister is none, unless he is called so.
        (
            "Former finance minister Otto Brandl said it leaks. The minister said it stinks.",
            [("Otto Brandl", "it leaks"), ("The minister", "it stinks")],
        ),
        (
            ("Former finance minister Otto Brandl said it leaks. The former minister said it"
            " stinks."),
            [("Otto Brandl", "it leaks"), ("Otto Brandl", "it stinks")],
        ),
        (
            ("President Otto Brandl, a former army chief, said it leaks. The president said it"
            " stinks."),
            [("Otto Brandl", "it leaks"), ("Otto Brandl", "it stinks")],
        ),
        # Whoever comes from a place that nobody knows is nobody from elsewhere.
        (
            ("President Jan Kolar of Norland received Sudrian President Luca Ferr. The Sudrian"
            " president said it leaks."),
            [("Luca Ferr", "it leaks")],
        ),
        (
            "Veltanian President Jan Kolar came. The Sudrian president said it leaks.",
            [("The Sudrian president", "it leaks")],
        ),
        (
            ("Sudria's envoy, Nina Corti, came. Piet Vos, the Veltanian envoy, left. The Sudrian"
            " envoy said it leaks."),
            [("Nina Corti", "it leaks")],
        ),
        (
            "Envoy Nina Corti came. The Sudrian envoy said it leaks.",
            [("Nina Corti", "it leaks")],
        ),
        # The envoy is the envoy, though an ambassador spoke last.
        (
            ("Envoy Mirela Cost said it leaks. Ambassador Piet Vos said it stinks. The envoy said"
            " it smokes. The ambassador said it burns."),
            [("Mirela Cost", "it leaks"), ("Piet Vos", "it stinks"),
             ("Mirela Cost", "it smokes"), ("Piet Vos", "it burns")],
        ),
        # A title beside another name is not one's own.
        (
            "The bishop, Thomas Gell, and the imam, Yusuf Karm, prayed. The imam said it leaks.",
            [("Yusuf Karm", "it leaks")],
        ),
        (
            ("The chairman of the committee, Otto Lang, asked General Hugo Brant why it leaks. The"
            " general said it stinks."),
            [("Hugo Brant", "it stinks")],
        ),
    ],
)  # fmt: skip
def test_a_title_or_pronoun_that_two_may_bear_is_given_to_neither(
    text: str, expected: Said
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What the speaker does next ends a noun phrase.
        (
            "Ada Moor expressed gratitude for the help and briefed the envoy on her visit.",
            [("Ada Moor", "gratitude for the help")],
        ),
        (
            "Ada Moor welcomed the ruling and met the envoy.",
            [("Ada Moor", "the ruling")],
        ),
        (
            "Ada Moor condemned those who burned and looted the port.",
            [("Ada Moor", "those who burned and looted the port")],
        ),
        (
            "Ada Moor stressed the importance of trade and the need for peace.",
            [("Ada Moor", "the importance of trade and the need for peace")],
        ),
        # A second clause may open with its own source.
        (
            ("No text is out, but according to Ada Moor, a fellow at the Weir Institute, it would"
            " bind four ports."),
            [("Ada Moor", "it would bind four ports")],
        ),
        (
            "The dam leaks but holds, according to Ada Moor.",
            [("Ada Moor", "The dam leaks but holds")],
        ),
        # Blame has no marks of its own.
        ("Ada Moor blamed the delay on missing maps.", [("Ada Moor", "the delay on missing maps")]),
        ("Ada Moor blames Ostmark for the delay.", [("Ada Moor", "Ostmark for the delay")]),
        ("Ada Moor and Bo Lind blamed each other for the delay.", []),
        # A possessive may belong to whoever hears.
        (
            "Ada Moor assured her guest from Sarn on Sunday that it leaks.",
            [("Ada Moor", "it leaks")],
        ),
        ("Ada Moor told her that it leaks.", [("Ada Moor", "it leaks")]),
        ("Ada Moor told her it was shut.", [("Ada Moor", "it was shut")]),
        ("Bo Lind called it closed. She disputes that.", []),
    ],
)  # fmt: skip
def test_english_words_end_where_the_speaker_does_something_else(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Behind a relative clause an adverbial participle is whoever that clause tells of.
        (
            "Он сменил Марту Кольм, которая ушла в отставку, обвинив союз в «торговле страхом».",
            [("Марта Кольм", "союз в «торговле страхом»")],
        ),
        (
            "Министр Бо Штерн встретил Марту Кольм, которая уехала, заявив, что плотина течет.",
            [("Марта Кольм", "плотина течет")],
        ),
        (
            "Министр Бо Штерн покинул зал, который открыл мэр, заявив, что плотина течет.",
            [("Бо Штерн", "плотина течет")],
        ),
        (
            "Министр Бо Штерн уехал, заявив, что плотина течет.",
            [("Бо Штерн", "плотина течет")],
        ),
        # A body with «в» speaks; whoever stands behind the verb is addressed.
        (
            "В Совете берегов призвали обе стороны к сдержанности.",
            [("Совет берегов", "к сдержанности")],
        ),
        ("В мэрии предупредили жителей, что мост закрыт.", [("мэрия", "мост закрыт")]),
        ("В парламенте заявили депутаты, что мост закрыт.", [("депутаты", "мост закрыт")]),
        # What somebody did next is no part of what he told.
        (
            "Министр Бо Штерн, который обвинил соседей в шантаже, ушел в отставку.",
            [("Бо Штерн", "соседей в шантаже")],
        ),
        (
            "Министр Бо Штерн, который осудил поджог моста, вечером покинул город.",
            [("Бо Штерн", "поджог моста")],
        ),
        # Words that are given, and past forms that go on.
        (
            "«Мост откроют к осени», — приводятся в сообщении слова министра Бо Штерна.",
            [("Бо Штерн", "Мост откроют к осени")],
        ),
        ("Министр Бо Штерн ранее предупреждал, что мост закроют.",
         [("Бо Штерн", "мост закроют")]),
        ("Министр Бо Штерн предостерег соседей от поспешных шагов.",
         [("Бо Штерн", "поспешных шагов")]),
        ("Министр Бо Штерн пожаловался на нехватку лодок.",
         [("Бо Штерн", "нехватку лодок")]),
        ("Министр Бо Штерн выразился мягче: «Мы подождем до осени».",
         [("Бо Штерн", "Мы подождем до осени")]),
    ],
)  # fmt: skip
def test_a_russian_clause_tells_whose_words_follow(text: str, expected: Said) -> None:
    assert said(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "ise" and "de" set a new subject against the last speaker, in whatever noun.
        (
            ("Vali Bora Kars, yolun açılacağını söyledi. Delmar tarafı ise olayın komisyonda ele"
            " alınmasını istedi."),
            [("Bora Kars", "yolun açılacağını"),
             ("Delmar tarafı", "olayın komisyonda ele alınmasını")],
        ),
        (
            'Yakup Feran, "Kim ödeyecek?" dedi. Bir başka şoför de bilgi verilmediğinden yakındı.',
            [("Yakup Feran", "Kim ödeyecek?"), ("Bir başka şoför", "bilgi verilmediğinden")],
        ),
        (
            ("Konuk bakan, ticaretin artacağını söyledi. Ev sahibi bakan ise bundan memnun olduğunu"
            " belirtti."),
            [("Konuk bakan", "ticaretin artacağını"),
             ("Ev sahibi bakan", "bundan memnun olduğunu")],
        ),
        # An object or a time before the particle is no subject.
        (
            "Vali Bora Kars, yolun açılacağını söyledi. Saldırıyı ise kınadığını belirtti.",
            [("Bora Kars", "yolun açılacağını"), ("Bora Kars", "Saldırıyı ise kınadığını")],
        ),
        (
            "Vali Bora Kars, barajın dolduğunu, seviyenin ise düştüğünü söyledi.",
            [("Bora Kars", "barajın dolduğunu, seviyenin ise düştüğünü")],
        ),
        # The genitive of what is to be done is not whose words are told.
        (
            "Bora Kars, komisyonun salı günü toplanmasını önerdiklerini bildirdi.",
            [("Bora Kars", "komisyonun salı günü toplanmasını önerdiklerini")],
        ),
        (
            "Bora Kars, meclisin yeniden toplanmasını istediğini söyledi.",
            [("Bora Kars", "meclisin yeniden toplanmasını istediğini")],
        ),
        (
            "Bora Kars, bakanın yolun açılacağını söylediğini aktardı.",
            [("bakan", "yolun açılacağını")],
        ),
        # A genitive before the marks belongs to the clause that ends in them.
        (
            "Bora Kars, Harun'un \"boş sözler verdiğini\" ileri sürdü.",
            [("Bora Kars", "Harun'un \"boş sözler verdiğini\"")],
        ),
        (
            "Bakan Bora Kars, tatbikatın durdurulmasını istemişti.",
            [("Bora Kars", "tatbikatın durdurulmasını")],
        ),
        (
            '"Ben kapıda insan saymıyorum" diye gülümsedi Bora Kars.',
            [("Bora Kars", "Ben kapıda insan saymıyorum")],
        ),
        (
            'Bakan Bora Kars, "limanın açık olduğunu" söylemekle yetindi.',
            [("Bora Kars", "limanın açık olduğunu")],
        ),
    ],
)  # fmt: skip
def test_a_turkish_subject_is_not_the_last_speaker_by_default(text: str, expected: Said) -> None:
    assert said(text, "tr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whoever has no name goes on as the noun alone.
        (
            ("Представитель армии Тарек Нур заявил, что мост цел. Представитель повстанцев заявил,"
            " что мост взорван. Представитель добавил, что есть жертвы."),
            [("Тарек Нур", "мост цел"), ("представитель повстанцев", "мост взорван"),
             ("представитель повстанцев", "есть жертвы")],
        ),
        (
            ("Представитель армии Тарек Нур заявил, что мост цел. Представитель добавил, что дорога"
            " закрыта."),
            [("Тарек Нур", "мост цел"), ("Тарек Нур", "дорога закрыта")],
        ),
        # Marks behind a title tell another firm.
        (
            ("Директор завода Тарек Нур заявил, что мост цел. Директор «Ритма» сообщил, что дорога"
            " закрыта."),
            [("Тарек Нур", "мост цел"), ("директор «Ритма»", "дорога закрыта")],
        ),
        # «после того, как» begins no words of whoever speaks below.
        (
            "Бо Штерн ушел после того, как министр Тарек Нур рассказал о потерях.",
            [("Тарек Нур", "потерях")],
        ),
        (
            "Как рассказал министр Тарек Нур, мост закрыт.",
            [("Тарек Нур", "мост закрыт")],
        ),
    ],
)  # fmt: skip
def test_a_russian_title_is_held_by_whom_its_words_tell(text: str, expected: Said) -> None:
    assert said(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Another's spokesman is not the one who has a name.
        (
            ("Ordu Sözcüsü Tarık Nur, köprünün sağlam olduğunu söyledi. İsyancıların sözcüsü,"
            " köprünün yıkıldığını söyledi."),
            [("Tarık Nur", "köprünün sağlam olduğunu"),
             ("İsyancıların sözcüsü", "köprünün yıkıldığını")],
        ),
        (
            ("Ordu Sözcüsü Tarık Nur, köprünün sağlam olduğunu söyledi. Sendika sözcüsü, yolun"
            " kapalı olduğunu söyledi."),
            [("Tarık Nur", "köprünün sağlam olduğunu"),
             ("Sendika sözcüsü", "yolun kapalı olduğunu")],
        ),
        (
            ("Ordu Sözcüsü Tarık Nur, köprünün sağlam olduğunu söyledi. Ordu sözcüsü, yolun kapalı"
            " olduğunu söyledi."),
            [("Tarık Nur", "köprünün sağlam olduğunu"), ("Tarık Nur", "yolun kapalı olduğunu")],
        ),
        # A former minister is none, unless he is called so.
        (
            ("Eski Maliye Bakanı Oktay Brant, bütçenin açık verdiğini söyledi. Bakan, bütçenin"
            " dengeli olduğunu belirtti."),
            [("Oktay Brant", "bütçenin açık verdiğini"), ("Bakan", "bütçenin dengeli olduğunu")],
        ),
        (
            ("Eski Maliye Bakanı Oktay Brant, bütçenin açık verdiğini söyledi. Eski bakan, bütçenin"
            " dengeli olmadığını belirtti."),
            [("Oktay Brant", "bütçenin açık verdiğini"),
             ("Oktay Brant", "bütçenin dengeli olmadığını")],
        ),
        (
            ("Maliye Bakanı Oktay Brant, bütçenin açık verdiğini söyledi. Bakan, bütçenin dengeli"
            " olmadığını belirtti."),
            [("Oktay Brant", "bütçenin açık verdiğini"),
             ("Oktay Brant", "bütçenin dengeli olmadığını")],
        ),
    ],
)  # fmt: skip
def test_a_turkish_title_is_held_by_whom_its_words_tell(text: str, expected: Said) -> None:
    assert said(text, "tr") == expected
