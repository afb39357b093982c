"""Briefs: statements in groups, with numbers that lead to a list of their sources."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.addresses import as_uri
from app.formats import printed
from app.formats.citations import SITE_NAME, Citation, markdown, markdown_source
from app.formats.items import Item, moment, statement_item
from app.locales import N_, gettext, ngettext
from app.locales.stored import said_again
from app.queries.frozen import Frozen, FrozenRow, Place, Since
from app.queries.rows import QuoteRow, StatementRow

GROUPINGS = ("day", "topic", "speaker")
MEDIA_TYPE = "text/markdown; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """A statement in a brief.

    Attributes:
        number: its place in the whole brief, from 1; a frozen one keeps it for good.
        sources: numbers in the list of sources.
    """

    number: int
    row: StatementRow
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Statements under one heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Source:
    """An article that carries statements of a brief.

    Attributes:
        quote: the first of its wordings there, which tells the article.
    """

    number: int
    quote: QuoteRow


@dataclass(frozen=True)
class Brief:
    """A brief as it is shown.

    Attributes:
        title: None where nobody named it.
        filters: what was asked for, in words.
        notes: what readers must know of what is missing, a sentence each.
        changes: what became of its statements since it was frozen.
        address: where it stands, whole.
        site: where the record is, as `https://host`.
        at: the moment that it shows.
    """

    title: str | None
    filters: Sequence[tuple[str, str]]
    notes: Sequence[str]
    changes: Sequence[Since]
    groups: Sequence[Group]
    sources: Sequence[Source]
    address: str
    site: str
    at: datetime

    @property
    def rows(self) -> list[StatementRow]:
        """Its statements, in the order of the list that they come from."""
        entries = [entry for group in self.groups for entry in group.entries]
        return [entry.row for entry in sorted(entries, key=lambda each: each.number)]


def arranged(
    places: Sequence[Place], heading: Callable[[StatementRow], str], hidden: Collection[int] = ()
) -> tuple[list[Group], list[Source]]:
    """Return statements in groups, and the articles that carry them.

    Statements and articles are numbered as they come in the list: what is not shown any more
    keeps its number, so that the others keep theirs.

    Args:
        heading: says under which one a statement stands.
        hidden: numbers of statements that are left out, as those without words are.
    """
    numbers: dict[int, int] = {}
    for place in places:
        for article in place.articles:
            numbers.setdefault(article, len(numbers) + 1)
    grouped: dict[str, list[Entry]] = {}
    sources: dict[int, Source] = {}
    for number, place in enumerate(places, 1):
        if place.row is None or place.id in hidden:
            continue
        cited = dict.fromkeys(numbers[quote.article_id] for quote in place.row.quotes)
        entry = Entry(number, place.row, tuple(cited))
        grouped.setdefault(heading(place.row), []).append(entry)
        for quote in place.row.quotes:
            sources.setdefault(quote.article_id, Source(numbers[quote.article_id], quote))
    groups = [Group(heading, tuple(entries)) for heading, entries in grouped.items()]
    return groups, sorted(sources.values(), key=lambda source: source.number)


def change_in_words(since: Since) -> str:
    """Return what became of a statement, as a sentence behind its number.

    On a page it is in the language of who reads; a file speaks English.
    """
    match since.state:
        case "withdrawn":
            return gettext("was withdrawn: %(reason)s", reason=said_again(since.reason or ""))
        case "erased":
            reason = since.reason or N_("its article is gone")
            return gettext("was erased for legal reasons: %(reason)s", reason=said_again(reason))
        case "joined":
            return gettext(
                "was found to say the same as statement %(number)s, and is part of it",
                number=since.joined_to,
            )
    told = [
        gettext("%(field)s is now “%(value)s”", field=name, value=now)
        if now
        else gettext("%(field)s changed", field=name)
        for name, now in since.fields
    ]
    if since.erased:
        gone = ngettext(
            "%(num)s wording erased for legal reasons",
            "%(num)s wordings erased for legal reasons",
            since.erased,
        )
        told.insert(0, gone)
    return "; ".join(told)


def as_markdown(brief: Brief) -> str:
    """Return a brief as Markdown, with its sources as a numbered list at the end."""
    lines = [f"# {markdown(brief.title or 'Brief')}", ""]
    lines += [f"- {markdown(f'{name}: {value}', opens=True)}" for name, value in brief.filters]
    lines += [f"- {SITE_NAME}, <{as_uri(brief.address)}>, {printed.moment(brief.at)}", ""]
    for note in brief.notes:
        lines += [markdown(note, opens=True), ""]
    if brief.changes:
        lines += ["**Changed since this brief was frozen:**", ""]
        for since in brief.changes:
            told = markdown(change_in_words(since))
            address = as_uri(f"{brief.site}{since.path}")
            lines.append(f"- [Statement {since.id}](<{address}>) {told}")
        lines.append("")
    for group in brief.groups:
        lines += [f"## {markdown(group.heading)}", ""]
        for entry in group.entries:
            lines += [*_entry(entry, brief), ""]
    lines += ["## Sources", ""]
    lines += [f"{each.number}. {markdown_source(each.quote)}" for each in brief.sources]
    return "\n".join([*lines, ""])


def _entry(entry: Entry, brief: Brief) -> list[str]:
    row = entry.row
    cited = Citation(row, brief.site, brief.at.date())
    office = f", {markdown(row.office)}" if row.office else ""
    pending = " (pending review)" if row.status == "pending" else ""
    numbers = ", ".join(str(number) for number in entry.sources)
    told = f"{printed.FORM_WORDS[row.form]}; {markdown(cited.said)}{pending}"
    return [
        f"### {entry.number}. {markdown(row.speaker or 'Speaker not known')}{office}",
        "",
        f"> {markdown(cited.words, opens=True)}",
        "",
        f"{told}. Sources: {numbers}. [Statement {row.id}](<{cited.permalink}>)",
    ]


# ------------------------------------------------------------------------------ as JSON


def frozen_row_item(row: FrozenRow) -> Item:
    """Return a frozen brief of a list."""
    return {
        "id": row.id,
        "url": row.path,
        "title": row.title,
        "frozen_at": moment(row.frozen_at),
        "statements": row.statements,
    }


def frozen_item(frozen: Frozen, changes: Sequence[Since]) -> Item:
    """Return a frozen brief as it was, less what was erased or is withdrawn.

    Args:
        changes: what became of its statements since.
    """
    shown = frozen.shown
    withdrawn = {each.id for each in changes if each.state == "withdrawn"}
    return frozen_row_item(frozen.row) | {
        "sha256": frozen.sha256,
        "filters": [{"name": name, "value": value} for name, value in shown.filters],
        "total": shown.total,
        "left_out": [{"id": each.id, "reason": each.reason} for each in shown.left_out],
        "items": [
            {"number": number} | statement_item(place.row)
            for number, place in enumerate(shown.places, 1)
            if place.row is not None and place.id not in withdrawn
        ],
        "changes": [
            {
                "id": each.id,
                "url": each.path,
                "state": each.state,
                "fields": [{"name": name, "now": now} for name, now in each.fields],
                "erased_wordings": each.erased,
                "reason": each.reason,
            }
            for each in changes
        ],
    }
