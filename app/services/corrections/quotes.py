"""Quotes: the words and the form of one wording, as a person sets them.

The words are always parts of the stored text: what a person selects or types is looked up in it.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.extraction.types import Form
from app.locales import gettext
from app.models import BY_HAND, Article, Doubt, Quote, Revision, TopicEvidence
from app.services.copies import keep_copies
from app.services.corrections.doubts import read_doubts, settled, write_doubts
from app.services.history import Keeper, Thing, Values, change
from app.spans import Span, check_parts, find_parts, join_parts
from app.text import words_key

Places = dict[str, Any]
"""The number of an `article`, and the `parts` of its text."""

# They stand outside of what was said word for word.
MARKS = "“”„\"«»‘’'`"


def set_wording(
    session: Session,
    number: int,
    *,
    form: str,
    words: str,
    near: int | None = None,
    who: str,
    seen: int | None = None,
    note: str | None = None,
) -> Revision | None:
    """Say which words of the article belong to a wording, and in which form it gives them.

    Args:
        words: as they stand in the text; parts are divided by "…".
        near: where the first of them stands, if they stand there more than once; None means
            near their place of before.
        seen: the version of the statement.

    Raises:
        ChangedMeanwhile: as `history.change`.
        NotFound: there is no such quote.
        Invalid: the words do not stand in the text, or there is no such form.
    """
    quote = _get(session, number)
    if form not in set(Form):
        raise Invalid({"wording_form": gettext("Use direct, mixed or indirect.")})
    text = session.get_one(Article, quote.article_id).text
    values: Values = {"form": form}
    if near is None and words.split() == quote.text.split():
        # The source itself may print "…": what nobody changed is not looked up.
        parts = tuple(Span(start, end) for start, end in quote.parts)
    else:
        parts = _parts(text, words, quote.start_char if near is None else near)
    if form == Form.DIRECT:
        parts = tuple(part.trimmed(text, MARKS) for part in parts)
    if not all(len(part) for part in parts):
        raise Invalid({"words": gettext("These are marks without words between them.")})
    places = [[part.start, part.end] for part in parts]
    if places != quote.parts:
        values["places"] = {"article": quote.article_id, "parts": places}
    if "places" in values or form != quote.form:
        values |= {"rule": BY_HAND, "confidence": None}
        values |= settled(session, (Doubt.UNBALANCED_MARKS,), quote=number)
    return change(
        session, QUOTE, number, values, who=who, action="set wording", seen=seen, note=note
    )


def _parts(text: str, words: str, near: int) -> tuple[Span, ...]:
    try:
        return find_parts(text, words, near)
    except ValueError as problem:
        raise Invalid({"words": not_found(str(problem))}) from None


def not_found(words: str) -> str:
    """Return what to say of words that `find_parts` did not find."""
    if words == "no words":
        return gettext("Give the words as they stand in the text.")
    return gettext(
        "These words do not stand in the text: “%(words)s”. Copy them from it.", words=words
    )


def _get(session: Session, number: int) -> Quote:
    found = session.get(Quote, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no such wording."))
    return found


def _read(session: Session, number: int, like: Values) -> Values:
    quote = _get(session, number)
    fields: Values = {
        "form": str(quote.form),
        "places": {"article": quote.article_id, "parts": [list(part) for part in quote.parts]},
        "rule": quote.rule,
        "confidence": quote.confidence,
    }
    return {name: fields[name] for name in like if name in fields} | read_doubts(session, like)


def _write(session: Session, number: int, values: Values) -> None:
    quote = _get(session, number)
    for name in ("form", "rule", "confidence"):
        if name in values:
            setattr(quote, name, values[name])
    if "places" in values:
        _set_places(session, quote, values["places"])
    session.add(quote)
    session.flush()
    write_doubts(session, values)
    keep_copies(session, [quote.statement_id])


def _set_places(session: Session, quote: Quote, wanted: Places) -> None:
    if wanted["article"] != quote.article_id:
        raise Invalid(
            {"words": gettext("The source has another text since: these places are not in it.")}
        )
    text = session.get_one(Article, quote.article_id).text
    parts = check_parts(text, [Span(start, end) for start, end in wanted["parts"]])
    quote.parts = [[part.start, part.end] for part in parts]
    quote.start_char, quote.end_char = parts[0].start, parts[-1].end
    quote.text = join_parts(text, parts)
    quote.words_key = words_key(quote.text)
    query = sa.select(TopicEvidence).where(col(TopicEvidence.quote_id) == quote.id)
    for proof in session.execute(query).scalars():
        place = Span(proof.start_char, proof.end_char)
        proof.is_inside = any(part.contains(place) for part in parts)
        session.add(proof)


def _things(session: Session, number: int) -> list[Thing]:
    """Return the statement of a quote, with all of its wordings: they have one version."""
    statement = _get(session, number).statement_id
    query = sa.select(col(Quote.id)).where(col(Quote.statement_id) == statement)
    return [
        ("statement", statement),
        *(("quote", each) for each in session.execute(query).scalars()),
    ]


FIELDS = frozenset({"form", "places", "rule", "confidence", "doubts"})
QUOTE = Keeper("quote", FIELDS, _read, _write, _things)
