"""Texts: every article's text is what was stored, and all that points into it stands there."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, FormerPlace, Quote, Revision, TopicEvidence
from app.services.integrity.faults import Fault, Tell, portions
from app.services.rows import pieces
from app.spans import Span, check_parts, join_parts
from app.text import fingerprint, words_key

# So many texts are in memory at once; one may have a million characters.
PORTION = 50
WHO = "check --repair"
FORMS = {"direct", "mixed", "indirect"}


def look_at_texts(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield texts that changed since they were stored, and what does not stand in its text."""
    columns: Any = (
        col(Article.id), col(Article.text), col(Article.text_sha256), col(Article.erased_at),
    )  # fmt: skip
    query = sa.select(*columns).order_by(col(Article.id))
    for rows in portions(session, query, PORTION):
        texts: dict[int, str] = {}
        right: set[int] = set()
        for number, text, sha256, erased_at in rows:
            texts[number] = text
            faults = [] if erased_at is not None else list(_of_text(number, text, sha256))
            if not faults:
                right.add(number)
            yield from faults
        yield from _of_quotes(session, texts, right)
        yield from _of_places(session, texts)
        tell(len(rows))


def _of_text(number: int, text: str, sha256: str) -> Iterator[Fault]:
    if fingerprint(text) != sha256:
        yield Fault(f"article {number}: the text is not the one that was stored (SHA-256).")
    if "\r" in text or not unicodedata.is_normalized("NFC", text):
        yield Fault(f"article {number}: the text is not in normal form (NFC, line ends).")


QUOTE: Any = (
    col(Quote.id), col(Quote.article_id), col(Quote.parts), col(Quote.text),
    col(Quote.start_char), col(Quote.end_char), col(Quote.words_key), col(Quote.form),
    col(Quote.cue_start), col(Quote.cue_end), col(Quote.speaker_start), col(Quote.speaker_end),
)  # fmt: skip


def _of_quotes(session: Session, texts: dict[int, str], right: set[int]) -> Iterator[Fault]:
    query = sa.select(*QUOTE).where(col(Quote.article_id).in_(texts)).order_by(col(Quote.id))
    for row in session.execute(query):
        number, article, parts, _, _, _, _, form, *places = row
        text, where = texts[article], f"quote {number} in article {article}"
        if form not in FORMS:
            yield Fault(f"{where}: there is no form {form!r}.")
        for name, at in (("cue", places[:2]), ("speaker", places[2:])):
            if at != [None, None] and not _is_inside(text, *at):
                yield Fault(f"{where}: the place of its {name} is not in the text.")
        try:
            found = derived(text, parts)
        except ValueError as problem:
            yield Fault(f"{where}: its parts are no parts of the text ({problem}).")
            continue
        # What was cut out of a text that is not what it was would be words nobody printed.
        cure = cut_again if article in right else None
        differing = [name for name, value in found.items() if getattr(row, name) != value]
        if "text" in differing:
            told = f"{where}: its words are not those at its place in the text."
            yield Fault(told, cure, number)
        elif differing:
            told = f"{where}: {', '.join(differing)} is not what its parts say."
            yield Fault(told, cure, number)


def derived(text: str, parts: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return what a quote derives from its parts, by column.

    Raises:
        ValueError: they are no parts of the text.
    """
    try:
        spans = check_parts(text, [Span(*part) for part in parts])
    except TypeError:
        raise ValueError("not pairs of numbers") from None
    words = join_parts(text, spans)
    return {
        "text": words,
        "start_char": spans[0].start,
        "end_char": spans[-1].end,
        "words_key": words_key(words),
    }


def cut_again(session: Session, numbers: Sequence[int]) -> None:
    """Derive quotes anew from their parts; words that change leave an entry of history."""
    for part in pieces(sorted(numbers), PORTION):
        query = (
            sa.select(Quote, col(Article.text))
            .join(Article, col(Article.id) == col(Quote.article_id))
            .where(col(Quote.id).in_(part))
        )
        for quote, text in session.execute(query).all():
            before = quote.text
            for name, value in derived(text, quote.parts).items():
                setattr(quote, name, value)
            session.add(quote)
            if before != quote.text:
                session.add(
                    Revision(
                        who=WHO,
                        action="repair",
                        subject="quote",
                        subject_id=quote.id,
                        before={"text": before},
                        after={"text": quote.text},
                    )
                )
        session.flush()


def _of_places(session: Session, texts: dict[int, str]) -> Iterator[Fault]:
    """Yield terms of topics, and former places of quotes, that are not in their texts."""
    evidence: Any = (
        col(TopicEvidence.id),
        col(Quote.article_id),
        col(TopicEvidence.start_char),
        col(TopicEvidence.end_char),
    )
    query = sa.select(*evidence).join(Quote, col(Quote.id) == col(TopicEvidence.quote_id))
    for number, article, start, end in session.execute(
        query.where(col(Quote.article_id).in_(texts))
    ):
        if not _is_inside(texts[article], start, end):
            yield Fault(f"topic evidence {number}: its place is not in article {article}.")
    former: Any = col(FormerPlace.id), col(FormerPlace.article_id), col(FormerPlace.parts)
    for number, article, parts in session.execute(
        sa.select(*former).where(col(FormerPlace.article_id).in_(texts))
    ):
        try:
            derived(texts[article], parts)
        except ValueError as problem:
            yield Fault(f"former place {number} in article {article}: {problem}.")


def _is_inside(text: str, start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and 0 <= start < end <= len(text)
