"""Given quotes: attributions that come with an article, in the form that `export` writes."""

from collections.abc import Container, Mapping, Sequence
from typing import Any, TypeVar

from app.days import Period
from app.errors import Invalid
from app.extraction.types import Attribution, Basis, Form, TopicMatch
from app.models import SIDE_NAMES
from app.spans import Span, check_parts, join_parts


def read_quotes(
    text: str, given: Sequence[Mapping[str, Any]], topics: Container[str]
) -> tuple[Attribution, ...]:
    """Return the attributions that a JSON line of an article gives, in their order.

    Args:
        topics: slugs of the topics that there are.

    Raises:
        Invalid: one does not stand in `text` as it says, or a field is not what it should be;
            the field is `quotes[number]`.
    """
    found = []
    for number, each in enumerate(given):
        try:
            found.append(read_quote(text, each, topics))
        except (ValueError, TypeError, KeyError) as problem:
            message = f"no {problem}" if isinstance(problem, KeyError) else str(problem)
            raise Invalid({f"quotes[{number}]": message}) from None
    return tuple(found)


def read_quote(text: str, given: Mapping[str, Any], topics: Container[str]) -> Attribution:
    """Return one attribution; `topics` are the slugs that there are.

    Raises:
        ValueError, TypeError, KeyError: a field is missing or not what it should be.
    """
    places = given.get("parts") or [[given["start"], given["end"]]]
    parts = check_parts(text, [Span(offset(start), offset(end)) for start, end in places])
    if "text" in given and given["text"] != join_parts(text, parts):
        raise ValueError("its text is not what its parts cut out of the article")
    said_on = word(given, "said_on")
    if said_on:
        Period.parse(said_on)
    speaker = word(given, "speaker")
    printed = word(given, "speaker_printed")
    place = span_of(text, given, "speaker_start", "speaker_end")
    if place is not None and printed and place.cut(text) != printed:
        raise ValueError("its speaker does not stand at that place of the article")
    basis = word(given, "said_on_basis") or ("editor" if said_on else "unknown")
    about = given.get("topics") or ()
    side = word(given, "side")
    if side is not None and side not in SIDE_NAMES:
        raise ValueError(f"there is no side “{side}”: use one of {', '.join(SIDE_NAMES)}")
    return Attribution(
        parts=parts,
        form=one_of(FORMS, word(given, "form") or "indirect"),
        cue=word(given, "cue") or "",
        cue_span=span_of(text, given, "cue_start", "cue_end"),
        speaker_span=place,
        speaker_printed=printed,
        speaker=speaker or printed,
        actor=actor_slug(given.get("actor")),
        via=word(given, "via"),
        said_on=said_on,
        said_on_basis=one_of(BASES, basis),
        occasion=word(given, "occasion"),
        place=word(given, "place"),
        # A topic that somebody gave needs no term: it stands for the whole quote.
        topics=tuple(
            [TopicMatch(topic_slug(each, topics), "", parts[0], inside=True) for each in about]
        ),
        rule=word(given, "rule") or "given",
        confidence=share(given, "confidence"),
        side=side,
    )


FORMS = {form.value: form for form in Form}
BASES = {basis.value: basis for basis in Basis}
T = TypeVar("T")


def one_of(known: Mapping[str, T], given: str) -> T:
    """Return what a word stands for.

    Raises:
        ValueError: it stands for nothing.
    """
    if given not in known:
        raise ValueError(f"“{given}” is none of: {', '.join(known)}")
    return known[given]


def word(given: Mapping[str, Any], name: str) -> str | None:
    """Return a field that is a string, None where it is missing or empty.

    Raises:
        TypeError: it is something else.
    """
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value or None


def share(given: Mapping[str, Any], name: str) -> float:
    """Return a field that is a number from 0 to 1, 1 where it is missing.

    Raises:
        ValueError: it is something else.
    """
    value = given.get(name)
    if value is None:
        return 1.0
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{name} is no number from 0 to 1")
    return float(value)


def offset(value: object) -> int:
    """Return a whole number.

    Raises:
        TypeError: it is none.
    """
    if type(value) is not int:
        raise TypeError(f"{value!r} is no place in a text")
    return value


def span_of(text: str, given: Mapping[str, Any], first: str, last: str) -> Span | None:
    """Return the span between the places that two fields name, None where one is missing.

    Raises:
        ValueError, TypeError: it reaches past the end, or is no span.
    """
    start, end = given.get(first), given.get(last)
    if start is None or end is None:
        return None
    span = Span(offset(start), offset(end))
    if span.end > len(text):
        raise ValueError(f"{last} lies behind the text's end")
    return span


def actor_slug(value: object) -> str | None:
    """Return the slug of an actor given as a slug, or as the API gives it.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(value, Mapping):
        value = value.get("slug")
    if value is not None and not isinstance(value, str):
        raise TypeError("actor is no slug")
    return value or None


def topic_slug(value: object, topics: Container[str]) -> str:
    """Return the slug of one of `topics`.

    Raises:
        TypeError: it is no slug.
        ValueError: there is no such topic.
    """
    found = actor_slug(value)
    if found is None:
        raise TypeError("a topic is a slug")
    if found not in topics:
        raise ValueError(f"there is no topic “{found}”")
    return found
