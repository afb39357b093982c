"""English: whose words they are in running newspaper prose, and how far those words reach."""

import pytest

from tests.extraction.reading import said

Said = list[tuple[str | None, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A pronoun inside a sentence means its subject, unless that stands in the words told.
        (
            'Bo Lind spoke. Jan Roos gave a speech in which he accused the port of "theft".',
            [("Jan Roos", 'the port of "theft"')],
        ),
        (
            "Bo Lind came. Jan Roos left because, he said, the dam was unsafe.",
            [("Jan Roos", "the dam was unsafe")],
        ),
        (
            "Bo Lind spoke at noon. Jan Roos would win in May, he said.",
            [("Bo Lind", "Jan Roos would win in May")],
        ),
        # A first name tells who "she" may be.
        (
            "Maria Holt came with Peter Munk. Peter Munk left early. She said the dam leaks.",
            [("Maria Holt", "the dam leaks")],
        ),
        (
            "A woman who lives in Delmar wept. The dam is old, said Peter Munk. She said it leaks.",
            [("Peter Munk", "The dam is old"), ("A woman who lives in Delmar", "it leaks")],
        ),
        # The sentence before names one person whom nobody spoke of further back.
        (
            ("Bo Lind said the dam leaks. It was closed. At an inn where Jan Roos, a retired"
            " smith, was eating, few cared. He said it stinks."),
            [("Bo Lind", "the dam leaks"), ("Jan Roos", "it stinks")],
        ),
        # "himself" belongs to the subject before it.
        (
            "Milo Rand said it leaks. Jan Roos himself has kept silent. He said in May it stinks.",
            [("Milo Rand", "it leaks"), ("Jan Roos", "it stinks")],
        ),
        (
            "Jan Roos himself, who was in Delmar to open a dam, said it leaks.",
            [("Jan Roos", "it leaks")],
        ),
        # A first name alone is the one person who bears it.
        (
            "Tyrol Engman and Jan Roos came. Tyrol said it leaks. He said it stinks.",
            [("Tyrol Engman", "it leaks"), ("Tyrol Engman", "it stinks")],
        ),
        # A name before another noun only tells whose campaign it is.
        (
            "Sven Oldar lost. A Sven Oldar campaign staffer said it leaks.",
            [("A Sven Oldar campaign staffer", "it leaks")],
        ),
        # What an agency passes on was still said by its speaker.
        (
            ("Milo Rand said it leaks. Governor Jan Roos said that it stinks, Delta news agency"
            " reported. He told reporters that it will be closed."),
            [("Milo Rand", "it leaks"), ("Jan Roos", "it stinks"),
             ("Jan Roos", "it will be closed")],
        ),
        # "They" are the two who stood before it, never a document.
        (
            ("The study reported that fish dream. Ada Moor and Jan Roos signed a letter. They"
            " claimed that it was stolen."),
            [("The study", "fish dream"), ("Ada Moor and Jan Roos", "it was stolen")],
        ),
    ],
)  # fmt: skip
def test_the_right_person_is_meant(text: str, expected: Said) -> None:
    found = [
        (speaker if speaker != "study" else "The study", words) for speaker, words in said(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A number of members who voted against it complained that it leaks.",
            [("number of members who voted against it", "it leaks")],
        ),
        (
            "Jan Roos, a witness who was in a nearby tent, said he heard a bang.",
            [("Jan Roos", "he heard a bang")],
        ),
        (
            "A lawyer who has worked in Delmar, and who asked not to be named, said it leaks.",
            [("A lawyer who has worked in Delmar", "it leaks")],
        ),
        (
            "Trade fell before its release and Senator Eva Munk said that it leaks.",
            [("Eva Munk", "it leaks")],
        ),
    ],
)
def test_a_long_subject_is_read_to_its_noun(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who the source is goes on behind "who", not the content.
        (
            "The boat carried fuel, according to two officials, who were not allowed to speak.",
            [("two officials", "The boat carried fuel")],
        ),
        (
            "The mood was dark, said two officials at the talks, who asked not to be named.",
            [("two officials", "The mood was dark")],
        ),
        (
            "The numbers, according to a person familiar with them, show a loss.",
            [("a person familiar with them", "The numbers … show a loss")],
        ),
        # The words before the comma are the content, not the object of "meeting".
        (
            "The talks will resume, Bo Lind said on Monday after meeting his colleague in Delmar.",
            [("Bo Lind", "The talks will resume")],
        ),
        # A relative clause that only tells who found something out has no content.
        (
            ("The Delmar Gazette, which first reported the gap, named a memo in which a clerk"
            " warned that it leaks."),
            [("a clerk", "it leaks")],
        ),
        ("Bo Lind told Delmar Weekly that it leaks.", [("Bo Lind", "it leaks")]),
        ("Insiders tell Delta News donors have left.", [("Insiders", "donors have left")]),
        ('Asked again, Bo Lind said only: "Read it."', [("Bo Lind", "Read it.")]),
        (
            'It was, as Bo Lind put it, "a bridge to nowhere".',
            [("Bo Lind", "a bridge to nowhere")],
        ),
        (
            ("Jan Roos testified that she had been told to keep silent, an account that would"
            " change much."),
            [("Jan Roos", "she had been told to keep silent")],
        ),
        ("Bo Lind disputed that it leaks.", [("Bo Lind", "it leaks")]),
        ("Bo Lind has always maintained that it leaks.", [("Bo Lind", "it leaks")]),
        ("The court ruled on Monday that it leaks.", [("The court", "it leaks")]),
        ("The bill, Bo Lind estimated, could grow.", [("Bo Lind", "The bill … could grow")]),
        ("In Bo Lind's words, the dam has been leaking for years.",
         [("Bo Lind", "the dam has been leaking for years")]),
        (
            'Bo Lind toured the dam, telling the crowd, "We will mend it."',
            [("Bo Lind", "We will mend it.")],
        ),
        (
            "Jan Roos met a man who said the dam was old.",
            [("a man", "the dam was old")],
        ),
    ],
)  # fmt: skip
def test_the_words_told_reach_as_far_as_they_were_told(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bo Lind issued a statement on the dam saying that it leaks.",
            [("Bo Lind", "it leaks")],
        ),
        (
            'Bo Lind\'s office released a statement calling the report "false".',
            [("Bo Lind's office", 'the report "false"')],
        ),
        ("Bo Lind saw people saying the dam leaks.", []),
        (
            "Jan Roos, a Sarnian state senator, cast him as weak, saying this is about peace.",
            [("Jan Roos", "this is about peace")],
        ),
        (
            'Eva Munk, who accused Bo Lind of theft, pointing to a report, replied, "I paid it."',
            [("Eva Munk", "Bo Lind of theft"), ("Eva Munk", "I paid it.")],
        ),
        (
            'Jan Roos defended his handling of the case, which he called "urgent".',
            [("Jan Roos", "urgent")],
        ),
        (
            "One of the survivors of the crash that killed eight people has said that it leaks.",
            [("One of the survivors of the crash that killed eight people", "it leaks")],
        ),
        (
            "A spokesperson for the National Trust-owned Weir Manor said it leaks.",
            [("A spokesperson for the National Trust-owned Weir Manor", "it leaks")],
        ),
        (
            "‘‘It leaks badly,’’ Bo Lind said on Saturday. ‘‘It stinks as well.’’",
            [("Bo Lind", "It leaks badly, … It stinks as well.")],
        ),
        (
            'The Democrat Jan Roos spoke. "It leaks badly," Roos said.',
            [("Jan Roos", "It leaks badly,")],
        ),
    ],
)
def test_participles_and_relatives_have_their_own_speakers(text: str, expected: Said) -> None:
    assert said(text) == expected


