"""Citations: a statement as it is quoted elsewhere, as text, Markdown, BibTeX, RIS or CSL-JSON.

What is cited is the statement: its author is who said it, its date the day said, and the article
that prints it stands beside it. A name is given as a whole: which part of it is the family's is
not on record, and a guess would be wrong for some.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.addresses import as_uri, is_web
from app.formats import printed
from app.models import TextKind
from app.queries.rows import QuoteRow, StatementRow

SITE_NAME = "On the Record"

# What ends a line for some reader, what no file of text holds, and lone surrogates.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
# LaTeX makes one sign of two of these. Braces are written as names: BibTeX counts all others.
LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=,)(?=,)|(?<=[?!])(?=`)")
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
        "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
        "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    }
)  # fmt: skip
# What is markup inside a line of Markdown, and what is so at its beginning.
MARKUP = re.compile(r"[\\`*_\[\]<>&|~$]")
LEADING = re.compile(r"[-+=#:](?=.)|[-+=#:]$|\d{1,9}(?=[.)])")


def one_line(text: str) -> str:
    """Return a text on one line: what ends a line, or is no character of a text, is a blank."""
    return UNPRINTABLE.sub(" ", text).strip()


def latex(text: str) -> str:
    """Return a text as LaTeX prints it; what is not ASCII stays as it is."""
    return LIGATURES.sub("{}", one_line(text).translate(LATEX))


def markdown(text: str, *, opens: bool = False) -> str:
    """Return a text as Markdown shows it.

    Args:
        opens: it stands at the beginning of a line.
    """
    escaped = MARKUP.sub(r"\\\g<0>", one_line(text))
    found = LEADING.match(escaped) if opens else None
    if not found:
        return escaped
    # A number is no mark by itself: the sign behind it is.
    at = found.end() if found[0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


@dataclass(frozen=True)
class Citation:
    """A statement as it is cited.

    Attributes:
        quote: the wording that is cited; None cites the leading one, and names all sources.
        site: where the record is, as `https://host`.
        accessed: the day on which it was looked at.
    """

    row: StatementRow
    site: str
    accessed: date
    quote: QuoteRow | None = None

    @property
    def lead(self) -> QuoteRow:
        """The wording whose words are cited."""
        return self.quote or self.row.quotes[0]

    @property
    def key(self) -> str:
        """A name for it, the same for ever."""
        wording = f"-{self.quote.id}" if self.quote else ""
        return f"onrecord-{self.row.id}{wording}"

    @property
    def permalink(self) -> str:
        """Its address on this site."""
        wording = f"#wording-{self.quote.id}" if self.quote else ""
        return as_uri(f"{self.site}{self.row.path}{wording}")

    @property
    def words(self) -> str:
        """Its words as printed, on one line, between marks where they are a quotation."""
        first, last = ("", "")
        if self.lead.form == "direct":
            first, last = printed.quotation_marks(self.lead.language)
        return f"{first}{one_line(self.lead.text)}{last}"

    @property
    def said(self) -> str:
        """The day said, and where it comes from."""
        day = printed.day(self.row.said_on)
        told = day if self.row.said_on is None else f"said {day}"
        return f"{told}: {printed.BASIS_WORDS[self.row.said_on_basis]}"

    @property
    def sources(self) -> tuple[QuoteRow, ...]:
        """The wordings whose articles are named."""
        return (self.quote,) if self.quote else self.row.quotes

    @property
    def remarks(self) -> list[str]:
        """What bibliographies have no field for, and tells nothing of the sources."""
        lead = self.lead
        office = f"Office on that day: {self.row.office}" if self.row.office else None
        form = printed.FORM_WORDS[lead.form]
        found = (
            None if self.row.speaker else "Speaker not known",
            office,
            f"{form}; {self.said}",
            f"{SITE_NAME}, {self.permalink}, accessed {printed.day(self.accessed)}",
        )
        return [one_line(each) for each in found if each]


def source_line(quote: QuoteRow, *, address: bool = True) -> str:
    """Return where a wording stands, in words: title, outlet, who relays it, day, address."""
    published = quote.published_on
    found = (
        f"“{quote.article_title}”" if quote.article_title else None,
        f"digest by {SITE_NAME}, not the outlet's own text"
        if quote.text_kind == TextKind.DIGEST
        else None,
        quote.outlet.name if quote.outlet else "outlet not known",
        f"via {quote.via}" if quote.via else None,
        f"published {printed.day(published)}" if published else "day published not known",
        quote.url if address else None,
    )
    return one_line(", ".join(filter(None, found)))


def web_address(quote: QuoteRow) -> str | None:
    """Return the original's address where it leads to the web, in the characters of a URI."""
    return as_uri(quote.url) if quote.url and is_web(quote.url) else None


