"""Sheet checks: what cannot be kept of an actor, and what should be thought about first."""

import re
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.errors import Invalid, Unreadable
from app.locales import gettext, named, ngettext
from app.locales import number as written
from app.models import LANGUAGE_NAMES, SIDE_NAMES, Actor, Alias, Certainty, Office, Tenure
from app.readers.document import check_line
from app.services.actors import MAX_NAME_CHARS
from app.services.sheets import Post, Sheet, offices_named, read_sheet
from app.text import check_characters, fold

KINDS = ("person", "institution", "state")
MAX_ALIASES, MAX_POSTS, MAX_NOTE_CHARS = 300, 60, 2_000
MAX_TITLE_CHARS = 200
# They make what stands behind them look like another name.
BACKWARDS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check_sheet(session: Session, sheet: Sheet, number: int | None) -> dict[str, str]:
    """Make sure that a sheet can be kept; return what should be thought about first, by field.

    Args:
        number: of the actor, None for a new one.

    Raises:
        Invalid: by field: `name`, `alias-N`, `office-N`, `since-N`, `until-N` with the row's N.
    """
    problems: dict[str, str] = {}
    _check_own(sheet, problems)
    for each in sheet.names:
        if words := _name_problem(each.text):
            problems[f"alias-{each.row}"] = words
        elif each.language and each.language not in LANGUAGE_NAMES:
            problems[f"language-{each.row}"] = gettext("This language is unknown.")
        if words := _note_problem(each.note):
            problems[f"note-{each.row}"] = words
    offices = offices_named(session)
    for post in sheet.posts:
        _check_post(session, post, offices, problems)
    if not problems:
        _check_overlaps(sheet.posts, problems)
    if problems:
        raise Invalid(problems)
    return {
        **_shared_names(session, sheet, number),
        **_shared_offices(session, sheet, number, offices),
    }


def _check_own(sheet: Sheet, problems: dict[str, str]) -> None:
    if words := _name_problem(sheet.name):
        problems["name"] = words
    if sheet.kind not in KINDS:
        problems["kind"] = gettext("Use one of %(values)s.", values=", ".join(KINDS))
    if sheet.side and sheet.side not in SIDE_NAMES:
        problems["side"] = gettext("This side is unknown.")
    elif sheet.side and sheet.kind == "person":
        problems["side"] = gettext("A person's side comes from the offices held: leave this empty.")
    if words := _note_problem(sheet.notes):
        problems["notes"] = words
    if len(sheet.names) > MAX_ALIASES:
        problems["name"] = gettext("At most %(most)s spellings.", most=MAX_ALIASES)
    if len(sheet.posts) > MAX_POSTS:
        problems["name"] = gettext("At most %(most)s offices.", most=MAX_POSTS)


def _name_problem(text: str) -> str | None:
    try:
        check_line(text)
    except ValueError as problem:
        return str(problem)
    if BACKWARDS.search(text):
        return gettext("It holds a hidden sign that turns the direction of writing.")
    if not any(char.isalpha() for char in text) or len(text) > MAX_NAME_CHARS:
        return gettext(
            "A name has 1 to %(most)s characters, letters among them.", most=MAX_NAME_CHARS
        )
    return None


def _note_problem(text: str) -> str | None:
    try:
        check_characters(text)
    except Unreadable as problem:
        return problem.message
    if len(text) > MAX_NOTE_CHARS:
        return gettext("At most %(most)s characters.", most=written(MAX_NOTE_CHARS))
    return None


def _check_post(
    session: Session, post: Post, offices: dict[str, Office], problems: dict[str, str]
) -> None:
    known = offices.get(post.office)
    if _name_problem(post.office[:MAX_NAME_CHARS]) or len(post.office) > MAX_TITLE_CHARS:
        problems[f"office-{post.row}"] = gettext(
            "A title has 1 to %(most)s characters.", most=MAX_TITLE_CHARS
        )
    elif known is None and post.side not in SIDE_NAMES:
        problems[f"side-{post.row}"] = gettext("This office is new: say for which side it speaks.")
    elif known is not None and post.side and post.side != known.side:
        problems[f"side-{post.row}"] = gettext(
            "This office is on record for another side: leave this empty, or name another office."
        )
    ends = {}
    for name, typed in (("since", post.since), ("until", post.until)):
        try:
            ends[name] = Period.parse(typed) if typed else None
        except ValueError:
            problems[f"{name}-{post.row}"] = gettext("Use 2024, 2024-12 or 2024-12-26.")
    since, until = ends.get("since"), ends.get("until")
    if since and until and since.first > until.last:
        problems[f"until-{post.row}"] = gettext("It ends before it begins.")
    if words := _note_problem(post.notes):
        problems[f"notes-{post.row}"] = words
    if post.certainty not in set(Certainty):
        problems[f"certainty-{post.row}"] = gettext("This is no certainty.")


