"""Roles: the parts that cues play, and the pattern that a language leaves empty."""

import re
from enum import Flag, StrEnum
from typing import Self

NOTHING = re.compile(r"(?!)")


class Choice(Flag):
    """Several of a few things."""

    def meets(self, other: Self) -> bool:
        """Say whether the two share anything: `&`, which is slow, makes a new member for that."""
        return self._value_ & other._value_ != 0


class Role(StrEnum):
    """The part that a form of a cue plays in its clause."""

    FINITE = "finite"
    BASE = "base"  # finite only after a plural: "officials say"
    PARTICIPLE = "participle"  # "adding that": shares the speaker of its sentence
    RELATIVE = "relative"  # Turkish "diyen X": stands before its speaker
    QUOTED = "quoted"  # "(X was) quoted as saying"
    NOUN = "noun"  # "according to X"
    ABOUT = "about"  # «Об этом заявил X»: the content is the sentence before