# ------------------------------------------------------------------------------ text, Markdown


def as_text(citations: Iterable[Citation]) -> str:
    """Return citations for a note or a footnote, one source a line, a blank line between them."""
    return "\n\n".join(map(_text, citations)) + "\n"


def _text(cited: Citation) -> str:
    row = cited.row
    who = ", ".join(filter(None, (row.speaker or "Speaker not known", row.office)))
    form = printed.FORM_WORDS[cited.lead.form].lower()
    lines = [f"{one_line(who)}: {cited.words} ({form}; {cited.said})."]
    lines += [f"{source_line(quote)}." for quote in cited.sources]
    lines.append(f"{SITE_NAME}, {cited.permalink}, accessed {printed.day(cited.accessed)}.")
    return "\n".join(lines)


def as_markdown(citations: Iterable[Citation]) -> str:
    """Return citations as Markdown: the words as a block quotation, sources as links."""
    return "\n".join(map(_markdown, citations))


def _markdown(cited: Citation) -> str:
    row = cited.row
    who = f"**{markdown(row.speaker or 'Speaker not known')}**"
    office = f", {markdown(row.office)}" if row.office else ""
    form = printed.FORM_WORDS[cited.lead.form].lower()
    permalink = f"[{SITE_NAME}, statement {row.id}](<{cited.permalink}>)"
    lines = [
        f"> {markdown(cited.words, opens=True)}",
        ">",
        f"> — {who}{office} ({form}; {markdown(cited.said)})",
        "",
        *(f"- {markdown_source(quote)}" for quote in cited.sources),
        f"- {permalink}, accessed {printed.day(cited.accessed)}",
        "",
    ]
    return "\n".join(lines)


def markdown_source(quote: QuoteRow) -> str:
    """Return where a wording stands as Markdown, with a link to the original."""
    address = web_address(quote)
    told = markdown(source_line(quote, address=not address), opens=True)
    return f"{told}, [original](<{address}>)" if address else told


# ------------------------------------------------------------------------------ BibTeX, RIS, CSL


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def as_bibtex(citations: Iterable[Citation]) -> str:
    """Return citations as BibTeX in UTF-8, an entry each."""
    return "\n".join(map(_bibtex, citations))


def _bibtex(cited: Citation) -> str:
    row, lead = cited.row, cited.lead
    parts = row.said_on.split("-") if row.said_on else []
    address = web_address(lead) or cited.permalink
    language = None if lead.language == "und" else lead.language
    fields = {
        # The second braces keep a name whole, and capitals as they are.
        "author": f"{{{latex(row.speaker)}}}" if row.speaker else None,
        "title": f"{{{latex(lead.text)}}}",
        "howpublished": latex("; ".join(map(source_line, cited.sources))),
        "year": parts[0] if parts else None,
        "month": None,
        "day": parts[2] if parts[2:] else None,
        "url": address,
        "urldate": cited.accessed.isoformat(),
        "language": language,
        "note": latex(". ".join(cited.remarks)),
    }
    lines = [f"@misc{{{cited.key},"]
    for name, value in fields.items():
        if name == "month" and parts[1:]:
            lines.append(f"  month = {MONTHS[int(parts[1]) - 1]},")
        if value:
            lines.append(f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}", ""])


def as_ris(citations: Iterable[Citation]) -> str:
    r"""Return citations as RIS in UTF-8, a record each; its lines end by `\r\n`."""
    return "\r\n".join(map(_ris, citations))


