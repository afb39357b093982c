"""Marks: find quotations by a state machine over each paragraph's quotation marks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.spans import Span

STRAIGHT = ('"', "＂")
LEFT = ("“", "„", "«", "``", "‟", "‘‘")
RIGHT = ("”", "»", "''", "’’")
DOUBLE = re.compile("[“”„«»\"＂‟]|``|''|‘‘|’’")
SINGLE = re.compile("[‘’'‹›]")
SINGLE_LEFT = ("‘", "'", "‹")
SINGLE_RIGHT = ("’", "'", "›")
BEFORE_OPEN = set("([{—–-:/\"“‘'«„")
# A quotation may run over this many paragraphs without a mark of their own.
MOST_UNMARKED = 12
GUILLEMETS = {"«": 1, "»": -1}
STRONG_END = set(".,?!…")


@dataclass(slots=True, eq=False)
class Quotation:
    """The characters between two quotation marks of one paragraph.

    Attributes:
        outer, inner: with and without the marks; `inner` is trimmed.
        closed: False where the closing mark is missing: the quotation may go on below.
        earlier: the quotation of the paragraph before that this one carries on, if any.
        chain: all that carry one another on, in order; they share it.
    """

    outer: Span
    inner: Span
    closed: bool = True
    earlier: "Quotation | None" = field(default=None, repr=False)
    chain: "list[Quotation]" = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.chain.append(self)

    def whole(self) -> list["Quotation"]:
        """Return the quotations of all the paragraphs that this one runs over, in order."""
        return self.chain

    def carry_on(self, earlier: "Quotation") -> None:
        """Make this quotation carry on an unclosed one of the paragraph before."""
        self.earlier = earlier
        earlier.chain.append(self)
        self.chain = earlier.chain


@dataclass(slots=True)
class Marks:
    """What a paragraph's marks enclose: its quotations in order, and marks that fit nothing."""

    quotations: list[Quotation] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)


def read_marks(text: str, paragraphs: Sequence[Span]) -> list[Marks]:
    """Return the marks of each paragraph, with quotations over several paragraphs tied together.

    An unclosed quotation goes on in the next paragraph if that opens with a mark of its own, or
    if the first mark there can only be a closing one; otherwise its mark is stray, and spoils
    nothing but itself.
    """
    found: list[Marks] = []
    hanging: Quotation | None = None
    all_signs = [find_signs(text, paragraph) for paragraph in paragraphs]
    for number, (paragraph, signs) in enumerate(zip(paragraphs, all_signs, strict=True)):
        carried = hanging is not None and closes_below(text, paragraphs, all_signs, number)
        # «A: «B». / C»: the outer quotation goes on, if only below its mark is closed.
        hangs = depth(signs)[1] == 1 - carried and closes_below(
            text, paragraphs, all_signs, number + 1
        )
        marks = read_paragraph(text, paragraph, signs, carried, hangs)
        if hanging is not None:
            first = marks.quotations[0] if marks.quotations else None
            begin = paragraph.trimmed(text).start
            if first is not None and first.outer.start <= begin:
                first.carry_on(hanging)
            else:
                drop(found, hanging)
        last = marks.quotations[-1] if marks.quotations else None
        hanging = last if last is not None and not last.closed else None
        found.append(marks)
    if hanging is not None and hanging.earlier is None and not at_start(text, hanging, paragraphs):
        drop(found, hanging)
    return found


def at_start(text: str, hanging: Quotation, paragraphs: Sequence[Span]) -> bool:
    """Say whether a quotation opens the last paragraph: the text was cut off inside it."""
    return bool(paragraphs) and hanging.outer.start == paragraphs[-1].trimmed(text).start


def drop(found: list[Marks], hanging: Quotation) -> None:
    """Make an unclosed quotation's opening mark a stray one, unless it carries another on."""
    if hanging.earlier is not None:
        return
    for marks in reversed(found):
        if marks.quotations and marks.quotations[-1] is hanging:
            marks.quotations.pop()
            marks.stray.append(hanging.outer.start)
            return


def find_signs(text: str, paragraph: Span) -> list[tuple[int, str]]:
    """Return the places and signs of a paragraph's double marks, in order."""
    return [
        (found.start(), found.group())
        for found in DOUBLE.finditer(text, paragraph.start, paragraph.end)
    ]


def shape(text: str, at: int, size: int, paragraph: Span) -> tuple[bool, bool]:
    """Say whether a mark stands where quotations open, and whether where they close."""
    before, after = at - 1, at + size
    open_before = before < paragraph.start or text[before].isspace()
    open_after = after >= paragraph.end or text[after].isspace()
    opens = (open_before or text[before] in BEFORE_OPEN) and not open_after
    closes = not open_before and (open_after or not text[after].isalnum())
    return opens, closes


def closes_below(
    text: str,
    paragraphs: Sequence[Span],
    all_signs: Sequence[list[tuple[int, str]]],
    number: int,
) -> bool:
    """Say whether the next paragraph with a mark, from `number` on, begins inside a quotation."""
    for index in range(number, min(number + MOST_UNMARKED, len(paragraphs))):
        if all_signs[index]:
            return closes_first(text, paragraphs[index], all_signs[index])
    return False


def closes_first(text: str, paragraph: Span, signs: Sequence[tuple[int, str]]) -> bool:
    """Say whether a paragraph's first double mark can only close what was opened above."""
    if not signs:
        return False
    at, sign = signs[0]
    opens, closes = shape(text, at, len(sign), paragraph)
    if sign == "«":
        return depth(signs)[0] < 0
    return closes and not opens and sign not in ("“", "„", "``", "‘‘")


