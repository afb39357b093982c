"""Press: articles of 800 words in three languages, without their quotes, any number of them.

    python -m tests.benchmarks.press 10000 --seed 1 > /tmp/press.jsonl

The people, places and most of the words are invented (`invented.py`); the sentences around them are
built as newspapers build them, so that reading finds speakers, pronouns, titles, days and topics.
The same seed gives the same lines; memory does not grow with their number.
"""

import argparse
import json
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.benchmarks.invented import LANGUAGES, reference, skewed, vocabulary

WORDS = 800
LANGUAGE_WEIGHTS = (50, 30, 20)
FIRST, DAYS = date(2019, 1, 1), 2_500
# One article in so many is another paper's with some words changed: one in ten.
COPIES, REMEMBERED, CHANGED_WORDS = 12, 200, 0.06

# {n}: a number; {w}: a word; {p}: a few; {q}: what somebody says; {s}: a speaker's full name;
# {l}: the last one; {t}: a title; {d}: a weekday; {c}: a place. A bar stands between two sentences.
TOLD = {
    "en": """
The {w} of the {w} in {c} has been {w} since the {w} {w}, and the {w} of the {w} and the {w}
were {w} by the {w} near the river.
|
Farmers of the lower {w} fear for their {w}, while engineers of the {w} board inspect the {w}
every morning and bring {w} to the villages.
|
It was the third {w} of its kind in {n} weeks; nobody was {w}, although {n} {w} of {w} could not
be reached by road from {c}.
|
In {c}, where the {w} and the {w} meet, the {w} was closed after the {w}, and the market has
been {w} for {n} days.
|
The {w}, built {n} years ago, holds more than {n} {w} of {w}, and its {w} had not been {w}
before the {w} of the {w} began.
""",
    "ru": """
Жители {c} уже {n} недель не могут {w} {w} из-за {w}, а {w} {w} на левом берегу реки остаются
без {w} и {w}.
|
В {c} закрыли {w}, который был построен {n} лет назад; {w} и {w} ещё не {w}, а дороги к {w}
размыты после {w}.
|
Это третий {w} за {n} дней: никто не пострадал, однако {w} {w} пришлось {w}, и рынок в городе не
работает.
|
Инженеры {w} каждое утро осматривают {w} и {w}, в то время как {w} привозят хлеб и {w} в деревни
вдоль {w}.
""",
    "tr": """
{c} kentinde {w} ve {w} {n} haftadır kapalı, nehrin sol yakasındaki {w} köylere {w} ve ekmek
taşıyan {w} ise her sabah {w} gidiyor.
|
{n} yıl önce yapılan {w}, {n} bin {w} tutuyor ve {w} ile {w} arasındaki yol {w} sonrasında bir
daha açılmadı.
|
Bölgede {n} günde üçüncü kez {w} yaşandı; kimse yaralanmadı ancak {w} {w} {w} kaldı ve pazar
yeri boş.
|
Su kurulunun {w} mühendisleri {w} ve {w} her gün inceliyor, çiftçiler ise {w} için {w} endişe
duyuyor.
""",
}
SAID = {
    "en": """
“{q},” {s} said on {d}.
|
“{q},” said {t} {s}, who spoke to reporters in {c}.
|
“{q},” {l} said. “{q}.”
|
{s} said on {d} that {q}.
|
{t} {s} told reporters that {q} and that {q}.
|
According to {s}, {q}.
|
{l} warned that “{p}” would {q}.
|
“{q},” he added.
|
She also said that {q}.
|
{l} stressed: “{q}.”
|
Speaking in {c} on {d}, {s} announced that {q}.
""",
    "ru": """
«{q}», — заявил {s} в {d}.
|
«{q}», — сказал {t} {s} журналистам в {c}.
|
{s} заявил, что {q}.
|
По словам {s}, {q}.
|
«{q}, — подчеркнул {l}. — {q}».
|
{t} {s} сообщил, что {q}, и добавил, что {q}.
|
Он отметил, что {q}.
|
Как заявил {l}, {q}.
|
«{q}», — добавил он.
""",
    "tr": """
{t} {s}, "{q}" dedi.
|
{s}, {d} günü yaptığı açıklamada, "{q}" ifadesini kullandı.
|
{s}, {p} olduğunu söyledi.
|
{l}, {p} gerektiğini belirtti.
|
"{q}" diyen {l}, {p} yapılacağını kaydetti.
|
{l}, şunları söyledi: "{q}. {q}."
|
{s}'e göre {q}.
|
Açıklamasında {p} sürdüğünü vurguladı.
""",
}
TITLES = {
    "en": ("Foreign Minister", "spokesman", "Deputy Prime Minister", "General", "Envoy"),
    "ru": ("министр иностранных дел", "официальный представитель", "генерал", "премьер-министр"),
    "tr": ("Dışişleri Bakanı", "sözcü", "Başbakan Yardımcısı", "General"),
}
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "ru": ("понедельник", "вторник", "среду", "четверг", "пятницу"),
    "tr": ("pazartesi", "salı", "çarşamba", "perşembe", "cuma"),
}
# Everyday words, drawn as often as invented ones: topics, figures and clauses live on them.
PLAIN = {
    "en": "the and of a to in that will not we for our with this must have ceasefire border talks "
    "refugees would return aid troops withdrawal without agreement all who can new only northern",
    "ru": "и в не на что мы это для с будет все без они нет граница переговоры беженцы вернутся "
    "помощь войска вывод соглашение новый только должны могут северный по от после",
    "tr": "ve bir bu için ile biz de çok yeni ama sınır ateşkes görüşme mülteci dönüş yardım asker "
    "çekilme anlaşma olmadan kuzey sonra kadar her gibi daha önce bizim",
}


