"""Clean: find what is not story (boilerplate, headlines, captions, datelines), and keep it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.extraction.profile import LanguageProfile
from app.extraction.types import Block, BlockKind
from app.spans import Span

DATE_LINE = re.compile(r"\s*date[ \t]+(\d{4}-\d\d-\d\d)\b[ \t]*")
LINE = re.compile(r"[^\n\u2028\u2029]+")
STOPS = set(".!?…:;,。؟")
CLOSING = set("\"”»’')]}")
BULLET = re.compile(r"[-–—•*·▪]\s")
# Behind its beginning, a caption shows by one of these alone: "(Photo: ...)", "... / AFP".
CAPTION_SIGN = re.compile(r"[(:/|;©]")
MOST_CAPTION_CHARS = 700
MOST_HEADLINE_WORDS = 30
MOST_HEADING_WORDS = 14
DATELINE_CHARS = 160
# A line of marks alone, without a stop in them: '- "Heyetler ocakta buluşacak"'.
QUOTED_HEADING = re.compile(r"(?:[-–—•*]\s*)?([\"“„«'‘])[^\"“”„«»]+[^\"“”„«».!?…:;,]([\"”»'’])")


@dataclass(frozen=True, slots=True)
class Story:
    """A text taken apart: paragraphs of the story, and blocks that are not story, in order.

    Attributes:
        day: the day of a leading `date YYYY-MM-DD` line.
    """

    paragraphs: tuple[Span, ...]
    blocks: tuple[Block, ...]
    day: date | None = None


def take_apart(text: str, profile: LanguageProfile, taken_in: Collection[int] = ()) -> Story:
    """Return the story's paragraphs and the blocks around them. Nothing is cut out or moved.

    Args:
        taken_in: where blocks begin that are story all the same, as a person said; they stand
            among the paragraphs and among the blocks.
    """
    blocks: list[Block] = []
    story: list[Span] = []
    start, day = leading_date(text)
    if start:
        blocks.append(Block(Span(0, start).trimmed(text), BlockKind.DATE_LINE))
    paragraphs = find_paragraphs(text, start)
    began = listed = linked = False
    for number, paragraph in enumerate(paragraphs):
        words = paragraph.cut(text)
        more = len(paragraphs) - number - 1
        kind = kind_of(
            words,
            profile,
            first=not began and more >= 1,
            many=len(paragraphs) >= 3,
            listed=listed,
        )
        listed = words.endswith(":") or (listed and QUOTED_HEADING.fullmatch(words) is not None)
        # The list under "Read also:" is no story either.
        linked = (linked and BULLET.match(words) is not None) or (
            kind is BlockKind.BOILERPLATE and words.endswith(":")
        )
        if linked:
            kind = BlockKind.BOILERPLATE
        if kind is None:
            dateline = profile.datelines.match(words[:DATELINE_CHARS])
            if dateline is not None and dateline.end():
                head = Span(paragraph.start, paragraph.start + dateline.end())
                blocks.append(Block(head.trimmed(text), BlockKind.DATELINE))
                paragraph = Span(head.end, paragraph.end).trimmed(text)  # noqa: PLW2901
            if paragraph:
                story.append(paragraph)
        else:
            blocks.append(Block(paragraph, kind))
            if paragraph.start in taken_in:
                story.append(paragraph)
        began = began or kind in (None, BlockKind.HEADLINE)
    return Story(tuple(story), tuple(sorted(blocks, key=lambda block: block.span)), day)


def leading_date(text: str) -> tuple[int, date | None]:
    """Return where a leading `date YYYY-MM-DD` ends, and its day; (0, None) is none."""
    found = DATE_LINE.match(text)
    if found is None:
        return 0, None
    try:
        return found.end(), date.fromisoformat(found.group(1))
    except ValueError:
        return 0, None


def find_paragraphs(text: str, start: int) -> list[Span]:
    """Return the text's paragraphs: lines, joined again where a line was only wrapped.

    A line goes on in the next one if it ends without a stop and the next begins in lower case.
    """
    lines = [found.span() for found in LINE.finditer(text, start)]
    found: list[Span] = []
    for begin, end in lines:
        line = Span(begin, end).trimmed(text)
        if not line:
            continue
        if found:
            before = found[-1]
            wrapped = text.count("\n", before.end, line.start) == 1
            if (
                wrapped
                and text[before.end - 1] not in STOPS | CLOSING
                and text[line.start].islower()
            ):
                found[-1] = Span(before.start, line.end)
                continue
        found.append(line)
    return found


def kind_of(
    words: str, profile: LanguageProfile, *, first: bool, many: bool, listed: bool = False
) -> BlockKind | None:
    """Return what a paragraph is beside story, None for story.

    Args:
        words: the paragraph.
        first: it could be the headline: the first thing of a longer text.
        many: the text is long enough to have headings.
        listed: a colon announced what it says, alone or as one of several.
    """
    if not any(map(str.isalnum, words)):
        return BlockKind.BOILERPLATE
    if len(words) <= MOST_CAPTION_CHARS:
        if profile.boilerplate.match(words):
            return BlockKind.BOILERPLATE
        if profile.captions.match(words) or (
            CAPTION_SIGN.search(words) and profile.captions.search(words)
        ):
            return BlockKind.CAPTION
        if profile.credits.match(words):
            return BlockKind.CREDIT
        if profile.dates_alone.fullmatch(words):
            return BlockKind.DATE_LINE
    bare = words.rstrip("".join(CLOSING))
    count = words.count(" ") + 1
    if not bare or bare[-1] in ".…:;,。":
        return None
    if first and count <= MOST_HEADLINE_WORDS:
        return BlockKind.HEADLINE
    if (
        profile.quoted_headings
        and not listed
        and count <= MOST_HEADING_WORDS
        and QUOTED_HEADING.fullmatch(words)
    ):
        return BlockKind.HEADLINE
    if count <= MOST_HEADING_WORDS and words.isupper() and many:
        return BlockKind.HEADLINE
    quoted = words[0] in "\"“„«‘'—–-`" or words[-1] in CLOSING
    if many and count <= MOST_HEADING_WORDS and not quoted and words[-1] not in STOPS:
        return BlockKind.HEADLINE
    return None
