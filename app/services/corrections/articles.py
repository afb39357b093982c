"""Articles: outlet, title, day published, address, language, kind of text, as a person sets them.

The text itself never changes. What follows from a field is worked out anew with it: the days
counted from the day published, the offices held on them, what is read in another language, and by
how many outlets each statement is carried.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import url_key
from app.db import MAX_ID
from app.errors import Gone, Invalid, NotFound
from app.locales import gettext
from app.models import LANGUAGE_NAMES, Article, Doubt, Outlet, Quote, Revision, TextKind
from app.readers.document import check_day, check_line, check_url
from app.services.copies import keep_copies
from app.services.corrections.days import Following, follow_day
from app.services.corrections.doubts import read_doubts, settled, write_doubts
from app.services.corrections.lines import line
from app.services.gazetteer import gazetteer_from_database
from app.services.history import Keeper, Values, check_version, record, write
from app.services.originals import follow_original
from app.services.outlets import Outlets
from app.services.reprocess import Changes, reprocess

CORRECT = "correct article"


@dataclass
class Corrected:
    """What correcting an article did.

    Attributes:
        change: its entry in history, None where nothing changed.
        followed: statements whose day was counted from the day published.
        read: what reading the text in another language changed.
    """

    change: Revision | None = None
    followed: list[Following] = field(default_factory=list)
    read: Changes = field(default_factory=Changes)


def correct_article(
    session: Session,
    number: int,
    typed: Mapping[str, str],
    *,
    who: str,
    seen: int | None = None,
    note: str | None = None,
) -> Corrected:
    """Set fields of an article, with history; flush.

    Args:
        typed: `title`, `outlet` (a name), `published_on`, `url`, `archive_url`, `language` and
            `text_kind`, as a form has them; those that are missing stay as they are.

    Raises:
        ChangedMeanwhile: as `history.change`.
        NotFound, Gone: there is no such article, or it was erased.
        Invalid: a field is not what it should be, or another article has that text or address.
    """
    article = _get(session, number)
    check_version(session, ARTICLE, number, seen)
    values = _checked(session, article, typed)
    if values.get("published_on"):
        values |= settled(session, (Doubt.DAY_NOT_RESOLVED,), article=number)
    return _set(session, article, values, who=who, note=note)


def restore_article(
    session: Session, number: int, values: Values, *, who: str, reverts_id: int
) -> Corrected:
    """Set fields of an article to what they were before a change, which this takes back."""
    return _set(session, _get(session, number), values, who=who, reverts_id=reverts_id)


def _set(
    session: Session,
    article: Article,
    values: Values,
    *,
    who: str,
    note: str | None = None,
    reverts_id: int | None = None,
) -> Corrected:
    number, day = article.id or 0, article.published_on
    before, after = write(session, ARTICLE, number, values)
    if not after:
        return Corrected()
    done = Corrected(
        record(
            session,
            who=who,
            action="revert" if reverts_id else CORRECT,
            subject="article",
            subject_id=number,
            before=before,
            after=after,
            note=line(note, "note"),
            reverts_id=reverts_id,
        )
    )
    if after.keys() & {"published_on", "language"}:
        gazetteer = gazetteer_from_database(session)
        if "published_on" in after:
            done.followed = follow_day(session, article, day, gazetteer, who=who)
        if "language" in after and article.replaced_by_id is None:
            reprocess(session, number, gazetteer, done.read)
    return done


# --------------------------------------------------------------------------------- what was typed


def _checked(session: Session, article: Article, typed: Mapping[str, str]) -> Values:
    """Return what was typed as history tells it; a new outlet's name becomes an outlet."""
    values: Values = {}
    problems: dict[str, str] = {}
    for name, check in CHECKS.items():
        given = typed.get(name)
        if given is None:
            continue
        try:
            values[name] = check(given) if given.strip() else None
        except ValueError as problem:
            problems[name] = str(problem)
    for name, otherwise in (("language", "und"), ("text_kind", None)):
        if name in values and values[name] is None:
            values[name] = otherwise
            if otherwise is None:
                problems[name] = gettext("Say what the stored text is.")
    if problems:
        raise Invalid(problems)
    if "outlet" in values:
        values["outlet"] = _outlet_called(session, values["outlet"], article.url)
    return values


def _day(given: str) -> str:
    return check_day(given).isoformat()


def _short(given: str) -> str:
    found = check_line(given)
    if len(found) > MAX_TITLE_CHARS:
        raise ValueError(gettext("At most %(most)s characters.", most=MAX_TITLE_CHARS))
    return found


