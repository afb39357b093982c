"""Stream: JSON lines in, JSON lines out: what `extract --jsonl` reads and answers."""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from app.errors import Unreadable
from app.extraction import extract
from app.extraction.types import Attribution, Gazetteer
from app.spans import Span
from app.text import normalise

HANGUL = (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))
CHANGED = re.compile(r"\r\n?|[^\x00-\x7f]")


@dataclass(slots=True)
class Offsets:
    """The way back from places in a normalised text to places in the text as it came.

    Attributes:
        starts: places in the normalised text where a changed piece begins.
        pieces: (place in the normalised text, its length there, place as it came, its length).
    """

    starts: list[int] = field(default_factory=list)
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)

    def back(self, at: int, *, end: bool) -> int:
        """Return the place as it came; inside a changed piece, its start or its end."""
        index = bisect_right(self.starts, at - 1 if end else at) - 1
        if index < 0:
            return at
        place, size, given, given_size = self.pieces[index]
        if at < place + size:
            return given + given_size if end else given
        return given + given_size + at - place - size

    def span(self, span: Span) -> Span:
        """Return a span as it came."""
        return Span(self.back(span.start, end=False), self.back(span.end, end=True))


def map_offsets(text: str) -> tuple[str, Offsets]:
    """Return `text` normalised, with the way back to its own places.

    Raises:
        Unreadable: it holds a NUL or a lone surrogate.
    """
    whole = normalise(text)
    offsets = Offsets()
    if whole == text:
        return whole, offsets
    at = moved = 0
    while (found := CHANGED.search(text, at)) is not None:
        begin, end = found.span()
        if text[begin] != "\r":
            # What may melt together is looked at as one piece: a base and all that follows it.
            if begin and joins(text[begin]):
                begin -= 1
            end = begin + 1
            while end < len(text) and joins(text[end]):
                end += 1
        given = text[begin:end]
        stored = normalise(given)
        if stored != given:
            offsets.starts.append(begin + moved)
            offsets.pieces.append((begin + moved, len(stored), begin, len(given)))
            moved += len(stored) - len(given)
        at = end
    return whole, offsets


def joins(char: str) -> bool:
    """Say whether a character may melt into the one before it."""
    return char > "\x7f" and (unicodedata.combining(char) != 0 or char in melting())


@cache
def melting() -> frozenset[str]:
    """Return the characters that are no combining marks, and yet end compositions."""
    found = {chr(code) for code in HANGUL}
    for code in range(0x900, 0x12000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            last = chr(int(parts[1], 16))
            if unicodedata.combining(last) == 0:
                found.add(last)
    return frozenset(found)


def answer_lines(lines: Iterable[str], gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Yield one answer for each line, in order: its statements, or what is wrong with it.

    Args:
        lines: JSON objects `{"id", "text", "date"?, "lang"?}`, one a line; blank lines are
            passed over. `date` counts as the day published if it is a full day; without `lang`
            the language is detected.
        gazetteer: who and what is known.

    Yields:
        `{"id", "statements": [...]}` with spans in the line's own text, or `{"id", "error"}`.
    """
    for line in lines:
        if line.strip():
            yield answer(line, gazetteer)


def answer(line: str, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the answer for one line."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "The line is not JSON."}
    if not isinstance(given, dict):
        return {"id": None, "error": "The line is not a JSON object."}
    text, language = given.get("text"), given.get("lang")
    found: dict[str, Any] = {"id": given.get("id")}
    if not isinstance(text, str):
        return found | {"error": 'The line has no "text".'}
    if language is not None and not isinstance(language, str):
        return found | {"error": 'The line\'s "lang" is not a word.'}
    try:
        stored, offsets = map_offsets(text)
        result = extract(stored, language or None, full_day(given.get("date")), gazetteer)
    except Unreadable as error:
        return found | {"error": str(error)}
    names = {actor.slug: actor.name for actor in gazetteer.actors}
    statements = [as_json(item, text, offsets, names) for item in result.attributions]
    return found | {"statements": statements}


def full_day(given: object) -> date | None:
    """Return the day of a full ISO date, None for anything else: a year, a month, nothing."""
    if not isinstance(given, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def as_json(
    item: Attribution, text: str, offsets: Offsets, names: dict[str, str]
) -> dict[str, Any]:
    """Return an attribution as plain data, its spans and words of the text as it came."""
    parts = [offsets.span(part) for part in item.parts]
    mention = offsets.span(item.speaker_span) if item.speaker_span is not None else None
    printed = mention.cut(text) if mention is not None else item.speaker_printed
    speaker = names.get(item.actor or "") or item.speaker or printed
    return {
        "start": parts[0].start,
        "end": parts[-1].end,
        "frags": [[part.start, part.end] for part in parts],
        "form": item.form.value,
        "quote": " … ".join(part.cut(text) for part in parts),
        "speaker": speaker,
        "speaker_start": mention.start if mention is not None else None,
        "speaker_end": mention.end if mention is not None else None,
        "actor": item.actor,
        "cue": item.cue,
        "said_on": item.said_on,
        "said_on_basis": item.said_on_basis.value,
        "topics": sorted({match.topic for match in item.topics}),
        "via": item.via,
        "confidence": item.confidence,
        "rule": item.rule,
    }