def depth(signs: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """Return the least depth that a paragraph's « and » reach, and the depth at its end."""
    least = now = 0
    for _, sign in signs:
        if sign in GUILLEMETS:
            now += GUILLEMETS[sign]
            least = min(least, now)
    return least, now


def read_paragraph(
    text: str,
    paragraph: Span,
    signs: Sequence[tuple[int, str]],
    carried: bool,
    hangs: bool = False,
) -> Marks:
    """Return the outermost quotations of a paragraph and its stray marks.

    Args:
        text: the article.
        paragraph: where to read.
        signs: the paragraph's double marks.
        carried: the paragraph begins inside a quotation.
        hangs: it ends inside one, as the next paragraph shows.
    """
    marks = Marks()
    if not signs and not carried:
        add_single(text, paragraph, marks)
        return marks
    straight = sum(sign in STRAIGHT for _, sign in signs) + carried
    # German and Polish close with “, and much is typed wrongly: the place tells.
    shut = sum(
        sign in RIGHT or (sign == "“" and not shape(text, at, 1, paragraph)[0])
        for at, sign in signs
    )
    left, right = sum(sign not in STRAIGHT for _, sign in signs) - shut, shut
    balanced = straight % 2 == 0 and (left == right or not right)
    if (hangs or carried) and right and (straight - carried) % 2 == 0:
        balanced = balanced or left - right == hangs - carried
    opened: list[str] = ['"'] if carried else []
    first = (paragraph.start, 0)
    for at, sign in signs:
        opens, closes = shape(text, at, len(sign), paragraph)
        if not opened:
            if not opens and (sign in RIGHT or (sign in STRAIGHT and not balanced)):
                marks.stray.append(at)
            else:
                opened.append(sign)
                first = (at, len(sign))
        elif ends(sign, opened[-1], opens, closes):
            opened.pop()
            if not opened:
                marks.quotations.append(quotation(text, first, at, len(sign)))
        elif balanced and len(opened) < 4:
            opened.append(sign)
        elif len(opened) == 1 and not balanced and opens and not closes:
            # The mark before never closed: it was the stray one, and this one begins anew.
            marks.stray.append(first[0])
            opened = [sign]
            first = (at, len(sign))
        else:
            marks.stray.append(at)
    if opened:
        marks.quotations.append(quotation(text, first, paragraph.end, 0))
        marks.quotations[-1].closed = False
    add_single(text, paragraph, marks)
    return marks


def ends(sign: str, opened: str, opens: bool, closes: bool) -> bool:
    """Say whether a mark closes the quotation that `opened` began."""
    if sign in RIGHT:
        return not (opens and not closes)
    if sign in STRAIGHT:
        return not (opens and not closes)
    return closes and not opens and (opened in ("„", "“", "‟"))


def quotation(text: str, first: tuple[int, int], close: int, close_size: int) -> Quotation:
    """Return the quotation from an opening mark (place, length) to a closing one."""
    start, size = first
    inner = Span(start + size, max(start + size, close)).trimmed(text)
    return Quotation(Span(start, max(close + close_size, start + size)), inner)


def add_single(text: str, paragraph: Span, marks: Marks) -> None:
    """Add the quotations between single marks that lie outside the double ones.

    The closing mark is an apostrophe elsewhere: one that a stop or comma stands before, or
    after, is preferred to the plural's in "the ministers' meeting".
    """
    starts = [found.outer.start for found in marks.quotations]

    def inside(at: int) -> int:
        """Return the end of the double quotation around `at`, or 0."""
        index = bisect_left(starts, at + 1) - 1
        return marks.quotations[index].outer.end if index >= 0 and (
            marks.quotations[index].outer.end > at
        ) else 0  # fmt: skip

    opening: list[int] = []
    closing: list[int] = []
    for found in SINGLE.finditer(text, paragraph.start, paragraph.end):
        at, sign = found.start(), found.group()
        opens, closes = shape(text, at, 1, paragraph)
        if sign in SINGLE_LEFT and opens and not closes and not text[at + 1].isdigit():
            opening.append(at)
        elif sign in SINGLE_RIGHT and closes:
            closing.append(at)
    if not opening or not closing:
        return
    added: list[Quotation] = []
    done = paragraph.start
    for number, at in enumerate(opening):
        if at < done or inside(at):
            continue
        limit = opening[number + 1] if number + 1 < len(opening) else paragraph.end
        index = bisect_left(closing, at + 2)
        fit = [close for close in closing[index : index + 8] if close < limit]
        strong = [
            close
            for close in fit
            if text[close - 1] in STRONG_END or text[close + 1 : close + 2] in set(",.;:?!)")
        ]
        plural = bool(fit) and text[fit[0] - 1] == "s" and bool(strong)
        close = (strong[0] if plural else fit[0]) if fit else -1
        if close < 0 or any(at < start < close for start in starts_between(starts, at, close)):
            continue
        added.append(quotation(text, (at, 1), close, 1))
        done = close + 1
    if added:
        marks.quotations = sorted(marks.quotations + added, key=lambda found: found.outer)


def starts_between(starts: Sequence[int], low: int, high: int) -> Sequence[int]:
    """Return the sorted places of `starts` between two places."""
    return starts[bisect_left(starts, low) : bisect_left(starts, high)]