def _surely(post: Post) -> tuple[date, date]:
    """Return the first and the last day on which an office was held whatever the ends mean."""
    since = Period.parse(post.since).last if post.since else date.min
    until = Period.parse(post.until).first if post.until else date.max
    return since, until


def _overlap(one: Post, other: Post) -> bool:
    (since, until), (other_since, other_until) = _surely(one), _surely(other)
    return max(since, other_since) <= min(until, other_until)


def _check_overlaps(posts: Iterable[Post], problems: dict[str, str]) -> None:
    before: list[Post] = []
    for post in posts:
        if any(each.office == post.office and _overlap(each, post) for each in before):
            problems[f"since-{post.row}"] = gettext(
                "The same office is held already in this time, above."
            )
        before.append(post)


def _shared_names(session: Session, sheet: Sheet, number: int | None) -> dict[str, str]:
    """Return by field whose else a name is, where that is new."""
    wanted = {fold(each.text): f"alias-{each.row}" for each in sheet.names}
    wanted |= {fold(sheet.name): "name"}
    own = sa.select(col(Alias.folded)).where(col(Alias.actor_id) == (number or 0))
    had = set(session.execute(own).scalars())
    query = (
        sa.select(col(Alias.folded), col(Actor.name))
        .join(Actor, col(Actor.id) == col(Alias.actor_id))
        .where(
            col(Alias.folded).in_(wanted.keys() - had),
            col(Actor.id) != (number or 0),
            col(Actor.merged_into_id).is_(None),
        )
        .order_by(col(Actor.slug))
    )
    others: dict[str, list[str]] = {}
    for folded, name in session.execute(query):
        others.setdefault(wanted[folded], []).append(name)
    return {
        field_: ngettext(
            "%(names)s has this name too: it decides nothing then where it stands alone.",
            "%(names)s have this name too: it decides nothing then where it stands alone.",
            len(set(names)),
            names=", ".join(dict.fromkeys(names)),
        )
        for field_, names in others.items()
    }


def _shared_offices(
    session: Session, sheet: Sheet, number: int | None, offices: dict[str, Office]
) -> dict[str, str]:
    """Return by field what else the actor holds at that time, and who else holds the office."""
    found: dict[str, str] = {}
    titles = {each.id: title for title, each in offices.items()}
    sides = {title: each.side for title, each in offices.items()}
    before: list[Post] = []
    for post in sheet.posts:
        side = post.side or sides.get(post.office)
        for each in before:
            other = each.side or sides.get(each.office)
            if other != side and _overlap(each, post):
                found[f"since-{post.row}"] = gettext(
                    "At the same time as %(office)s, of another side: what is said in this time "
                    "has no side.",
                    office=named(each.office),
                )
        before.append(post)
    held = (
        sa.select(Tenure, col(Actor.name))
        .join(Actor, col(Actor.id) == col(Tenure.actor_id))
        .where(col(Actor.id) != (number or 0), col(Actor.merged_into_id).is_(None))
    )
    actor = session.get(Actor, number) if number else None
    kept = {each.number: each for each in read_sheet(session, actor).posts} if actor else {}
    by_office: dict[str, list[tuple[Post, str]]] = {}
    for tenure, name in session.execute(held):
        title = titles[tenure.office_id]
        post = Post(title, since=tenure.since or "", until=tenure.until or "")
        by_office.setdefault(title, []).append((post, name))
    for post in sheet.posts:
        if kept.get(post.number) == post:
            continue
        names = [name for each, name in by_office.get(post.office, ()) if _overlap(each, post)]
        if names:
            found.setdefault(
                f"since-{post.row}",
                gettext("%(names)s held this office in that time too.", names=", ".join(names)),
            )
    return found
