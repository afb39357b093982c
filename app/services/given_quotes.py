"""Given quotes: what comes with an article, in the form that `export` writes, checked."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from app.days import Period
from app.errors import Invalid
from app.extraction.types import Basis, Form
from app.locales import gettext
from app.models import SIDE_NAMES
from app.services.entry import Carried
from app.spans import PART_JOINT
from app.text import MAX_TEXT_CHARS, words_key


def read_quotes(
    text: str, given: Sequence[Mapping[str, Any]], topics: Container[str]
) -> list[Carried]:
    """Return the quotes that a JSON line of an article gives, in their order.

    Those that the record which it comes from withdrew (`withdrawn`) are left out.

    Args:
        topics: slugs of the topics that there are.

    Raises:
        Invalid: one does not stand in `text` as it says, or a field is not what it should be;
            the field is `quotes[number]`.
    """
    found = []
    for number, each in enumerate(given):
        if each.get("withdrawn") is True:
            continue
        try:
            found.append(read_quote(text, each, topics))
        except Wrong as problem:
            raise Invalid({f"quotes[{number}]": str(problem)}) from None
    return found


class Wrong(Exception):
    """A field of a quote is missing, or not what it should be; the message is for people."""


def read_quote(text: str, given: Mapping[str, Any], topics: Container[str]) -> Carried:
    """Return one quote; `topics` are the slugs that there are.

    Raises:
        Wrong: a field is missing or not what it should be.
    """
    get = given.get
    parts = check_places(text, get("parts") or [[get("start"), get("end")]])
    words = PART_JOINT.join([text[start:end] for start, end in parts])
    if "text" in given and given["text"] != words:
        raise Wrong(gettext("its text is not what its parts cut out of the article"))
    fields = [get(name) or None for name in TEXTS]
    if not all(value is None or isinstance(value, str) for value in fields):
        check_texts(given)
    form, cue, printed, speaker, via, rule, said_on, basis, occasion, place, side = fields
    if said_on:
        check_time(said_on)
    cue_start, cue_end = place_of(text, given, "cue_start", "cue_end")
    start, end = place_of(text, given, "speaker_start", "speaker_end")
    if start is not None and printed and text[start:end] != printed:
        raise Wrong(gettext("its speaker does not stand at that place of the article"))
    if side is not None and side not in SIDE_NAMES:
        raise Wrong(
            gettext(
                "there is no side “%(side)s”: use one of %(values)s",
                side=side[:80],
                values=", ".join(SIDE_NAMES),
            )
        )
    first, last = parts[0]
    return Carried(
        one_of(FORMS, form or "indirect"),
        first,
        parts[-1][1],
        # As JSON has it.
        str(parts),
        words,
        words_key(words),
        cue or "",
        cue_start,
        cue_end,
        printed,
        start,
        end,
        via,
        rule or "given",
        share(given, "confidence"),
        speaker or printed,
        slug_of(get("actor"), "actor"),
        (),
        None,
        said_on,
        one_of(BASES, basis or ("editor" if said_on else "unknown")),
        occasion,
        place,
        # A topic that somebody gave needs no term: it stands for the whole quote.
        tuple(
            [(topic_slug(each, topics), "", first, last, True) for each in a_list(get("topics"))]
        ),
        None,
        (),
        side,
    )


def check_places(text: str, given: Any) -> list[list[int]]:
    """Return the places of a quote's parts.

    Raises:
        Wrong: they are no places, there are none, one is empty or reaches past
            the end, or they are not ordered and disjoint.
    """
    try:
        found = [[offset(start), offset(end)] for start, end in given]
    except (TypeError, ValueError):
        raise Wrong(gettext("parts is no list of pairs [start, end]")) from None
    if not found:
        raise Wrong(gettext("a quote has at least one part"))
    before = 0
    for start, end in found:
        if not 0 <= start <= end:
            raise Wrong(gettext("no span: %(start)s to %(end)s", start=start, end=end))
        if start == end:
            raise Wrong(gettext("empty part at %(start)s", start=start))
        if start < before:
            raise Wrong(
                gettext("part at %(start)s is out of order or overlaps the one before", start=start)
            )
        before = end
    if before > len(text):
        raise Wrong(
            gettext(
                "part ends at %(end)s, behind the text's end at %(last)s",
                end=before,
                last=len(text),
            )
        )
    return found


TEXTS = (
    "form", "cue", "speaker_printed", "speaker", "via", "rule", "said_on", "said_on_basis",
    "occasion", "place", "side",
)  # fmt: skip
FORMS = tuple(form.value for form in Form)
BASES = tuple(basis.value for basis in Basis)


def one_of(known: Sequence[str], given: str) -> str:
    """Return a word that is one of `known`.

    Raises:
        Wrong: it is none.
    """
    if given not in known:
        raise Wrong(
            gettext("“%(value)s” is none of: %(values)s", value=given[:80], values=", ".join(known))
        )
    return given


def check_texts(given: Mapping[str, Any]) -> None:
    """Make sure that the fields that are texts are missing, empty or texts.

    Raises:
        Wrong: one is something else.
    """
    for name in TEXTS:
        if given.get(name) and not isinstance(given[name], str):
            raise Wrong(gettext("%(field)s is no text", field=name))


def share(given: Mapping[str, Any], name: str) -> float:
    """Return a field that is a number from 0 to 1, 1 where it is missing.

    Raises:
        Wrong: it is something else.
    """
    value = given.get(name)
    if value is None:
        return 1.0
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Wrong(gettext("%(field)s is no number from 0 to 1", field=name))
    return float(value)


def offset(value: object) -> int:
    """Return a whole number that may be a place in a text.

    Raises:
        Wrong: it is none.
    """
    if type(value) is not int or not 0 <= value <= MAX_TEXT_CHARS:
        raise Wrong(gettext("start and end are whole numbers: places in the text"))
    return value


def check_time(printed: str) -> None:
    """Make sure that a text is a day, month or year.

    Raises:
        Wrong: it is none.
    """
    try:
        Period.parse(printed)
    except ValueError:
        message = gettext(
            "said_on “%(day)s” is no time: use 2024, 2024-12 or 2024-12-26", day=printed[:80]
        )
        raise Wrong(message) from None


def a_list(value: Any) -> Sequence[Any]:
    """Return the list of topics, empty where there is none.

    Raises:
        Wrong: it is something else.
    """
    if value and not isinstance(value, list):
        raise Wrong(gettext("topics is no list of slugs"))
    return value or ()


def place_of(
    text: str, given: Mapping[str, Any], first: str, last: str
) -> tuple[int, int] | tuple[None, None]:
    """Return the place that two fields name, twice None where one is missing.

    Raises:
        Wrong: it reaches past the end, or is no place.
    """
    start, end = given.get(first), given.get(last)
    if start is None or end is None:
        return None, None
    if not 0 <= offset(start) <= offset(end):
        raise Wrong(gettext("no span: %(start)s to %(end)s", start=start, end=end))
    if end > len(text):
        raise Wrong(gettext("%(field)s lies behind the text's end", field=last))
    return start, end


def slug_of(value: object, name: str) -> str | None:
    """Return a slug that is given as it is, or as the API gives it; `name` is the field's.

    Raises:
        Wrong: it is neither.
    """
    # The abstract class is asked last: it takes much longer.
    if value is not None and not isinstance(value, str) and isinstance(value, Mapping):
        value = value.get("slug")
    if value is not None and not isinstance(value, str):
        raise Wrong(gettext("%(field)s is no slug", field=name))
    return value or None


def topic_slug(value: object, topics: Container[str]) -> str:
    """Return the slug of one of `topics`.

    Raises:
        Wrong: it is no slug, or there is no such topic.
    """
    found = slug_of(value, "a topic")
    if found is None:
        raise Wrong(gettext("a topic is a slug"))
    if found not in topics:
        raise Wrong(gettext("there is no topic “%(topic)s”", topic=found[:80]))
    return found
