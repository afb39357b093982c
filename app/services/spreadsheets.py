"""Spreadsheets: what an analyst kept in rows, matched, checked, and made articles of.

Each row becomes a text of its own, a digest of what its source printed: who, when, and the words,
which stand in it at exact places like all others. A full text of the same address may follow.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.errors import Invalid
from app.extraction import index_of, profiles
from app.extraction.language import detect_language
from app.extraction.types import Basis, Form, Gazetteer
from app.locales import N_, gettext
from app.models import TextKind
from app.readers.document import check_day, make_document
from app.readers.spreadsheets import Grid
from app.services.entry import Entry
from app.services.given_quotes import Wrong, read_quote
from app.services.resolve import Resolver
from app.services.typed_days import Ambiguous, Orders, orders_of, read_day
from app.spans import Span
from app.text import fold

RULE = "spreadsheet"
# What a column may hold, with the words by which its header is known, the surest first.
HEADERS: dict[str, str] = {
    "words": "words|quote|quotation|statement|said|text|цитата|слова|высказывание|заявление|текст"
    "|alıntı|sözler|söz|ifade|açıklama|demeç|metin",
    "said_on": "said on|day said|date said|day|date|when|дата|день|когда|tarih|gün|ne zaman",
    "speaker": "speaker|said by|who|name|person|actor|спикер|кто|оратор|имя|автор|говорящий"
    "|konuşmacı|konuşan|kim|kişi|isim|söyleyen",
    "url": "source url|source address|link|url|address|web|ссылка|адрес|bağlantı|adres",
    "published_on": "published on|day published|date published|publication date|published"
    "|опубликовано|дата публикации|yayın tarihi|yayımlandı",
    "outlet": "outlet|newspaper|paper|publication|media|source|издание|сми|газета|источник"
    "|yayın organı|gazete|yayın|medya|kaynak",
    "title": "title|headline|article|заголовок|название|статья|başlık|manşet|haber",
    "language": "language|lang|язык|dil",
    "occasion": "occasion|event|повод|событие|мероприятие|vesile|etkinlik",
    "place": "place|location|where|место|где|yer|konum",
}
NEEDED = "words"
SOURCES = ("outlet", "title", "url")
NO_SOURCE = N_("It names no source: no outlet, title or address.")
# What is wrong with a cell, by its field.
WRONG = {
    "said_on": N_("said on: %(reason)s"),
    "published_on": N_("published on: %(reason)s"),
    "title": N_("title: %(reason)s"),
    "url": N_("url: %(reason)s"),
    "outlet": N_("outlet: %(reason)s"),
    "language": N_("language: %(reason)s"),
}
LANGUAGES = {
    name: code
    for code, names in {
        "en": "english|ingilizce|английский|англ",
        "ru": "russian|rusca|русский|рус",
        "tr": "turkish|turkce|турецкий|тур",
    }.items()
    for name in names.split("|")
}
MARKS = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’"}


@dataclass(frozen=True)
class Chosen:
    """How a sheet is to be read.

    Attributes:
        columns: by field of `HEADERS`, the number of its column from 0.
        order: of day and month in numeric days, None where none is chosen.
        form: whether the words are quoted or told in other words.
        speakers: by folded name, the slug of the actor whom a person chose.
    """

    columns: Mapping[str, int]
    order: str | None = None
    form: str = Form.DIRECT.value
    speakers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be stored.

    Attributes:
        number: as the spreadsheet program shows it; same_as: of an earlier row that says the same.
        values: its cells by field.
    """

    number: int
    values: dict[str, str]
    said_on: str | None
    entry: Entry
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be stored, with the reason."""

    number: int
    cells: tuple[str, ...]
    reason: str


def guess_columns(header: tuple[str, ...]) -> dict[str, int]:
    """Return which column holds what, by its header in English, Russian or Turkish."""
    names = [" ".join(fold(name).replace("_", " ").split()) for name in header]
    found: dict[str, int] = {}
    for is_whole in (True, False):
        for name, phrases in HEADERS.items():
            if name in found:
                continue
            for phrase in map(fold, phrases.split("|")):
                at = next(
                    (
                        number
                        for number, each in enumerate(names)
                        if number not in found.values()
                        and (each == phrase if is_whole else f" {phrase} " in f" {each} ")
                    ),
                    None,
                )
                if at is not None:
                    found[name] = at
                    break
    return found


def columns_named(grid: Grid, given: str) -> dict[str, int]:
    """Return the columns that a person names: `speaker=Who,words=Quote`, by header or by number.

    Those that are not named are guessed; `occasion=` leaves one out.

    Raises:
        Invalid: there is no such field or column; the field is `columns`.
    """
    found = guess_columns(grid.header)
    names = [fold(name) for name in grid.header]
    for pair in filter(str.strip, given.split(",")):
        name, _, column = (part.strip() for part in pair.partition("="))
        if name not in HEADERS:
            told = gettext(
                "There is no field “%(field)s”: use %(values)s.",
                field=name,
                values=", ".join(HEADERS),
            )
            raise Invalid({"columns": told})
        found.pop(name, None)
        if not column:
            continue
        if fold(column) in names:
            found[name] = names.index(fold(column))
        elif column.isdecimal() and 1 <= int(column[:4]) <= len(names):
            found[name] = int(column) - 1
        else:
            told = gettext(
                "There is no column “%(column)s”: the sheet has %(values)s.",
                column=column,
                values=", ".join(grid.header),
            )
            raise Invalid({"columns": told})
    return found


def check_columns(grid: Grid, chosen: Chosen) -> None:
    """Make sure that a sheet can be read as it was chosen.

    Raises:
        Invalid: no column holds the words, two fields share one, or days can be read in two ways;
            the fields are `words`, `columns` and `order`.
    """
    problems = {}
    if NEEDED not in chosen.columns:
        problems["words"] = gettext("Choose the column that holds the words.")
    twice = [at for at, number in Counter(chosen.columns.values()).items() if number > 1]
    if twice:
        problems["columns"] = gettext(
            "The column “%(column)s” is chosen twice.", column=grid.header[twice[0]]
        )
    if chosen.order is None and (open_day := undecided(grid, chosen)):
        problems["order"] = gettext(
            "Is “%(day)s” the day first, or the month first? No other day of the sheet tells.",
            day=open_day,
        )
    if problems:
        raise Invalid(problems)


def undecided(grid: Grid, chosen: Chosen) -> str | None:
    """Return a day that can be read in two ways where nothing decides between them, else None."""
    found = orders(grid, chosen)
    return found.open if found.open and found.proved is None else None


def orders(grid: Grid, chosen: Chosen) -> Orders:
    """Return what the days of a sheet prove about the order of day and month."""
    columns = [
        chosen.columns[name] for name in ("said_on", "published_on") if name in chosen.columns
    ]
    return orders_of(cells[at] for _, cells in grid.rows for at in columns if cells[at])


# ------------------------------------------------------------------------- rows


def read_rows(grid: Grid, chosen: Chosen, gazetteer: Gazetteer) -> Iterator[Row | Refused]:
    """Yield each row of a sheet as it would be stored, or why it cannot be.

    Args:
        gazetteer: its topics' terms are looked for in the words.
    """
    order = chosen.order or orders(grid, chosen).proved
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in grid.rows:
        values = {name: cells[at] for name, at in chosen.columns.items() if cells[at]}
        try:
            row = _read_row(number, values, chosen, order, gazetteer)
        except Invalid as problem:
            told = " ".join(
                gettext(WRONG[name], reason=message) if name in WRONG else message
                for name, message in problem.problems.items()
            )
            yield Refused(number, cells, told)
            continue
        key = tuple(values.get(name, "") for name in HEADERS)
        first = seen.setdefault(key, number)
        same = first if first != number else None
        yield Row(number, values, row.said_on, row.entry, same)


def _read_row(
    number: int, values: Mapping[str, str], chosen: Chosen, order: str | None, known: Gazetteer
) -> Row:
    words = values.get("words", "")
    if not words:
        raise Invalid({"row": gettext("It has no words.")})
    if not any(values.get(name) for name in SOURCES):
        raise Invalid({"row": gettext(NO_SOURCE)})
    said, published = (_day(values, name, order) for name in ("said_on", "published_on"))
    day = check_day(published) if published and len(published) == 10 else None
    head = ", ".join(filter(None, (values.get("speaker"), values.get("said_on"))))
    text = f"{head}\n\n{words}" if head else words
    given = {name: values.get(name) for name in ("title", "url", "outlet", "language")}
    given["language"] = LANGUAGES.get(fold(given["language"] or ""), given["language"])
    document = make_document(
        {**given, "text": text, "published_on": day, "text_kind": TextKind.DIGEST, "quotes": []}
    )
    text = document.text
    language = document.language or detect_language(words, profiles())
    part = _inside_marks(text, len(text) - len(words)) if chosen.form == Form.DIRECT else None
    start, end = part or (len(text) - len(words), len(text))
    speaker = values.get("speaker")
    said_on = said or (day.isoformat() if day else None)
    quote = {
        "parts": [[start, end]],
        "form": chosen.form,
        "speaker_printed": speaker,
        "speaker_start": 0 if speaker else None,
        "speaker_end": len(speaker) if speaker else None,
        "actor": chosen.speakers.get(fold(speaker)) if speaker else None,
        "said_on": said_on,
        "said_on_basis": _basis(said, day),
        "occasion": values.get("occasion"),
        "place": values.get("place"),
        "rule": RULE,
    }
    try:
        carried = read_quote(text, quote, ())
    except Wrong as problem:
        raise Invalid({"row": f"{problem}."}) from None
    carried = carried._replace(
        topics=_topics(text, Span(start, end), language, known), confidence=None
    )
    entry = Entry.carrying(document, language, day, [carried])
    return Row(number, dict(values), said_on, entry)


def _day(values: Mapping[str, str], name: str, order: str | None) -> str | None:
    typed = values.get(name)
    if not typed:
        return None
    try:
        return read_day(typed, order)
    except Ambiguous:
        raise Invalid(
            {name: gettext("“%(day)s” may be two days: say which order the sheet has.", day=typed)}
        ) from None
    except ValueError as problem:
        raise Invalid({name: str(problem)}) from None


def _basis(said: str | None, published: Any) -> str:
    if said:
        return Basis.EDITOR.value
    return Basis.PUBLISHED.value if published else Basis.UNKNOWN.value


def _inside_marks(text: str, start: int) -> tuple[int, int] | None:
    """Return what stands between the marks around words that end a text, None where none do."""
    closing = MARKS.get(text[start])
    if closing is None or text[-1] != closing or len(text) - start < 3:
        return None
    inner = text[start + 1 : -1]
    # “One,” he said, “two”: these marks are no pair.
    if closing in inner or text[start] in inner or not inner.strip():
        return None
    return start + 1, len(text) - 1


def _topics(
    text: str, part: Span, language: str | None, known: Gazetteer
) -> tuple[tuple[str, str, int, int, bool], ...]:
    if language is None:
        return ()
    _, finder = index_of(known)
    reader = finder.reader(text, fold(text), [part], language)
    return tuple(
        (each.topic, each.term, each.span.start, each.span.end, each.inside)
        for each in reader.topics([part])
    )


# ------------------------------------------------------------------------- speakers


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker of a sheet, as printed there.

    Attributes:
        rows: how many rows name them.
        actor: slug and name of whom the record knows by it, or a person chose; None for nobody.
        candidates: slugs of several who may be meant.
    """

    name: str
    rows: int
    actor: tuple[str, str] | None
    candidates: tuple[str, ...] = ()


def find_speakers(session: Session, grid: Grid, chosen: Chosen) -> list[Named]:
    """Return the speakers of a sheet, those whom the record does not know first."""
    at = chosen.columns.get("speaker")
    if at is None:
        return []
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for _, cells in grid.rows:
        if cells[at]:
            counts[fold(cells[at])] += 1
            spelled.setdefault(fold(cells[at]), cells[at])
    resolver = Resolver()
    resolver.meet(session, chosen.speakers.values(), spelled.values())
    found = []
    for folded, name in spelled.items():
        slug = chosen.speakers.get(folded)
        resolved = resolver.resolve(slug, (), name, name, None)
        proposed = dict(resolved.doubts[0].proposal) if resolved.doubts else {}
        candidates: Any = proposed.get("candidates", ())
        actor = (resolved.actor.slug, resolved.actor.name) if resolved.actor else None
        found.append(Named(name, counts[folded], actor, tuple(candidates)))
    return sorted(found, key=lambda each: (each.actor is not None, -each.rows, each.name))
