"""The register: who is meant by a name, a title, a pronoun; unknown where that is not known."""

import pytest

from tests.extraction.reading import attributions, said


def speakers(text: str) -> list[str | None]:
    return [speaker for speaker, _ in said(text)]


@pytest.mark.parametrize(
    ("subject", "speaker"),
    [
        ("Jillian Chase, 27, a nurse in Delmar,", "Jillian Chase"),
        ("The head of the delegation, Jan Roos,", "Jan Roos"),
        ("Jan Roos, director of the Weir Museum in Delmar, Sarnia,", "Jan Roos"),
        ("Rear Adm. Jan Roos", "Jan Roos"),
        ("Veltania's former envoy to Ostmark Jan Roos", "Jan Roos"),
        ("Jan Roos, who came late,", "Jan Roos"),
        ("Jan Roos on Friday", "Jan Roos"),
        ("Veltanian Foreign Minister Bo Lind", "Bo Lind"),
        ("Tem al-Orun", "Tem al-Orun"),
        ("Tem Al Orun", "Tem al-Orun"),
        ("The Old Mint", "Old Mint"),
        ("Karsk", "Veltania"),
        ("The Foreign Ministry of Veltania", "Veltanian Foreign Ministry"),
        ("Veltania's Foreign Ministry", "Veltanian Foreign Ministry"),
        ("A statement by the Old Mint", "Old Mint"),
        ("The Old Mint's statement", "Old Mint"),
        ("Two officials in Delmar", "Two officials in Delmar"),
        ("One of them", "One of them"),
        ("A spokesman for Bo Lind", "A spokesman for Bo Lind"),
        ("A source close to Bo Lind", "A source close to Bo Lind"),
        ("An aide to Foreign Minister Bo Lind", "An aide to Foreign Minister Bo Lind"),
        ("A lawyer for Bo Lind and Ada Moor", "A lawyer for Bo Lind and Ada Moor"),
        ("The office of Bo Lind", "The office of Bo Lind"),
        ("Bo Lind's spokeswoman", "Bo Lind's spokeswoman"),
        ("Bo Lind's lawyer, Eva Munk,", "Eva Munk"),
        ("Veltanian President Sven Oldar's spokesman, Tomas Breck,", "Tomas Breck"),
        ("Grann's wife, the novelist Tilde Grann,", "Tilde Grann"),
        ("Minister of Foreign Affairs Jan Roos", "Jan Roos"),
        ("Chief of General Staff Jan Roos", "Jan Roos"),
        ("The Council of River States", "Council of River States"),
        ("Two days ago Bo Lind", "Bo Lind"),
        ("Last week Bo Lind", "Bo Lind"),
        ("Bo Lind of Veltania", "Bo Lind"),
    ],
)
def test_a_speaker_is_read_to_its_end(subject: str, speaker: str) -> None:
    assert speakers(f"{subject} said that the dam leaks.") == [speaker]


def test_a_pronoun_is_the_last_subject_of_its_gender() -> None:
    text = "Bo Lind met Ada Moor. He said it leaks. Ada Moor left. She said it stinks."
    assert speakers(text) == ["Bo Lind", "Ada Moor"]


def test_a_pronoun_that_nobody_fits_is_unknown() -> None:
    found = attributions("He said that the dam leaks.")[0]
    assert (found.speaker, found.actor, found.speaker_printed) == (None, None, "He")


def test_a_title_finds_its_holder_a_paragraph_later() -> None:
    text = "Veltania's consul general said it leaks.\n\nConsul General Ida Noor said it stinks."
    assert speakers(text) == ["Ida Noor", "Ida Noor"]


def test_a_title_alone_finds_its_last_holder() -> None:
    text = "Foreign Minister Bo Lind came. The minister said it leaks."
    assert speakers(text) == ["Bo Lind"]


def test_a_counterpart_holds_the_same_office() -> None:
    text = (
        "Ada Moor met her Sarnian counterpart Rami Tasso. Tasso stressed the need for calm."
        ' "It leaks," the minister said.'
    )
    assert speakers(text) == ["Rami Tasso", "Rami Tasso"]


