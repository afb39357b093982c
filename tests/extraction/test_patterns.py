"""Patterns: who says what, in every order that news prose puts it."""

import pytest

from app.extraction.types import Form
from tests.extraction.reading import attributions, said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moor said the dam leaks.", "the dam leaks"),
        ("Moor said on Friday that the dam leaks.", "the dam leaks"),
        ("Moor told reporters in Sarn the dam was leaking.", "the dam was leaking"),
        ("The dam leaks, Moor said.", "The dam leaks"),
        ("The dam leaks, said Moor.", "The dam leaks"),
        ("The dam, Moor said, leaks.", "The dam … leaks"),
        ("As Moor told the Courier, the dam leaks.", "the dam leaks"),
        ('"The dam leaks," Moor said.', "The dam leaks,"),
        ('"The dam leaks," said Ada Moor, the minister.', "The dam leaks,"),
        ('"The dam leaks," said Moor. "It always has."', "The dam leaks, … It always has."),
        ('"The dam," Moor said, "leaks."', "The dam, … leaks."),
        ('"The dam leaks!" Moor said.', "The dam leaks!"),
        ('"The dam leaks," — Moor told reporters.', "The dam leaks,"),
        ('Moor: "The dam leaks every day."', "The dam leaks every day."),
        ('Moor said: "The dam leaks."', "The dam leaks."),
        ('Moor said:\n\n"The dam leaks."', "The dam leaks."),
        ('Moor, in remarks to Delta, said "the dam leaks".', "the dam leaks"),
        ('Moor said the dam "leaks a little" in spring.', 'the dam "leaks a little" in spring'),
        ("Moor stressed the importance of the dam.", "the importance of the dam"),
        ("Moor reiterated Ostmark's support for the dam.", "Ostmark's support for the dam"),
        ("Moor urged Karsk to close the dam.", "to close the dam"),
        ("Moor called for a new dam.", "a new dam"),
        ('Moor called the dam "a sieve".', 'the dam "a sieve"'),
        ("Moor accused Karsk of opening the dam.", "Karsk of opening the dam"),
        ("According to Moor, the dam leaks.", "the dam leaks"),
        ("The dam is leaking, according to Moor.", "The dam is leaking"),
        ("Delta quoted Moor as saying that the dam leaks.", "the dam leaks"),
        ('"The dam leaks," Delta quoted Moor as saying.', "The dam leaks,"),
        ('"The dam leaks every day." - Ada Moor', "The dam leaks every day."),
        ("Moor went on to say that the dam leaks.", "the dam leaks"),
        ("Stressing that the dam leaks, Moor left the hall.", "the dam leaks"),
    ],
)
def test_one_statement_of_moor_is_found(text: str, words: str) -> None:
    story = f"The talks with Ada Moor went on.\n\n{text}"
    assert said(story) == [("Ada Moor", words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Moor said the dam leaks and added that it will break.",
            ["the dam leaks", "it will break"],
        ),
        ("Moor said the dam leaks, adding it will break.", ["the dam leaks", "it will break"]),
        ("Moor met the crew and said the dam leaks.", ["the dam leaks"]),
        (
            "Moor underlined the risk, calling for help and warning that the dam leaks.",
            ["the risk", "help", "the dam leaks"],
        ),
        ('"It leaks," Moor said, adding: "It stinks."', ["It leaks,", "It stinks."]),
    ],
)
def test_one_attribution_is_one_statement(text: str, words: list[str]) -> None:
    assert [found for _, found in said(f"Ada Moor came.\n\n{text}")] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moor said it leaks, referring to the dam.", "it leaks"),
        ("Moor said it leaks, but Bo Lind warned that it holds.", "it leaks"),
        ("Moor said it leaks, Delta reported.", "it leaks"),
        ("Moor urged Karsk to wait, but Karsk would not.", "to wait"),
        ("Moor said it leaks, while Bo Lind said it holds.", "it leaks"),
    ],
)
def test_a_content_ends_where_another_voice_begins(text: str, words: str) -> None:
    assert said(f"Ada Moor came.\n\n{text}")[0] == ("Ada Moor", words)


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "road map" was never printed.',
        'They met under the "old bridge" and left.',
        "The move highlighted the weakness of the dam.",
        "Moor thinks the dam leaks.",
        "She raised questions about the dam.",
        'The " dam leaks.',
    ],
)
def test_no_statement_is_made_of_other_things(text: str) -> None:
    assert said(text) == []


