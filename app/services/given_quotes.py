"""Given quotes: attributions that come with an article, in the form that `export` writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.days import Period
from app.errors import Invalid
from app.extraction.types import Attribution, Basis, Form, TopicMatch
from app.spans import Span, check_parts, join_parts


def read_quotes(text: str, given: Sequence[Mapping[str, Any]]) -> tuple[Attribution, ...]:
    """Return the attributions that a JSON line of an article gives, in their order.

    Raises:
        Invalid: one does not stand in `text` as it says, or a field is not what it should be;
            the field is `quotes[number]`.
    """
    found = []
    for number, each in enumerate(given):
        try:
            found.append(read_quote(text, each))
        except (ValueError, TypeError, KeyError) as problem:
            message = f"no {problem}" if isinstance(problem, KeyError) else str(problem)
            raise Invalid({f"quotes[{number}]": message}) from None
    return tuple(found)


def read_quote(text: str, given: Mapping[str, Any]) -> Attribution:
    """Return one attribution.

    Raises:
        ValueError, TypeError, KeyError: a field is missing or not what it should be.
    """
    spans = given.get("parts") or [[given["start"], given["end"]]]
    parts = check_parts(text, (Span(*map(offset, span)) for span in spans))
    words = join_parts(text, parts)
    if "text" in given and given["text"] != words:
        raise ValueError("its text is not what its parts cut out of the article")
    said_on = word(given, "said_on")
    if said_on:
        Period.parse(said_on)
    speaker = word(given, "speaker")
    printed = word(given, "speaker_printed")
    place = span_of(text, given, "speaker")
    if place and printed and place.cut(text) != printed:
        raise ValueError("its speaker does not stand at that place of the article")
    basis = word(given, "said_on_basis") or (Basis.EDITOR if said_on else Basis.UNKNOWN)
    topics = given.get("topics") or []
    return Attribution(
        parts=parts,
        form=Form(word(given, "form") or Form.INDIRECT),
        cue=word(given, "cue") or "",
        cue_span=span_of(text, given, "cue"),
        speaker_span=place,
        speaker_printed=printed,
        speaker=speaker or printed,
        actor=actor_slug(given.get("actor")),
        via=word(given, "via"),
        said_on=said_on,
        said_on_basis=Basis(basis),
        occasion=word(given, "occasion"),
        place=word(given, "place"),
        # A topic that somebody gave needs no term: it stands for the whole quote.
        topics=tuple(TopicMatch(slug_of(each), "", parts[0], inside=True) for each in topics),
        rule=word(given, "rule") or "given",
        confidence=share(given, "confidence"),
    )


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


def span_of(text: str, given: Mapping[str, Any], name: str) -> Span | None:
    """Return the span from `<name>_start` to `<name>_end`, None where one is missing.

    Raises:
        ValueError, TypeError: it reaches past the end, or is no span.
    """
    start, end = given.get(f"{name}_start"), given.get(f"{name}_end")
    if start is None or end is None:
        return None
    span = Span(offset(start), offset(end))
    if span.end > len(text):
        raise ValueError(f"{name}_end lies behind the text's end")
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


def slug_of(value: object) -> str:
    """Return a topic's slug.

    Raises:
        TypeError: it is none.
    """
    found = actor_slug(value)
    if found is None:
        raise TypeError("a topic is a slug")
    return found