def sentences(patterns: str) -> tuple[str, ...]:
    """Return the sentences of a table, each in one line."""
    return tuple(" ".join(each.split()) for each in patterns.split("|"))


@dataclass(frozen=True)
class Speaker:
    """Somebody of the invented world: the full and the last name by language."""

    full: dict[str, str]
    last: dict[str, str]


class Press:
    """An endless row of articles; `seed` decides on every one of them."""

    def __init__(self, seed: int) -> None:
        world = reference(seed)
        self.dice = Random(f"{seed} press")
        self.words = {language: vocabulary(language, seed) for language in LANGUAGES}
        self.plain = {language: PLAIN[language].split() for language in LANGUAGES}
        people = [actor for actor in world.actors if actor.kind == "person"]
        Random(f"{seed} press fame").shuffle(people)
        self.speakers = [_speaker(actor.name, actor.aliases[1].text) for actor in people]
        self.fame = skewed([str(number) for number in range(len(people))])
        self.places = [actor.name.split()[0] for actor in world.actors if actor.kind == "state"]
        self.outlets = skewed([outlet.slug for outlet in world.outlets], 0.9)
        self.earlier: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)

    def articles(self, count: int) -> Iterator[dict[str, Any]]:
        """Yield so many articles, as lines of JSON have them."""
        for number in range(1, count + 1):
            if self.earlier and self.dice.randrange(COPIES) == 0:
                yield self._copy(number, self.dice.choice(self.earlier))
                continue
            made = self._article(number)
            self.earlier.append(made)
            yield made

    def _article(self, number: int) -> dict[str, Any]:
        language = self.dice.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0]
        told, said = sentences(TOLD[language]), sentences(SAID[language])
        heard = [self.speakers[int(each)] for each in self.fame.draw(self.dice, 4)]
        paragraphs: list[str] = []
        words = 0
        while words < WORDS:
            kinds = self.dice.choices((told, said), (7, 3), k=self.dice.randrange(1, 4))
            paragraphs.append(" ".join(self._sentence(language, kind, heard) for kind in kinds))
            words += len(paragraphs[-1].split())
        day = FIRST + timedelta(days=self.dice.randrange(DAYS))
        title = " ".join(self.words[language].draw(self.dice, 7)).capitalize()
        return self._printed(number, language, day.isoformat(), title, "\n\n".join(paragraphs))

    def _copy(self, number: int, original: dict[str, Any]) -> dict[str, Any]:
        """Return an article as another paper has it: words changed, paragraphs cut at the end."""
        language = original["language"]
        changed = [
            self.words[language].draw(self.dice, 1)[0]
            if word.isalpha() and self.dice.random() < CHANGED_WORDS
            else word
            for word in original["text"].split(" ")
        ]
        title = original["title"]
        return self._printed(number, language, original["published_on"], title, " ".join(changed))

    def _printed(
        self, number: int, language: str, day: str, title: str, text: str
    ) -> dict[str, Any]:
        outlet = self.outlets.draw(self.dice, 1)[0]
        return {
            "url": f"https://{outlet.replace('-', '')}.example/press/{number}",
            "title": title,
            "outlet": outlet,
            "published_on": day,
            "language": language,
            "text": text,
        }

    def _sentence(self, language: str, patterns: tuple[str, ...], heard: list[Speaker]) -> str:
        pattern, dice = self.dice.choice(patterns), self.dice
        speaker = dice.choice(heard)
        pieces = []
        # One piece at a time: a slot that stands twice gets other words each time.
        for piece in pattern.replace("}", "{").split("{"):
            match piece:
                case "n":
                    pieces.append(str(dice.randrange(2, 900)))
                case "w":
                    pieces += self.words[language].draw(dice, 1)
                case "p":
                    pieces.append(self._words(language, dice.randrange(3, 8)))
                case "q":
                    pieces.append(self._words(language, dice.randrange(6, 24)))
                case "s":
                    pieces.append(speaker.full[language])
                case "l":
                    pieces.append(speaker.last[language])
                case "t":
                    pieces.append(dice.choice(TITLES[language]))
                case "d":
                    pieces.append(dice.choice(WEEKDAYS[language]))
                case "c":
                    pieces.append(dice.choice(self.places))
                case _:
                    pieces.append(piece)
        sentence = "".join(pieces)
        return sentence[0].upper() + sentence[1:]

    def _words(self, language: str, count: int) -> str:
        drawn = self.words[language].draw(self.dice, count)
        return " ".join(
            self.dice.choice(self.plain[language]) if self.dice.random() < 0.5 else word
            for word in drawn
        )


def _speaker(latin: str, cyrillic: str) -> Speaker:
    full = {"en": latin, "tr": latin, "ru": cyrillic}
    return Speaker(full, {language: name.split()[-1] for language, name in full.items()})


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.press")
    parser.add_argument("articles", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for article in Press(given.seed).articles(given.articles):
        line = json.dumps(article, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main()
