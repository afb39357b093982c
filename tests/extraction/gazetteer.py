"""An invented world for the tests of extraction: three states, their bodies and people."""

from datetime import date

from app.extraction.types import (
    Gazetteer,
    HeldOffice,
    Kind,
    KnownActor,
    KnownTopic,
    Term,
)

FOREIGN = {
    "en": ("foreign minister", "top diplomat"),
    "ru": (
        *("министр иностранных дел", "глава МИД", "глава дипломатии"),
        "глава внешнеполитического ведомства",
    ),
    "tr": ("Dışişleri Bakanı",),
}
DEFENCE = {
    "en": ("defence minister", "defense minister"),
    "ru": ("министр обороны",),
    "tr": ("Savunma Bakanı",),
}
PRESIDENT = {"en": ("president",), "ru": ("президент",), "tr": ("Cumhurbaşkanı",)}
SPOKESPERSON = {
    "en": ("foreign ministry spokeswoman", "foreign ministry spokesperson"),
    "ru": ("официальный представитель МИД",),
    "tr": ("Dışişleri Bakanlığı Sözcüsü",),
}

WORLD = Gazetteer(
    actors=(
        KnownActor(
            "veltania",
            "Veltania",
            Kind.STATE,
            ("Veltania", "Republic of Veltania", "Karsk", "Велтания", "Карск", "Veltanya"),
            side="ru",
            adjectives={
                "en": ("Veltanian",),
                "ru": ("велтанский",),
                "tr": ("Veltan", "Veltanyalı"),
            },
        ),
        KnownActor(
            "ostmark",
            "Ostmark",
            Kind.STATE,
            ("Ostmark", "Lindau", "Остмарк", "Линдау"),
            side="tr",
            adjectives={"en": ("Ostmarkian",), "ru": ("остмаркский",), "tr": ("Ostmarklı",)},
        ),
        KnownActor(
            "sarnia",
            "Sarnia",
            Kind.STATE,
            ("Sarnia", "Port Sarn", "Сарния", "Sarnya"),
            side="sy",
            adjectives={"en": ("Sarnian",), "ru": ("сарнийский",), "tr": ("Sarnyalı",)},
        ),
        KnownActor(
            "veltania-mfa",
            "Veltanian Foreign Ministry",
            Kind.INSTITUTION,
            (
                "Veltanian Foreign Ministry",
                "Foreign Ministry of Veltania",
                "МИД Велтании",
                "Veltanya Dışişleri Bakanlığı",
            ),
            side="ru",
        ),
        KnownActor(
            "ostmark-mod",
            "Ostmarkian Defence Ministry",
            Kind.INSTITUTION,
            (
                "Ostmarkian Defence Ministry",
                "Ostmarkian Ministry of Defence",
                "Минобороны Остмарка",
                "министерство обороны Остмарка",
                "Ostmark Savunma Bakanlığı",
            ),
            side="tr",
        ),
        KnownActor(
            "old-mint", "Old Mint", Kind.INSTITUTION, ("Old Mint", "Eski Darphane"), side="ru"
        ),
        KnownActor(
            "bo-lind",
            "Bo Lind",
            Kind.PERSON,
            ("Bo Lind", "Lind", "Бо Линд", "Линд"),
            gender="m",
            offices=(
                HeldOffice("veltania-fm", FOREIGN, ("veltania",), "ru", date(2015, 1, 1), None),
            ),
        ),
        KnownActor(
            "ada-moor",
            "Ada Moor",
            Kind.PERSON,
            ("Ada Moor", "Moor", "Ада Мур", "Мур", "Ada Mur", "Mur"),
            gender="f",
            offices=(
                HeldOffice(
                    "ostmark-fm", FOREIGN, ("ostmark",), "tr", date(2020, 1, 1), date(2025, 6, 30)
                ),
            ),
        ),
        KnownActor(
            "tem-al-orun",
            "Tem al-Orun",
            Kind.PERSON,
            ("Tem al-Orun", "al-Orun", "Тем аль-Орун", "Tem el-Orun"),
            gender="m",
            offices=(
                HeldOffice("sarnia-pres", PRESIDENT, ("sarnia",), "sy", date(2024, 12, 8), None),
            ),
        ),
        KnownActor(
            "ilke-kural",
            "İlke Kural",
            Kind.PERSON,
            ("İlke Kural", "Ilke Kural", "Kural", "Ильке Курал"),
            risky=frozenset({"kural"}),
            gender="m",
            offices=(
                HeldOffice("ostmark-dm", DEFENCE, ("ostmark",), "tr", date(2023, 6, 3), None),
            ),
        ),
        KnownActor(
            "vera-sund",
            "Vera Sund",
            Kind.PERSON,
            ("Vera Sund", "Sund", "Вера Сунд", "Сунд"),
            gender="f",
            offices=(HeldOffice("veltania-mfa-sp", SPOKESPERSON, ("veltania",), "ru", None, None),),
        ),
    ),
    topics=(
        KnownTopic(
            "bases",
            "Bases",
            (
                Term("naval base*", "en"),
                Term("air base", "en"),
                Term("military presence", "en"),
                Term("based on", "en", excluded=True),
                Term("баз*", "ru"),
                Term("баз* данных", "ru", excluded=True),
                Term("üs", "tr"),
                Term("üssü", "tr"),
            ),
        ),
        KnownTopic(
            "troops",
            "Foreign forces",
            (
                Term("withdraw*", "en", weak=True),
                Term("coalition", "en"),
                Term("foreign troops", "en"),
            ),
        ),
        KnownTopic(
            "rff",
            "River Front Forces",
            (Term("RFF", "en"), Term("disarm*", "en"), Term("РФФ", "ru"), Term("NKG", "tr")),
        ),
    ),
    outlets=(
        *("Sarn Courier", "Karsk Today", "Delta", "Ostmark Wire"),
        *("Курьер Сарна", "Дельта", "ВТА", "Вести Сарна"),
    ),
    places=("Sarn", "Port Sarn", "Delmar", "Oun valley", "Сарн", "Порт-Сарн", "Дельмар"),
)
