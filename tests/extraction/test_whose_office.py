"""Whose office: "its minister", "the minister of Ostmark", and words around an attribution."""

import pytest

from tests.extraction.reading import said

Said = list[tuple[str | None, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "Its" is of the state of which the sentence before tells, not of whoever spoke before.
        (
            "Bo Lind said it leaks. Ostmark keeps out. Its foreign minister said it stinks.",
            [("Bo Lind", "it leaks"), ("Ada Moor", "it stinks")],
        ),
        (
            "Bo Lind spoke. Lindau disagreed. Its defence minister told parliament that it leaks.",
            [("İlke Kural", "it leaks")],
        ),
        (
            "Bo Lind spoke. Ostmark has waited, and its top diplomat told envoys that it leaks.",
            [("Ada Moor", "it leaks")],
        ),
        (
            "Bo Lind spoke. Ostmark will not leave, its foreign minister said on Friday.",
            [("Ada Moor", "Ostmark will not leave")],
        ),
        # Of what else the sentence before is about, the state in it tells nothing.
        (
            "Lind spoke. Talks of Veltania and Ostmark failed. Its foreign minister said it leaks.",
            [("Its foreign minister", "it leaks")],
        ),
        (
            "Delmar Motors, a firm in Sarnia, fell. Its president said it leaks.",
            [("Its president", "it leaks")],
        ),
        (
            "Sarnia waits. Delmar Motors fell, and its president said it leaks.",
            [("its president", "it leaks")],
        ),
        (
            "President Tem al-Orun spoke. Delmar Motors fell. Its president said it leaks.",
            [("Its president", "it leaks")],
        ),
        (
            "Sarnia waits. Its president, Jan Roos, said it leaks.",
            [("Jan Roos", "it leaks")],
        ),
        (
            "The union objects. Its director, Eva Munk, came. Its director said it leaks.",
            [("Eva Munk", "it leaks")],
        ),
        # The office of a state, or of another body.
        ("The foreign minister of Ostmark said it leaks.", [("Ada Moor", "it leaks")]),
        ("The president of Sarnia said it leaks.", [("Tem al-Orun", "it leaks")]),
        (
            "President Tem al-Orun came. The president of the football club said it leaks.",
            [("The president of the football club", "it leaks")],
        ),
        (
            "President Tem al-Orun came. The president of the republic said it leaks.",
            [("The president of the republic", "it leaks")],
        ),
        (
            "The spokeswoman for the Veltanian foreign ministry said it leaks. She said it stinks.",
            [("Vera Sund", "it leaks"), ("Vera Sund", "it stinks")],
        ),
        (
            "Vera Sund came. The spokeswoman for the Veltanian defence ministry said it leaks.",
            [("The spokeswoman for the Veltanian defence ministry", "it leaks")],
        ),
        (
            "A spokeswoman for the Veltanian foreign ministry said it leaks.",
            [("A spokeswoman for the Veltanian foreign ministry", "it leaks")],
        ),
        (
            "The spokeswoman of Norland's foreign ministry said it leaks.",
            [("The spokeswoman of Norland's foreign ministry", "it leaks")],
        ),
        # A minister who is named later is no more of a diplomat than whoever spoke.
        (
            ("Spokeswoman Vera Sund said it leaks. The diplomat said it stinks."
            "\n\nForeign Minister Ada Moor came."),
            [("Vera Sund", "it leaks"), ("Vera Sund", "it stinks")],
        ),
        (
            "Ambassador Jan Roos said it leaks. The diplomat said it stinks.\n\nBo Lind came.",
            [("Jan Roos", "it leaks"), ("Jan Roos", "it stinks")],
        ),
        (
            "The mayor, Jan Roos, said it leaks. The top diplomat said it stinks. Bo Lind left.",
            [("Jan Roos", "it leaks"), ("Bo Lind", "it stinks")],
        ),
    ],
)  # fmt: skip
def test_an_office_is_of_the_state_that_the_text_tells(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whose view of somebody was told may go on as well.
        (
            "For Kevin Dall, an instructor, Lind was also a legend. He said it leaks.",
            [(None, "it leaks")],
        ),
        ("To Kevin Dall, Lind was a legend. He said it leaks.", [(None, "it leaks")]),
        ("For Jan Roos, Otto Brandl was a friend. He said it leaks.", [(None, "it leaks")]),
        ("For Eva Munk, Lind was a legend. He said it leaks.", [("Bo Lind", "it leaks")]),
        ("With Jan Roos at his side, Lind left. He said it leaks.", [("Bo Lind", "it leaks")]),
        (
            "For Jan Roos, Lind said, it was over. He said it leaks.",
            [("Bo Lind", "For Jan Roos … it was over"), ("Bo Lind", "it leaks")],
        ),
        # An office tells of its holder as a name does.
        (
            ("Prime Minister Halm Brandt met Otto Oyen. The prime minister looked tired. He said"
            " it leaks."),
            [("Halm Brandt", "it leaks")],
        ),
        # A company by its name is no person.
        (
            "The company, Sound Lines, said it leaks. It added that it stinks.",
            [("Sound Lines", "it leaks"), ("Sound Lines", "it stinks")],
        ),
        (
            "The bank, Delmar Trust, said it leaks. It said that it stinks.",
            [("Delmar Trust", "it leaks"), ("Delmar Trust", "it stinks")],
        ),
        (
            "The chairman, Jan Roos, said it leaks. It said that it stinks.",
            [("Jan Roos", "it leaks"), (None, "it stinks")],
        ),
    ],
)  # fmt: skip
def test_a_pronoun_means_whom_the_sentence_before_is_about(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What stands behind "said" is a clause, not its subject.
        (
            "Jan Roos, who leads them, said the government owed the families money.",
            [("Jan Roos", "the government owed the families money")],
        ),
        (
            "Jan Roos, who leads the party, said the government needed money.",
            [("Jan Roos", "the government needed money")],
        ),
        (
            "Jan Roos, the leader of it, said the ministry hated the plan.",
            [("Jan Roos", "the ministry hated the plan")],
        ),
        ("It leaks, said officials based in Sarn.", [("officials based in Sarn", "It leaks")]),
        # Anybody speaks behind marks, a thing does not.
        ("“It leaks,” said a fruit seller who lives there.", [("a fruit seller", "It leaks,")]),
        ("“It leaks,” said a shopper.", [("a shopper", "It leaks,")]),
        ("“It leaks,” said a plumber in Sarn.", [("plumber in Sarn", "It leaks,")]),
        ("A fruit seller left.", []),
        # Hearers do something; the cue goes on behind a word of time.
        (
            "Lind told journalists travelling with him that it leaks.",
            [("Bo Lind", "it leaks")],
        ),
        ("Lind told reporters waiting outside that it leaks.", [("Bo Lind", "it leaks")]),
        ("Lind told journalists who travelled along that it leaks.", [("Bo Lind", "it leaks")]),
        ("Lind told reporters travelling was hard.", [("Bo Lind", "travelling was hard")]),
        ("Mr Roos wept and afterwards said that it leaks.", [("Roos", "it leaks")]),
        # "By saying" says something where nothing else is said.
        ("Lind explained the delay by saying that it leaks.", [("Bo Lind", "it leaks")]),
        ("Moor defended the plan by arguing that it leaks.", [("Ada Moor", "it leaks")]),
        (
            "Lind said Moor had erred by saying that it leaks.",
            [("Bo Lind", "Moor had erred by saying that it leaks")],
        ),
        (
            "Moor promised a swift answer “within days”.",
            [("Ada Moor", "a swift answer “within days”")],
        ),
        ("Sarnia welcomed on Wednesday a decision to lift them.", [
            ("Sarnia", "a decision to lift them")
        ]),
    ],
)  # fmt: skip
def test_an_attribution_is_found_whoever_speaks(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The speaker's own aside does not break his words.
        (
            "Lind said it could not, in his view, be written before March.",
            [("Bo Lind", "it could not, in his view, be written before March")],
        ),
        (
            "Lind said the roof, in his opinion, leaks badly.",
            [("Bo Lind", "the roof, in his opinion, leaks badly")],
        ),
        (
            "Lind said he would sign a budget that, as he put it, “was written for umbrellas”.",
            [("Bo Lind", "he would sign a budget that, as he put it, “was written for umbrellas”")],
        ),
        # The main clause goes on behind what stands in a relative clause.
        (
            "The vote, which was calm until lawmakers said that they would abstain, turned sour.",
            [("lawmakers", "they would abstain")],
        ),
        (
            "The ship, which sank after Moor warned that it leaks, was old.",
            [("Ada Moor", "it leaks")],
        ),
        (
            "The union, which is small, said that boats leak, sink and rot.",
            [("The union", "boats leak, sink and rot")],
        ),
        # What others made of it is the reporter's.
        (
            "Lind said he would show it, an offer which Moor dismissed as “a bad joke”.",
            [("Bo Lind", "he would show it"), ("Ada Moor", "a bad joke")],
        ),
    ],
)
def test_a_content_runs_over_asides_and_stops_at_the_story(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tem el-Orun geldi. Sarnya lideri, çatının sızdırdığını söyledi.",
            [("Tem al-Orun", "çatının sızdırdığını")],
        ),
        (
            "Tem el-Orun geldi. Parti lideri, çatının sızdırdığını söyledi.",
            [("Parti lideri", "çatının sızdırdığını")],
        ),
    ],
)
def test_a_turkish_leader_is_the_president_of_his_state(text: str, expected: Said) -> None:
    assert said(text, "tr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "По мнению обозревателя Глеба Зорина, там течёт. «Там сыро», — считает эксперт.",
            [("Глеб Зорин", "там течёт"), ("Глеб Зорин", "Там сыро")],
        ),
        (
            "По мнению министра Глеба Зорина, там течёт. «Там сыро», — считает эксперт.",
            [("Глеб Зорин", "там течёт"), ("эксперт", "Там сыро")],
        ),
    ],
)
def test_a_russian_observer_is_an_expert(text: str, expected: Said) -> None:
    assert said(text, "ru") == expected