def test_a_dialogue_is_read_by_its_labels_without_a_question() -> None:
    text = "\n\n".join(
        [
            "Lind: The dam is shut, and it will stay shut.",
            "Moor: It leaks. We told you so in May.",
            "Lind: Nobody told us.",
            "KAI OSK, REPORTER: Who told whom?",
            "TEM ORD, ENGINEER: I told them all.",
        ]
    )
    assert said(text) == [
        ("Bo Lind", "The dam is shut, and it will stay shut."),
        ("Ada Moor", "It leaks. We told you so in May."),
        ("Bo Lind", "Nobody told us."),
        ("TEM ORD", "I told them all."),
    ]


def test_labels_that_never_come_again_are_no_dialogue() -> None:
    assert said("Lindau: The dam is shut.\n\nDelmar: It leaks.\n\nKarsk: All is well.") == []


def test_blame_is_told_where_its_words_stand_in_marks() -> None:
    text = 'Bo Lind criticised the council for "talking to thieves". Ada Moor mocked it for years.'
    assert said(text) == [("Bo Lind", 'the council for "talking to thieves"')]


@pytest.mark.parametrize(
    "text",
    [
        "The dam was shut, according to the Delmar Fire Service's deputy chief, Peter Munk.",
        "According to the deputy chief, Peter Munk, the dam was shut.",
        "The dam was shut, said the deputy chief, Peter Munk, the worst news of the year.",
    ],
)
def test_a_title_behind_its_cue_has_the_name_beside_it(text: str) -> None:
    assert [(speaker, words.lower()) for speaker, words in said(text)] == [
        ("Peter Munk", "the dam was shut")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Officials said Monday at least 11 people had been killed, the worst toll since May.",
            "at least 11 people had been killed",
        ),
        ("Officials said on Monday about 40 people were hurt.", "about 40 people were hurt"),
        ("Officials said at about 10 p.m. on Monday that it leaks.", "it leaks"),
    ],
)
def test_a_rough_number_opens_the_words_told(text: str, words: str) -> None:
    assert said(text) == [("Officials", words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It leaks badly," Bo Lind told them that Friday night.', "It leaks badly,"),
        ("Bo Lind said this past week that the dam was shut.", "the dam was shut"),
        ("It was clear who ruled: Roos, Bo Lind said, was the master.", "Roos … was the master"),
    ],
)
def test_times_and_colons_are_no_part_of_the_words_told(text: str, expected: str) -> None:
    assert said(text) == [("Bo Lind", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Among them was Jan Roos, 34, a nurse, who said he had been told to leave.",
            [("Jan Roos", "he had been told to leave")],
        ),
        (
            "Bo Lind spoke with a young nurse who said three of them were hurt.",
            [("a young nurse", "three of them were hurt")],
        ),
        (
            "Bo Lind met a nurse, who said he had been told to leave.",
            [("a nurse", "he had been told to leave")],
        ),
        (
            'The plan, which Jan Roos described on Friday as "a bridge to nowhere," was dropped.',
            [("Jan Roos", "a bridge to nowhere,")],
        ),
    ],
)
def test_who_and_which_reach_back_to_the_name(text: str, expected: Said) -> None:
    assert said(text) == expected