def _ris(cited: Citation) -> str:
    row, lead = cited.row, cited.lead
    parts = row.said_on.split("-") if row.said_on else []
    found = [
        ("TY", "GEN"),
        ("ID", cited.key),
        ("AU", row.speaker),
        ("TI", lead.text),
        ("T2", lead.article_title),
        ("PB", lead.outlet.name if lead.outlet else None),
        ("PY", parts[0] if parts else None),
        ("DA", "/".join((*parts, "", "")[:3]) + "/" if parts else None),
        ("LA", None if lead.language == "und" else lead.language),
        ("UR", web_address(lead)),
        ("UR", cited.permalink),
        ("Y2", f"{cited.accessed:%Y/%m/%d}/"),
        ("DB", SITE_NAME),
        ("AN", str(row.id)),
        *(("N1", f"Source: {source_line(quote)}") for quote in cited.sources),
        *(("N1", each) for each in cited.remarks),
        ("ER", ""),
    ]
    lines = [(name, one_line(value)) for name, value in found if value is not None]
    return "".join(f"{name}  - {value}\r\n" for name, value in lines if value or name == "ER")


def as_csl(citations: Iterable[Citation]) -> str:
    """Return citations as CSL-JSON, an array of items."""
    items = [csl_item(each) for each in citations]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def csl_item(cited: Citation) -> dict[str, Any]:
    """Return a citation as an item of CSL 1.0.2."""
    row, lead = cited.row, cited.lead
    found = {
        "id": cited.key,
        "type": "document",
        "author": [{"literal": one_line(row.speaker)}] if row.speaker else None,
        "title": one_line(lead.text),
        "genre": printed.FORM_WORDS[lead.form],
        "container-title": one_line(lead.article_title) if lead.article_title else None,
        "publisher": one_line(lead.outlet.name) if lead.outlet else None,
        "event-title": one_line(row.occasion) if row.occasion else None,
        "event-place": one_line(row.place) if row.place else None,
        "issued": _csl_day(row.said_on),
        "available-date": _csl_day(lead.published_on),
        "accessed": _csl_day(cited.accessed),
        "language": None if lead.language == "und" else lead.language,
        "URL": web_address(lead) or cited.permalink,
        "archive": SITE_NAME,
        "archive_location": cited.permalink,
        # On one line: some readers take lines with a colon in it for fields.
        "note": "; ".join((*map(source_line, cited.sources), *cited.remarks)),
    }
    return {name: value for name, value in found.items() if value is not None}


def _csl_day(printed_day: str | date | None) -> dict[str, list[list[int]]] | None:
    if printed_day is None:
        return None
    return {"date-parts": [[int(part) for part in str(printed_day).split("-")]]}


# ------------------------------------------------------------------------------ all of them


@dataclass(frozen=True)
class Form:
    """A form of a citation.

    Attributes:
        suffix: of its file; `name` is what people call it.
        write: puts citations into one file.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Citation]], str]


FORMS: Sequence[Form] = (
    Form("Text", "txt", "text/plain; charset=utf-8", as_text),
    Form("Markdown", "md", "text/markdown; charset=utf-8", as_markdown),
    Form("BibTeX", "bib", "application/x-bibtex; charset=utf-8", as_bibtex),
    Form("RIS", "ris", "application/x-research-info-systems; charset=utf-8", as_ris),
    Form("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", as_csl),
)
BY_SUFFIX = {form.suffix: form for form in FORMS}


def citation_items(row: StatementRow, site: str, accessed: date) -> list[dict[str, Any]]:
    """Return the citations of a statement, and of each wording where there are several, as JSON."""
    wordings = row.quotes if len(row.quotes) > 1 else ()
    return [_citation_item(Citation(row, site, accessed, each)) for each in (None, *wordings)]


def _citation_item(cited: Citation) -> dict[str, Any]:
    return {
        "quote_id": cited.quote.id if cited.quote else None,
        "text": as_text([cited]),
        "markdown": as_markdown([cited]),
        "bibtex": as_bibtex([cited]),
        "ris": as_ris([cited]),
        "csl": csl_item(cited),
    }