def _language(given: str) -> str:
    if given not in LANGUAGE_NAMES:
        raise ValueError(gettext("Choose a language."))
    return given


def _kind(given: str) -> str:
    if given not in set(TextKind):
        raise ValueError(gettext("Use one of %(values)s.", values=", ".join(TextKind)))
    return given


MAX_TITLE_CHARS = 500
CHECKS: dict[str, Callable[[str], str]] = {
    "title": _short,
    "outlet": _short,
    "published_on": _day,
    "url": check_url,
    "archive_url": check_url,
    "language": _language,
    "text_kind": _kind,
}


def _outlet_called(session: Session, name: str | None, url: str | None) -> str | None:
    """Return the slug of the outlet of a name; a name that none has becomes an outlet."""
    if name is None:
        return None
    known = Outlets(session)
    number = known.find(name, None)
    if number is None:
        new = known.new(0, name, url)
        session.add(Outlet(slug=new.slug, name=new.name, domain=new.domain))
        session.flush()
        return new.slug
    return session.get_one(Outlet, number).slug


# --------------------------------------------------------------------------------- the keeper


def _get(session: Session, number: int) -> Article:
    found = session.get(Article, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no article %(number)s.", number=number))
    if found.erased_at is not None:
        raise Gone(found.erased_reason or gettext("This article was erased."))
    return found


def _read(session: Session, number: int, like: Values) -> Values:
    article = _get(session, number)
    outlet = session.get(Outlet, article.outlet_id) if article.outlet_id is not None else None
    fields: Values = {
        "title": article.title,
        "outlet": outlet.slug if outlet else None,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "url": article.url,
        "archive_url": article.archive_url,
        "language": article.language,
        "text_kind": str(article.text_kind),
    }
    found = {name: fields[name] for name in like if name in fields}
    return found | read_doubts(session, like)


def _write(session: Session, number: int, values: Values) -> None:
    article = _get(session, number)
    spoken = article.language
    outlet_id = _outlet_id(session, values.get("outlet"))
    # The constraint decides; a look-up only words the answer.
    try:
        with session.begin_nested():
            for name in ("title", "archive_url", "language"):
                if name in values:
                    setattr(article, name, values[name])
            if "text_kind" in values:
                article.text_kind = TextKind(values["text_kind"])
            if "url" in values:
                article.url, article.url_key = values["url"], url_key(values["url"])
            if "published_on" in values:
                day = values["published_on"]
                article.published_on = date.fromisoformat(day) if day else None
            if "outlet" in values:
                article.outlet_id = outlet_id
            session.add(article)
            session.flush()
    except sa.exc.IntegrityError:
        raise Invalid(_taken(session, number, values)) from None
    if "language" in values:
        session.execute(
            sa.update(Quote)
            .where(col(Quote.article_id) == number, col(Quote.language) == spoken)
            .values(language=values["language"])
            .execution_options(synchronize_session=False)
        )
        session.expire_all()
    if "outlet" in values:
        follow_original(session, article)
    write_doubts(session, values)
    carried = sa.select(col(Quote.statement_id)).where(col(Quote.article_id) == number)
    keep_copies(session, set(session.execute(carried).scalars()))


def _outlet_id(session: Session, slug: str | None) -> int | None:
    if slug is None:
        return None
    query = sa.select(col(Outlet.id)).where(col(Outlet.slug) == slug)
    found: int | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise Invalid(
            {"outlet": gettext("There is no outlet %(outlet)s any more.", outlet=repr(slug))}
        )
    return found


def _taken(session: Session, number: int, values: Values) -> dict[str, str]:
    """Return which field makes an article the same as another."""
    key: Any = url_key(values["url"]) if values.get("url") else None
    same = sa.select(col(Article.id)).where(
        col(Article.url_key) == key,
        col(Article.replaced_by_id).is_(None),
        col(Article.text_kind) != TextKind.DIGEST,
        col(Article.id) != number,
    )
    here = session.execute(same).scalars().first() if key else None
    if here is not None:
        return {"url": gettext("Article %(number)s has this address already.", number=here)}
    if "outlet" in values:
        return {"outlet": gettext("This outlet has an article with the very same text already.")}
    return {"text_kind": gettext("Another article has this address, or the same text, already.")}


ARTICLE = Keeper("article", frozenset({*CHECKS, "doubts"}), _read, _write)