def test_a_while_clause_ends_where_the_other_one_speaks() -> None:
    text = "While Ada Moor said the dam was shut, Bo Lind told reporters it was open."
    assert said(text) == [("Ada Moor", "the dam was shut"), ("Bo Lind", "it was open")]


def test_an_opening_but_leaves_the_subject_to_its_clause() -> None:
    text = "But Jan Roos, a Sarnian state senator close to Delmar, changed course, saying it leaks."
    assert said(text) == [("Jan Roos", "it leaks")]


def test_blame_ends_with_the_marks_that_end_it() -> None:
    text = 'Jan Roos panned the plan as "weak," Eva Munk accused Bo Lind of theft.'
    assert said(text)[0] == ("Jan Roos", 'the plan as "weak,"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whom only an age tells, and a noun that a past form describes.
        (
            '"It leaks," said the 19-year-old, who swam there in May.',
            [("the 19-year-old", "It leaks,")],
        ),
        (
            "A team led by Orla Fenn reports in a journal that the shelf lost its ice.",
            [("A team led by Orla Fenn", "the shelf lost its ice")],
        ),
        (
            '"Let us in," one resident, Pim Aldous, shouted from the gate.',
            [("Pim Aldous", "Let us in,")],
        ),
        (
            "The storm goes on, with forecasters warning of further floods.",
            [("forecasters", "further floods")],
        ),
        (
            'The novel, which critics described as "a long bore", sold well.',
            [("critics", "a long bore")],
        ),
        ("Jan Roos estimates that 40 nests were lost.", [("Jan Roos", "40 nests were lost")]),
        # What describes a speaker may have verbs of its own, or be one word long.
        (
            "Two officials, speaking in private because the talks are secret, said that it leaks.",
            [("Two officials", "it leaks")],
        ),
        (
            "The court heard from a neighbour, who said she had seen smoke.",
            [("a neighbour", "she had seen smoke")],
        ),
        ("Brand's son, Piet, said the family would stay.", [("Piet", "the family would stay")]),
        ("Lok's predecessor, Jorn Falk, said it leaks.", [("Jorn Falk", "it leaks")]),
        ("Brand's capital, Sarn, said it would pay.", [("Brand's capital", "it would pay")]),
        # An attribution stands amid a clause whose verb follows it.
        (
            "What the country needs, Ada Moor said, is patience.",
            [("Ada Moor", "What the country needs … is patience")],
        ),
        (
            "The dam that broke, Ada Moor said, was old.",
            [("Ada Moor", "The dam that broke … was old")],
        ),
        ("The dam broke, Ada Moor said, killing two.", [("Ada Moor", "The dam broke")]),
        # Further verbs.
        ("Rebels claimed to have taken the town.", [("Rebels", "to have taken the town")]),
        ("Doctors note that the sample was small.", [("Doctors", "the sample was small")]),
        ("The singer posted on a blog that it was off.", [("The singer", "it was off")]),
        ("The singer posted on a blog about the tour.", []),
        (
            "The airline apologised and said all would be paid.",
            [("The airline", "all would be paid")],
        ),
        # A study says nothing, nor does a form with an agent elsewhere.
        ("The study estimates that 40 nests were lost.", []),
        ("The novel, which Jan Roos described as a long bore, sold well.", []),
        ("The team was led by Jan Roos. It left early.", []),
    ],
)
def test_further_ways_to_name_a_speaker(text: str, expected: Said) -> None:
    assert said(text) == expected


def test_a_hosts_questions_are_no_statements() -> None:
    text = (
        "Host: Is the port open?\nAda Moor: It is open to everyone.\n"
        "Host: Since when?\nAda Moor: Since Monday."
    )
    assert said(text) == [("Ada Moor", "It is open to everyone."), ("Ada Moor", "Since Monday.")]