def test_relayed_words_belong_to_the_inner_speaker() -> None:
    text = 'Moor said, adding that Bo Lind called the dam "old".'
    inner = attributions(f"Ada Moor came. {text}")[-1]
    assert (inner.speaker, inner.via, inner.said_on) == ("Bo Lind", "Ada Moor", None)


def test_an_agencys_frame_is_no_statement() -> None:
    text = "Bo Lind said the dam leaks and underlined the risk, the Sarn news agency reported."
    found = attributions(text)
    assert [(item.speaker, item.via) for item in found] == [
        ("Bo Lind", "Sarn news agency"),
        ("Bo Lind", "Sarn news agency"),
    ]


def test_who_only_passes_words_on_makes_no_statement() -> None:
    text = "In a call with Bo Lind, Ada Moor stressed the need for calm, a ministry source said."
    found = attributions(text)
    assert [(item.speaker, item.via) for item in found] == [("Ada Moor", "ministry source")]


def test_marks_make_a_quote_direct_or_mixed() -> None:
    text = 'Moor said "it leaks". Moor said it "leaks a bit" now. Moor said it leaks.'
    assert [item.form for item in attributions(text)] == [Form.DIRECT, Form.MIXED, Form.INDIRECT]


def test_paragraphs_of_marks_alone_go_on_with_the_speaker() -> None:
    text = '"It leaks," Ada Moor said.\n\n"It will break one day."\n\nThe end.'
    assert said(text)[1] == ("Ada Moor", "It will break one day.")


def test_a_quotation_that_nobody_is_tied_to_has_no_speaker() -> None:
    text = 'The night was long.\n\n"It will break one day."\n\nThe rain went on.'
    assert said(text) == [(None, "It will break one day.")]


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    text = '"It leaks.\n\n"It will break," Ada Moor said.'
    assert said(text) == [("Ada Moor", "It leaks. … It will break,")]


def test_a_quotation_over_paragraphs_is_parted_among_its_attributions() -> None:
    text = 'Ada Moor said: "It leaks.\n\n"It will break," she added.'
    assert said(text) == [("Ada Moor", "It leaks."), ("Ada Moor", "It will break,")]


def test_highlights_of_remarks_belong_to_whom_they_are_of() -> None:
    text = 'Ada Moor came.\n\nHighlights from Moor\'s remarks:\n\n"It leaks.\n\nIt breaks."'
    assert said(text) == [("Ada Moor", "It leaks. … It breaks.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We came," Ostmark\'s delegate, Envoy Irma Feld, told the council.', "We came,"),
        ('Ada Moor replied that it was "old", and Lind nodded.', 'it was "old"'),
        ("They met Bo Lind, who said that it leaks, and left for Sarn.", "it leaks"),
        ('Bo Lind denied it: "I never said that."', "I never said that."),
        ("The party, whose case Bo Lind said was weak, struck back.", "was weak"),
        ("Bo Lind said on Friday, March 7, that it leaks.", "it leaks"),
        ("Bo Lind said on Friday, March 7, 2025, that it leaks.", "it leaks"),
        ("Bo Lind said on Tuesday and Wednesday that it leaks.", "it leaks"),
        ("The dam, Bo Lind told Moor, was open.", "The dam … was open"),
        ("Bo Lind shot back that it leaks.", "it leaks"),
        ('As Bo Lind put it, "the dam leaks".', "the dam leaks"),
        ('"The dam leaks" — Bo Lind, harbour master', "The dam leaks"),
        ("**Bo Lind** said it leaks.", "it leaks"),
        ("The party said it leaks and that it rejected both plans.",
         "it leaks and that it rejected both plans"),
    ],
)  # fmt: skip
def test_a_content_ends_where_the_story_goes_on(text: str, words: str) -> None:
    assert [found for _, found in said(text)] == [words]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Moor came. It was Bo Lind who first spoke, saying that it leaks.", "Bo Lind"),
        ("Ada Moor received a letter from Bo Lind, saying that it leaks.", "Bo Lind"),
        ("Bo Lind of Veltania issued a statement, saying that it leaks.", "Bo Lind"),
    ],
)
def test_a_participle_belongs_to_who_speaks(text: str, speaker: str) -> None:
    assert said(text) == [(speaker, "it leaks")]


