"""What is not story: found, labelled, kept, and never a statement."""

from collections.abc import Collection
from datetime import date

import pytest

from app.extraction import extract
from app.extraction.types import BlockKind
from tests.extraction.gazetteer import WORLD

STORY = "The dam leaks, Ada Moor said. It has leaked for a year.\n\nThe gate is shut.\n\n"


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    found = extract(text, "en", None, WORLD)
    return [(block.kind, block.span.cut(text)) for block in found.blocks]


def test_a_leading_date_line_is_the_day_published() -> None:
    text = " date 2024-12-26 The dam leaks, Ada Moor said.\n"
    found = extract(text, "en", None, WORLD)
    assert found.published_on == date(2024, 12, 26)
    assert [block.kind for block in found.blocks] == [BlockKind.DATE_LINE]
    assert found.attributions[0].words(text) == "The dam leaks"


def test_a_day_that_is_given_counts_before_the_leading_line() -> None:
    found = extract("date 2024-12-26 The dam leaks.", "en", date(2025, 1, 2), WORLD)
    assert found.published_on == date(2025, 1, 2)


def test_a_date_that_no_calendar_has_is_text() -> None:
    assert extract("date 2024-13-45 The dam leaks.", "en", None, WORLD).published_on is None


def test_the_headline_is_the_outlets() -> None:
    text = "Dam leaks, says Ada Moor\n\n" + STORY
    assert blocks(text)[0] == (BlockKind.HEADLINE, "Dam leaks, says Ada Moor")
    assert len(extract(text, "en", None, WORLD).attributions) == 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Site icon Sarn Courier", BlockKind.BOILERPLATE),
        ("Exit mobile version", BlockKind.BOILERPLATE),
        ("Read more: Ada Moor said the dam leaks", BlockKind.BOILERPLATE),
        ("The dam on March 9, 2020, Ada Moor said. (Photo by Bo Lind / Delta)", BlockKind.CAPTION),
        (
            (
                "The dam of Sarn, its gates, and the houses below, on March 9, 2020, a day on"
                " which it leaked badly, Ada Moor said. (Photo by Bo Lind / Delta)"
            ),
            BlockKind.CAPTION,
        ),
        ("By Ida Noor", BlockKind.CREDIT),
        ("(Reporting by Ida Noor; Editing by Bo Lind)", BlockKind.CREDIT),
        ("Friday, December 27, 2024", BlockKind.DATE_LINE),
        ("What the engineers say", BlockKind.HEADLINE),
    ],
)
def test_a_line_that_is_no_story_is_labelled(line: str, kind: BlockKind) -> None:
    text = STORY + line + "\n\n" + STORY
    assert (kind, line) in blocks(text)
    assert len(extract(text, "en", None, WORLD).attributions) == 2


@pytest.mark.parametrize(
    "dateline",
    [
        "KARSK, December 26. /Delta/. ",
        "LINDAU (Ostmark Wire) - ",
        "PORT SARN, Jan 7 (Delta) - ",
        "LINDAU — ",
        "Delmar, Sarnia - ",
    ],
)
def test_a_dateline_is_no_part_of_the_statement(dateline: str) -> None:
    text = dateline + "The dam leaks, Ada Moor said. It has leaked for a year."
    found = extract(text, "en", None, WORLD)
    assert [block.kind for block in found.blocks] == [BlockKind.DATELINE]
    assert found.attributions[0].words(text) == "The dam leaks"


def test_a_wrapped_line_is_no_new_paragraph() -> None:
    text = "The dam leaks and the gate\nis shut, Ada Moor\nsaid on Friday.\n"
    found = extract(text, "en", None, WORLD).attributions
    assert [item.words(text) for item in found] == ["The dam leaks and the gate\nis shut"]


def test_the_list_under_read_also_is_no_story() -> None:
    listed = 'Read also:\n- "We will not go", says Bo Lind\n- Ostmark opens a bridge\n'
    found = extract(STORY + listed + "\nShips waited, Bo Lind said.\n", "en", None, WORLD)
    assert [item.speaker for item in found.attributions] == ["Ada Moor", "Bo Lind"]


def test_a_block_that_a_person_took_in_is_read_and_no_other_is() -> None:
    more = 'Read also: "It is safe," Ada Moor said last week.'
    caption = 'Photo: "It leaks again," Ada Moor said at the dam.'
    text = f"{STORY}{more}\n\n{caption}\n\nThe harvest is due in May."
    at = text.index("Photo")
    assert "It leaks again" not in words(text)
    assert words(text, {at}) == [*words(text), "It leaks again,"]
    kept = extract(text, "en", None, WORLD, {at}).blocks
    assert kept == extract(text, "en", None, WORLD).blocks


def words(text: str, taken_in: Collection[int] = ()) -> list[str]:
    return [each.words(text) for each in extract(text, "en", None, WORLD, taken_in).attributions]
