"""Languages: told apart, and no attributions where the language is not one that is read."""

import pytest

from app.extraction import profiles
from app.extraction.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The dam leaks, and the minister said that it was nobody's fault.", "en"),
        ("Плотина течёт, и министр сказала, что в этом никто не виноват.", "ru"),
        ("Bakan, barajın sızdırdığını ve bunun kimsenin suçu olmadığını söyledi.", "tr"),
        ("Der Damm ist undicht, und die Ministerin sagte, niemand sei schuld.", None),
        ("Гребля протікає, і міністерка сказала, що в цьому ніхто не винен.", None),
        ("السد يسرب، وقالت الوزيرة إن لا أحد مذنب.", None),
        ("12345 — !!!", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str | None) -> None:
    assert detect_language(text, profiles()) == language