def test_who_had_quoted_somebody_relays_it() -> None:
    found = attributions("Delta had quoted an officer as saying that it leaks.")
    assert [(item.speaker, item.via) for item in found] == [("an officer", "Delta")]


def test_a_statement_that_nobody_told_of_is_not_the_minister() -> None:
    text = 'The Minister stressed the need for talks.\n"The Ministry knows it," the statement said.'
    assert said(text)[1][0] == "the statement"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bo Lind came. According to him, it leaks.", [("Bo Lind", "it leaks")]),
        ("Touching on trade, Bo Lind noted that it leaks.", [("Bo Lind", "it leaks")]),
        ("As for the dam, it will leak, Bo Lind said.", [("Bo Lind", "it will leak")]),
        (
            'Bo Lind dismissed claims that it had leaked as "pure malice".',
            [("Bo Lind", 'claims that it had leaked as "pure malice"')],
        ),
        (
            "Bo Lind denied the claims and demanded that it be shut.",
            [("Bo Lind", "the claims"), ("Bo Lind", "it be shut")],
        ),
        (
            "Ostmark, which denies any part in it, will come, Bo Lind said.",
            [
                ("Bo Lind", "Ostmark, which denies any part in it, will come"),
                ("Ostmark", "any part in it"),
            ],
        ),
        ("LINDAU, Ostmark (Delta) — It leaks, Bo Lind said.", [("Bo Lind", "It leaks")]),
    ],
)
def test_agency_english_is_read(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


def test_a_transcript_gives_each_turn_to_its_name() -> None:
    text = (
        "Question: Is the dam shut?\n\nBo Lind: It has been open for a year. It will stay so.\n\n"
        "Question: Since when?\n\nBo Lind: Ask those who built it.\n"
    )
    assert said(text) == [
        ("Bo Lind", "It has been open for a year. It will stay so."),
        ("Bo Lind", "Ask those who built it."),
    ]


def test_who_disagrees_does_not_say_the_quotation_before() -> None:
    text = 'Bo Lind said, "The dam is shut." Ada Moor disagreed, saying it leaks.'
    found = attributions(text)
    assert [(item.speaker, item.via) for item in found] == [("Bo Lind", None), ("Ada Moor", None)]


def test_a_known_person_who_quotes_another_is_the_relay_by_name() -> None:
    found = attributions("Moor quoted Lind as saying the dam is shut.")
    assert [(item.actor, item.via, item.via_actor) for item in found] == [
        ("bo-lind", "Ada Moor", "ada-moor")
    ]


def test_whoever_hears_is_not_part_of_the_words() -> None:
    assert said("Bo Lind told Ada Moor's aides that it leaks.") == [("Bo Lind", "it leaks")]


@pytest.mark.parametrize(("words", "found"), [("So what?", 1), ("So what now?", 2)])
def test_two_words_in_marks_that_nobody_announces_are_no_statement(words: str, found: int) -> None:
    text = f'Bo Lind said it leaks.\n\n"{words}"\n\nThe dam was shut.'
    assert len(attributions(text)) == found
