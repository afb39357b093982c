"""Invented: words, people, bodies, offices and outlets that do not exist, for large corpora.

Everything is put together from made-up syllables by a seeded generator: no name and no word is
anybody's. Topics and sides are the product's own, since they are its filters.
"""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from app.readers.seeds import (
    SIDES,
    SeedActor,
    SeedAlias,
    SeedOffice,
    SeedOutlet,
    Seeds,
    SeedTenure,
    read_seeds,
)

LANGUAGES = ("en", "tr", "ru")
VOCABULARY = 60_000
PERSONS, BODIES, STATES, OFFICES, OUTLETS = 2_600, 360, 40, 400, 160
# How many offices speak for each side, as weights: two sides are heard most.
SIDE_WEIGHTS = {"ru": 30, "tr": 26, "sy": 10, "sy_old": 12, "sdf": 6, "us": 7, "un": 4, "ir": 3}

ONSETS = {
    "en": "b br d dr f fl g gr h k kl l m n p pl r s sk st t tr v w é",
    "tr": "b c ç d f g ğ h k l m n p r s ş t v y z",
    "ru": "б бр в г гр д ж з к кл л м н п пр р с ст т х ц ч ш",
}
RHYMES = {
    "en": "a ab al an ar e ed el en er i il in ir o ol on or u un ï ea ou",
    "tr": "a ak al an ar e ek el er ı ık ın ır i ik il o ol ö ör u un ü ür â",
    "ru": "а ал ан ар е ен ер ё и ин ий о ов ол ор у ун ы ык э ю я ья",
}
# Name parts in three scripts; the display name is the Latin one.
NAME_PARTS = (
    ("ba", "ба", "با"), ("bel", "бел", "بيل"), ("dor", "дор", "دور"), ("du", "ду", "دو"),
    ("fen", "фен", "فن"), ("ga", "га", "غا"), ("gör", "гёр", "غور"), ("hal", "хал", "هال"),
    ("ka", "ка", "كا"), ("kıl", "кыл", "كل"), ("la", "ла", "لا"), ("lin", "лин", "لين"),
    ("mar", "мар", "مار"), ("mi", "ми", "مي"), ("nor", "нор", "نور"), ("o", "о", "أو"),
    ("pel", "пел", "بل"), ("ra", "ра", "را"), ("rü", "рю", "رو"), ("sa", "са", "سا"),
    ("şen", "шен", "شن"), ("ta", "та", "تا"), ("tov", "тов", "توف"), ("ul", "ул", "أول"),
    ("va", "ва", "فا"), ("vel", "вел", "فيل"), ("ya", "я", "يا"), ("zor", "зор", "زور"),
)  # fmt: skip


@dataclass(frozen=True)
class Skewed:
    """Things of which the n-th is drawn about 1/n as often as the first.

    Attributes:
        weights: running sums, as `random.choices` takes them.
    """

    items: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, dice: Random, count: int) -> list[str]:
        """Return `count` of them, with repetition."""
        return dice.choices(self.items, cum_weights=self.weights, k=count)


def skewed(items: list[str], exponent: float = 1.0) -> Skewed:
    """Return `items` with Zipf's weights, the most frequent first."""
    shares = (1 / (rank**exponent) for rank in range(1, len(items) + 1))
    return Skewed(tuple(items), tuple(accumulate(shares)))


def vocabulary(language: str, seed: int) -> Skewed:
    """Return the invented words of a language, the frequent ones short."""
    dice = Random(f"{seed} words {language}")
    onsets, rhymes = ONSETS[language].split(), RHYMES[language].split()
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        # One syllable is soon used up: the words grow as their number does.
        syllables = 1 + (len(made) > 60) + (len(made) > 4_000) + dice.randrange(2)
        word = "".join(dice.choice(onsets) + dice.choice(rhymes) for _ in range(syllables))
        made.setdefault(word)
    return skewed(list(made))


def reference(seed: int) -> Seeds:
    """Return the invented world in the form of the seeds: what an import has to know."""
    dice = Random(f"{seed} world")
    states = [_body(dice, number, "state") for number in range(STATES)]
    bodies = [_body(dice, number, "institution") for number in range(BODIES)]
    offices = tuple(_office(dice, number, bodies) for number in range(OFFICES))
    persons = [_person(dice, number, offices) for number in range(PERSONS)]
    return Seeds(
        topics=read_seeds().topics,
        offices=offices,
        actors=(*states, *bodies, *persons),
        outlets=tuple(_outlet(dice, number) for number in range(OUTLETS)),
        events=(),
        places=(),
    )


def _name(dice: Random, parts: int) -> tuple[str, str, str]:
    """Return a name of so many parts in three scripts."""
    chosen = dice.choices(NAME_PARTS, k=parts)
    latin, cyrillic, arabic = ("".join(each) for each in zip(*chosen, strict=True))
    return latin.capitalize(), cyrillic.capitalize(), arabic


def _side(dice: Random) -> str:
    weights = [SIDE_WEIGHTS.get(side, 2) for side in SIDES]
    return dice.choices(SIDES, weights)[0]


def _body(dice: Random, number: int, kind: str) -> SeedActor:
    latin, cyrillic, arabic = _name(dice, 3)
    name = f"{latin} Council {number}" if kind == "institution" else f"{latin}ia {number}"
    aliases = (SeedAlias(f"{cyrillic} {number}", "ru"), SeedAlias(f"{arabic} {number}", "ar"))
    return SeedActor(f"{kind}-{number}", name, kind, None, _side(dice), aliases, {}, ())


def _office(dice: Random, number: int, bodies: list[SeedActor]) -> SeedOffice:
    body = dice.choice(bodies)
    return SeedOffice(
        f"office-{number}", f"Secretary of {body.name}", _side(dice), body.slug, (), {}
    )


def _person(dice: Random, number: int, offices: tuple[SeedOffice, ...]) -> SeedActor:
    first, last = _name(dice, 2), _name(dice, 3)
    name, cyrillic, arabic = (f"{one} {other}" for one, other in zip(first, last, strict=True))
    # A last name that stands alone is often somebody else's too.
    aliases = (
        SeedAlias(name, "en"),
        SeedAlias(cyrillic, "ru"),
        SeedAlias(arabic, "ar"),
        SeedAlias(last[0], "en", risky=True),
    )
    held = [office.slug for office in dice.sample(offices, 2)]
    if dice.random() < 0.7:
        tenures = [SeedTenure(held[0])]
    else:
        change = f"{dice.randrange(2013, 2025)}-{dice.randrange(1, 13):02}"
        tenures = [SeedTenure(held[0], until=f"{change}-01"), SeedTenure(held[1], f"{change}-02")]
    gender = dice.choice("mf")
    return SeedActor(f"person-{number}", name, "person", gender, None, aliases, {}, tuple(tenures))


def _outlet(dice: Random, number: int) -> SeedOutlet:
    name = f"{_name(dice, 2)[0]} {dice.choice(('Courier', 'Herald', 'Post', 'Agency'))} {number}"
    domain = f"outlet{number}.example"
    languages = (dice.choice(LANGUAGES),)
    return SeedOutlet(
        f"outlet-{number}", name, domain, None, languages, "press", None, "reported", (), False
    )
