"""Saved searches: follow a list, say what was seen of it, and follow it no more."""

from urllib.parse import parse_qsl

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import gettext
from app.models import SavedSearch, now
from app.queries.filters import parse_filter
from app.queries.saved import last_statement, own
from app.queries.select import unknown_slugs
from app.readers.document import check_line

MAX_SAVED, MAX_TITLE = 100, 200
# How a list is sorted and cut says nothing of what is in it.
NOT_FOLLOWED = {"sort", "page", "per", "after"}


def save_search(session: Session, account_id: int | None, title: str, query: str) -> SavedSearch:
    """Follow a list from now on; one that is followed already is that one. Flush.

    Args:
        query: of the list, with or without its `?`.

    Raises:
        Invalid: it is no list, there are too many, or the title is none.
    """
    pairs = parse_qsl(query.removeprefix("?"))
    parsed = parse_filter(pair for pair in pairs if pair[0] not in NOT_FOLLOWED)
    problems = {**unknown_slugs(session, parsed.wanted), **parsed.problems}
    try:
        title = check_line(title)
    except ValueError as problem:
        problems["title"] = str(problem)
    if not title or len(title) > MAX_TITLE:
        problems["title"] = gettext(
            "Give it a name of 1 to %(number)s characters.", number=MAX_TITLE
        )
    if problems:
        raise Invalid(problems)
    wanted = parsed.wanted.query()
    mine = sa.select(SavedSearch).where(own(account_id)).order_by(col(SavedSearch.id))
    known: list[SavedSearch] = list(session.execute(mine).scalars())
    for each in known:
        if each.query == wanted:
            return each
    if len(known) >= MAX_SAVED:
        told = gettext("You follow %(number)s searches: remove one first.", number=MAX_SAVED)
        raise Invalid({"title": told})
    saved = SavedSearch(
        account_id=account_id, title=title, query=wanted, seen_id=last_statement(session)
    )
    session.add(saved)
    session.flush()
    return saved


def mark_seen(session: Session, account_id: int | None, number: int) -> SavedSearch:
    """Say that all that a list holds now was seen.

    Raises:
        NotFound: there is no such search of theirs.
    """
    saved = _own(session, account_id, number)
    saved.seen_id, saved.seen_at = last_statement(session), now()
    session.flush()
    return saved


def remove_search(session: Session, account_id: int | None, number: int) -> None:
    """Follow a list no more.

    Raises:
        NotFound: there is no such search of theirs.
    """
    session.delete(_own(session, account_id, number))
    session.flush()


def _own(session: Session, account_id: int | None, number: int) -> SavedSearch:
    saved = session.get(SavedSearch, number) if 0 < number <= MAX_ID else None
    if saved is None or saved.account_id != account_id:
        raise NotFound(gettext("You follow no such search."))
    return saved