def test_an_office_alone_is_its_holder_on_that_day() -> None:
    found = attributions("The Veltanian foreign minister said it leaks.")[0]
    assert (found.actor, found.speaker_printed) == ("bo-lind", "The Veltanian foreign minister")


def test_an_indefinite_title_is_nobody_in_particular() -> None:
    text = "Foreign Minister Bo Lind came. A minister said it leaks."
    assert [item.actor for item in attributions(text)] == [None]


def test_two_people_of_one_name_are_not_confused() -> None:
    text = "Ada Holt and Bram Holt came. Holt said it leaks."
    found = attributions(text)[0]
    assert found.speaker == "Holt"
    assert found.actor is None


def test_a_risky_name_alone_is_nobody() -> None:
    assert attributions("Kural said that it leaks.")[0].actor is None
    assert attributions("Minister Kural said that it leaks.")[0].actor == "ilke-kural"


def test_another_first_name_is_another_person() -> None:
    assert attributions("Olga Lind said that it leaks.")[0].actor is None


def test_the_ministry_is_the_one_named_before() -> None:
    text = "The Veltanian Foreign Ministry said it leaks. It stinks, the ministry added."
    assert speakers(text) == ["Veltanian Foreign Ministry", "Veltanian Foreign Ministry"]


def test_the_headline_tells_whom_the_first_pronoun_means() -> None:
    text = 'Bo Lind says dam leaks\n\n"It leaks," he said.\n\nIt rained on Friday, too.\n'
    assert speakers(text) == ["Bo Lind"]


def test_whoever_is_only_met_does_not_speak() -> None:
    text = "Ada Moor came. Bo Lind came. Lind in a call with Moor called for calm."
    assert speakers(text) == ["Bo Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for Bo Lind said the port was open.",
        "People close to Bo Lind say the port is open.",
        "According to an aide to Bo Lind, the port is open.",
        "According to a source close to Lind, the general 'will wait'.",
        "The office of Bo Lind announced that the port was open.",
        "Bo Lind came. His spokesman said the port was open.",
    ],
)
def test_the_words_of_those_around_somebody_are_not_theirs(text: str) -> None:
    assert [(item.actor, item.via) for item in attributions(text)] == [(None, None)]


def test_a_sign_says_nothing_for_whoever_stands_before_it() -> None:
    found = attributions('"The port is open," read a sign behind Bo Lind.')
    assert [item.actor for item in found if item.actor] == []


def test_he_may_be_a_spokesman_without_a_name() -> None:
    text = "Bo Lind came. A spokesman for Ada Moor said it leaks. He said it stinks."
    assert speakers(text) == ["A spokesman for Ada Moor", "A spokesman for Ada Moor"]


def test_a_chief_of_something_else_is_not_the_minister() -> None:
    text = "Foreign Minister Bo Lind came. Veltania's army chief said it leaks."
    assert [item.actor for item in attributions(text)] == [None]


def test_whose_man_somebody_is_names_the_one_before_the_preposition() -> None:
    assert speakers('Ada Moor came. "He lies," said Lind of Moor.') == ["Bo Lind"]


def test_a_newspaper_is_no_she() -> None:
    text = (
        "Water minister Olga Prenn opened the dam. The Delmar Gazette was there. "
        '"We built it for all," she said.'
    )
    assert speakers(text) == ["Olga Prenn"]


def test_the_minister_of_something_is_the_minister_further_on() -> None:
    text = "Minister of Foreign Affairs Jan Roos met the envoys. The Minister said it leaks."
    assert speakers(text) == ["Jan Roos"]


def test_a_title_before_a_comma_is_the_one_further_on() -> None:
    text = (
        "The special envoy of the Council for Sarnia, Jan Roos, said it leaks. "
        '"It stinks," the envoy said. He said it is old.'
    )
    assert speakers(text) == ["Jan Roos", "Jan Roos", "Jan Roos"]


def test_a_participle_and_a_state_make_no_person() -> None:
    text = (
        "Ostmark's foreign minister said it leaks.\n\nReiterating Ostmark's support, Ada Moor said "
        "it stinks."
    )
    assert [item.actor for item in attributions(text)] == ["ada-moor"] * 3
