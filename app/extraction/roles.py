"""Roles: the parts that cues play, and the pattern that a language leaves empty."""

import re
from enum import StrEnum

NOTHING = re.compile(r"(?!)")


class Role(StrEnum):
    """The part that a form of a cue plays in its clause."""

    FINITE = "finite"
    BASE = "base"  # finite only after a plural: "officials say"
    PARTICIPLE = "participle"  # "adding that": shares the speaker of its sentence
    RELATIVE = "relative"  # Turkish "diyen X": stands before its speaker
    QUOTED = "quoted"  # "(X was) quoted as saying"
    NOUN = "noun"  # "according to X"
    ABOUT = "about"  # «Об этом заявил X»: the content is the sentence before
