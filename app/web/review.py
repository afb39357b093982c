"""Review: the queue of doubts, each with its evidence and one button for what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from app.deps import CurrentEditor, DatabaseDep, ReadSession, is_swap
from app.errors import Invalid, NotFound
from app.locales import N_, Words, gettext, named
from app.models import Doubt, ReviewStatus
from app.queries.cases import NAMED, PAIRS, Case, get_case, name_actors
from app.queries.review import (
    REASONS,
    CaseList,
    find_names,
    find_numbers,
    find_settled,
    find_waiting,
)
from app.queries.topics import list_topics
from app.services import review
from app.services.answers import KEPT, KINDS, SPEAKER, Fix, Fixes, fixes_of
from app.services.corrections.statements import STATEMENT, find_speaker
from app.services.history import version_of
from app.services.review import MOST_AT_ONCE
from app.web.editing import seen_version
from app.web.forms import Posted, texts
from app.web.labels import day
from app.web.passages import Passage
from app.web.render import render
from app.web.statements import around
from app.web.waiting import total_in, waiting_in

router = APIRouter()

PER_PAGE = 20
SLUGS = {reason: reason.value.replace("'", "").replace(" ", "-") for reason in REASONS}
BY_SLUG = {slug: reason for reason, slug in SLUGS.items()}
# Of these one answer for all of a reason would be an answer to nothing.
ONE_BY_ONE = (*PAIRS, Doubt.READERS_REPORT, Doubt.LINK)
# What a button alone says: there is nothing to type.
ANSWERED = {"done", "pair", "unlink"}


KEEP_WORDS = Words(
    {
        Doubt.UNKNOWN_SPEAKER: N_("Right: nobody on record"),
        Doubt.AMBIGUOUS_ALIAS: N_("Leave it open: it cannot be decided"),
        Doubt.NESTED_SPEAKER: N_("The speaker is right"),
        Doubt.NOT_IN_OFFICE: N_("The speaker is right, without an office on that day"),
        Doubt.SOURCE_CHANGED: N_("Keep what the earlier text said"),
        Doubt.UNBALANCED_MARKS: N_("The words are right"),
        Doubt.DAY_NOT_RESOLVED: N_("Right as it stands"),
        Doubt.NO_TOPIC: N_("None of the topics fits"),
    }
)


@dataclass(frozen=True)
class Card:
    """A doubt as it is drawn.

    Attributes:
        lines: the paragraph around the words in doubt, with them marked.
        names: of the actors among the answers, by slug.
        version: of the statement as it is shown.
        typed, problems: the form that was sent and could not be taken.
        also: doubts that were settled with it.
    """

    case: Case
    lines: list[Passage]
    fixes: Fixes
    names: Mapping[str, str]
    version: int
    edits: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    also: tuple[int, ...] = ()

    def value(self, name: str, otherwise: str | None = "") -> str:
        """Return what a field shows: what was typed, or how it stands."""
        return self.typed.get(name, otherwise or "")

    def label(self, fix: Fix) -> str:
        """Return the words of the button that gives an answer."""
        if fix.kind == "actor":
            held = [
                ", ".join(map(named, each.offices))
                for each in self.case.candidates
                if each.slug == fix.value
            ]
            office = f" ({held[0]})" if held and held[0] else ""
            return gettext("It is %(name)s", name=self.names.get(fix.value, fix.value)) + office
        if fix.kind == "day":
            return gettext("Said on the day published, %(day)s", day=day(fix.value))
        if fix.kind == "pair":
            if self.case.reason == Doubt.NEAR_COPY:
                return gettext("Another source of the same text")
            return gettext("The same statement")
        if fix.kind == "unlink":
            return gettext("Take the link away")
        return KEEP_WORDS.get(self.case.reason) or gettext("Done: it was seen to")

    @property
    def can_edit(self) -> bool:
        """Say whether its form sets anything."""
        return bool(self.kinds - ANSWERED)

    @property
    def kinds(self) -> set[str]:
        """By what kinds of correction it can be settled."""
        return KINDS[self.case.reason] if self.case.row is not None else set()


def card_of(session: ReadSession, case: Case, **more: Any) -> Card:
    """Return a doubt as it is drawn."""
    fixes = fixes_of(session, case)
    answers = [each for each in (fixes.proposed, *fixes.others) if each is not None]
    slugs = {each.value for each in answers if each.kind == "actor"}
    names = {each.slug: each.name for each in case.candidates}
    if slugs - names.keys():
        names |= name_actors(session, slugs)
    return Card(
        case=case,
        lines=around(case.wording) if case.wording else [],
        fixes=fixes,
        names=names,
        version=version_of(session, STATEMENT, case.row.id) if case.row else 0,
        **more,
    )


# --------------------------------------------------------------------------------- reading


@router.get("/review", name="review")
def index(
    request: Request,
    session: ReadSession,
    editor: CurrentEditor,
    reason: str = "",
    name: Annotated[str, Query(max_length=500)] = "",
    status: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """List the doubts that wait, or those settled; `results` can be fetched alone."""
    asked = BY_SLUG.get(reason)
    if reason and asked is None:
        raise NotFound(gettext("There is no such reason."))
    waiting = waiting_in(request, session)

    def href(number: int = 1, **others: str) -> str:
        state = {"reason": reason, "name": name, "status": status} | others
        state |= {"page": str(number) if number > 1 else ""}
        query = urlencode({key: value for key, value in state.items() if value})
        return f"/review?{query}" if query else "/review"

    def read(number: int) -> CaseList:
        if status in {ReviewStatus.FIXED, ReviewStatus.IGNORED}:
            return find_settled(session, ReviewStatus(status), page=number, per=PER_PAGE)
        return find_waiting(
            session, waiting, reason=asked, name=name or None, page=number, per=PER_PAGE
        )

    found = read(page)
    if page > found.pages:
        # Who settles what is on the last page goes on at the one before it.
        found = read(found.pages)
    return render(
        request,
        "review/index.html",
        swaps="results",
        address=href(found.number),
        found=found,
        cards=[card_of(session, case) for case in found.cases],
        by_reason=waiting.by_reason,
        total=waiting.total,
        slugs=SLUGS,
        reason=asked,
        name=name,
        names=find_names(session, asked) if asked in NAMED and not name and not status else [],
        state=status,
        href=href,
        back=href(found.number),
        can_settle_all=asked is not None and asked not in ONE_BY_ONE and not status,
        kept=KEPT,
        last=review.last_act(session, editor),
        most=MOST_AT_ONCE,
    )


@router.get("/review/{number}")
def show(
    request: Request, session: ReadSession, _editor: CurrentEditor, number: int, back: str = ""
) -> HTMLResponse:
    """Show one doubt with its form open; `doubt` can be fetched alone."""
    return _show(request, session, number, back, edits=True)


def _show(
    request: Request,
    session: ReadSession,
    number: int,
    back: str,
    *,
    status: int = 200,
    **more: Any,
) -> HTMLResponse:
    case = get_case(session, number)
    is_open = case.status == ReviewStatus.OPEN
    can_edit = case.row is not None and bool(KINDS[case.reason] - ANSWERED)
    more["edits"] = is_open and can_edit and more.get("edits", False)
    return render(
        request,
        "review/show.html",
        swaps="doubt",
        status=status,
        card=card_of(session, case, **more),
        back=inside(back),
        slugs=SLUGS,
        topics=list_topics(session) if more["edits"] else [],
        waiting=total_in(request, session),
    )


# --------------------------------------------------------------------------------- deciding


@router.post("/review/many")
def settle_many(
    request: Request, database: DatabaseDep, editor: CurrentEditor, form: Posted
) -> Response:
    """Settle what was ticked, all of a reason, or all with a name, once that is confirmed."""
    typed = texts(form)
    back, note = inside(typed.get("back", "")), typed.get("note", "")
    fix = _fix(typed)
    with database.reader() as session:
        numbers, total = _meant(session, typed, form)
        if fix is not None and fix.kind == "ignore" and not note.strip():
            raise Invalid({"note": gettext("Say why: whoever looks later will want to know.")})
        if typed.get("scope") != "ticked" and typed.get("sure") != str(total):
            return _confirm(request, session, typed, fix, numbers, total)
        own = {}
        if fix is None:
            for number in numbers:
                proposed = fixes_of(session, get_case(session, number)).proposed
                if proposed is not None:
                    own[number] = proposed
    with database.writer() as session:
        act = review.settle_many(session, numbers, fix, who=editor, note=note, proposed=own)
    if act.failed:
        return _told(request, act, back)
    return RedirectResponse(back, status_code=303)


def _meant(session: ReadSession, typed: Mapping[str, str], form: FormData) -> tuple[list[int], int]:
    """Return the doubts that a form means, as many as can be settled at once, and how many are."""
    if typed.get("scope") == "ticked":
        numbers = [_number(each) for each in form.getlist("item") if isinstance(each, str)]
        return numbers, len(numbers)
    reason = BY_SLUG.get(typed.get("reason", ""))
    name = typed.get("name") or None
    if reason is None or (reason in ONE_BY_ONE) or (name is not None and reason not in NAMED):
        raise Invalid({"reason": gettext("These are decided one by one.")})
    every = find_numbers(session, reason, name)
    return every[:MOST_AT_ONCE], len(every)


def _confirm(
    request: Request,
    session: ReadSession,
    typed: Mapping[str, str],
    fix: Fix | None,
    numbers: list[int],
    total: int,
) -> HTMLResponse:
    """Say how many an answer would settle, and which, before it does."""
    slug = fix.value if fix is not None and fix.kind == "actor" else ""
    return render(
        request,
        "review/confirm.html",
        typed=typed,
        fix=fix,
        actor=name_actors(session, {slug}).get(slug, slug),
        total=total,
        now=len(numbers),
        cases=[get_case(session, number) for number in numbers[:PER_PAGE]],
        reason=BY_SLUG[typed["reason"]],
        kept=KEPT,
        back=inside(typed.get("back", "")),
    )


def _told(request: Request, act: review.Act, back: str) -> HTMLResponse:
    return render(request, "review/told.html", act=act, back=back)


@router.post("/review/undo")
def undo(database: DatabaseDep, editor: CurrentEditor, form: Posted) -> Response:
    """Take back all that one press of a button did."""
    typed = texts(form)
    with database.writer() as session:
        review.undo(session, _number(typed.get("act", "")), who=editor)
    return RedirectResponse(inside(typed.get("back", "")), status_code=303)


@router.post("/review/{number}")
def settle(
    request: Request, database: DatabaseDep, editor: CurrentEditor, number: int, form: Posted
) -> Response:
    """Do what a button of one doubt says; then the next, or with HTMX this one as it is now."""
    typed = texts(form)
    back = inside(typed.get("back", ""))
    also: tuple[int, ...] = ()
    try:
        with database.writer() as session:
            if typed.get("kind") == "undo":
                review.reopen(session, number, who=editor)
            else:
                fixes = _edited(session, number, form) if typed.get("kind") == "edit" else []
                fix = _fix(typed)
                also = review.settle(
                    session,
                    number,
                    fixes or ([fix] if fix is not None else []),
                    who=editor,
                    seen=seen_version(typed),
                    note=typed.get("note"),
                ).settled
    except Invalid as problem:
        with database.reader() as session:
            return _show(
                request,
                session,
                number,
                back,
                status=problem.status,
                edits=typed.get("kind") == "edit",
                typed=typed,
                chosen=tuple(str(each) for each in form.getlist("topic")),
                problems=problem.problems,
            )
    if not is_swap(request):
        return RedirectResponse(back, status_code=303)
    with database.reader() as session:
        others = tuple(each for each in also if each != number)
        return _show(request, session, number, back, also=others)


def _fix(typed: Mapping[str, str]) -> Fix | None:
    """Return the answer that a button stands for: `kind`, and what is behind a colon."""
    kind, _, value = typed.get("kind", "").partition(":")
    return Fix(kind, value) if kind not in {"", "edit", "proposed"} else None


def _edited(session: ReadSession, number: int, form: FormData) -> list[Fix]:
    """Return the corrections that the form of a doubt asks for."""
    typed, case = texts(form), get_case(session, number)
    allowed, found = KINDS[case.reason], []
    answer = typed.get("who", "")
    if answer and answer in allowed & SPEAKER:
        value = typed.get("printed", "").strip() if answer == "printed" else ""
        if answer == "printed" and not value:
            raise Invalid(
                {"printed": gettext("Give the words of the text, or choose “not known”.")}
            )
        if answer == "actor":
            value = find_speaker(session, typed.get("actor", ""))
        found.append(Fix(answer, value))
    wanted, now = typed.get("said_on"), case.row.said_on if case.row else None
    if wanted is not None and "day" in allowed and wanted.strip() != (now or ""):
        found.append(Fix("day", wanted.strip()))
    if "topic" in allowed:
        had = {topic.slug for topic in case.row.topics} if case.row else set()
        chosen = [str(each) for each in form.getlist("topic")]
        found += [Fix("topic", slug) for slug in dict.fromkeys(chosen) if slug not in had]
    if not found:
        raise Invalid(
            {"doubt": gettext("Nothing was changed: set something, or use another button.")}
        )
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise Invalid({"item": gettext("There is no such doubt.")})
    return int(text)


def inside(back: str) -> str:
    """Return the address of the queue as a form gave it; the whole queue for any other."""
    is_ours = back == "/review" or back.startswith("/review?")
    return back if is_ours and back.isascii() and back.isprintable() else "/review"
