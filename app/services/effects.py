"""Effects: what a change of actors did to statements, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Actor, Office, Quote
from app.services.rows import among
from app.services.standing import Effect, Standing


@dataclass(frozen=True)
class Shown:
    """A standing in words: the speaker's name or the words as printed, the office's title."""

    speaker: str | None
    is_known: bool
    office: str | None
    side: str | None


@dataclass(frozen=True)
class EffectRow:
    """An effect as people see it; `text` is the statement's leading wording."""

    statement_id: int
    text: str
    language: str
    before: Shown
    after: Shown


ACTORS = sa.select(col(Actor.id), col(Actor.name))
OFFICES = sa.select(col(Office.id), col(Office.title))


def in_words(session: Session, effects: Sequence[Effect]) -> list[EffectRow]:
    """Return effects in words, as the session knows the names: also those of a change not kept."""
    actors = {number: name for number, name in session.execute(ACTORS)}
    offices = {number: title for number, title in session.execute(OFFICES)}
    query = (
        sa.select(col(Quote.statement_id), col(Quote.text), col(Quote.language))
        .where(among(session, col(Quote.statement_id), [each.statement_id for each in effects]))
        .order_by(col(Quote.id).desc())
    )
    leading = {number: (text, language) for number, text, language in session.execute(query)}

    def shown(standing: Standing) -> Shown:
        known = standing.actor_id is not None
        return Shown(
            actors.get(standing.actor_id) if known else standing.speaker,
            known,
            offices.get(standing.office_id),
            standing.side,
        )

    return [
        EffectRow(
            each.statement_id,
            *leading.get(each.statement_id, ("", "und")),
            shown(each.before),
            shown(each.after),
        )
        for each in effects
    ]
