"""What a caller of `extract` sees: attributions, days, blocks."""

from datetime import date

from app.extraction import extract
from app.extraction.types import Basis, Form
from tests.extraction.gazetteer import WORLD

ARTICLE = """Lind says dam will hold

Veltania's forces on the Sarn will stay, Veltanian Foreign Minister Bo Lind said on Thursday.

"We have no plans to leave the naval base," he said, adding that the talks go on.
"""


def test_a_lead_and_its_quotation_go_to_the_minister() -> None:
    found = extract(ARTICLE, "en", date(2024, 12, 26), WORLD).attributions
    assert [(a.actor, a.form, a.words(ARTICLE)) for a in found] == [
        ("bo-lind", Form.INDIRECT, "Veltania's forces on the Sarn will stay"),
        ("bo-lind", Form.DIRECT, "We have no plans to leave the naval base,"),
        ("bo-lind", Form.INDIRECT, "the talks go on"),
    ]
    assert {(a.said_on, a.said_on_basis) for a in found} == {("2024-12-26", Basis.WEEKDAY)}


def test_a_text_in_another_language_has_no_attributions() -> None:
    text = "Der Minister sagte am Donnerstag, dass die Gespräche weitergehen."
    assert extract(text, None, None, WORLD).attributions == ()
    assert extract(text, "de", None, WORLD).language is None
