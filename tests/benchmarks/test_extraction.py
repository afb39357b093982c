"""How fast articles are read: in articles of 800 words a second, and against a bare regex pass.

Run by hand: `python -m pytest -q -s -m benchmark tests/benchmarks/test_extraction.py`.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from statistics import median
from time import perf_counter

import pytest

from app.extraction import extract
from tests.benchmarks.press import Press
from tests.extraction.gazetteer import WORLD
from tests.extraction.measure import golden_sets

pytestmark = pytest.mark.benchmark

WORDS, ARTICLES, ROUNDS = 800, 40, 5
WORD = re.compile(r"\w+")


def printed(language: str) -> list[str]:
    """Articles as newspapers have them: some ten statements among what is told."""
    found = (made for made in Press(1).articles(ARTICLES * 20) if made["language"] == language)
    return [made["text"] for made, _ in zip(found, range(ARTICLES), strict=False)]


def dense(language: str) -> list[str]:
    """Texts made of the goldens of a language, each beginning at another one: all statements."""
    texts = [document["text"] for document in golden_sets()[f"goldens_{language}"]]
    made = []
    for number in range(ARTICLES):
        words: list[str] = []
        following = cycle(texts[number % len(texts) :] + texts[: number % len(texts)])
        while len(words) < WORDS:
            words += re.findall(r"\S+\s*", next(following) + "\n\n")
        made.append("".join(words[:WORDS]))
    return made


def seconds(work: Callable[[], object]) -> float:
    """The median time of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


@pytest.mark.parametrize("articles", [printed, dense])
@pytest.mark.parametrize("language", ["en", "ru", "tr"])
def test_articles_a_second(language: str, articles: Callable[[str], list[str]]) -> None:
    texts = articles(language)
    found = sum(len(extract(text, language, None, WORLD).attributions) for text in texts)
    whole = seconds(lambda: [extract(text, language, None, WORLD) for text in texts])
    bare = seconds(lambda: [WORD.findall(text) for text in texts])
    rate, ratio = len(texts) / whole, whole / bare
    print(
        f"\n{language}: {rate:.0f} articles of {WORDS} words a second, {ratio:.0f} x a regex, "
        f"{found / len(texts):.0f} statements each"
    )
    # The pass runs beside it on the same machine: a busy or slow one moves both.
    assert ratio < 250


def test_the_library_is_imported_at_once() -> None:
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        subprocess.run([sys.executable, "-c", "import app.extraction"], check=True)
        whole = perf_counter() - start
        start = perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        times.append(whole - (perf_counter() - start))
    print(f"\nimport: {median(times):.2f} s")
    assert median(times) < 0.3
