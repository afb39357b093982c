"""Briefs: frozen ones for tests."""

from collections.abc import Sequence

from sqlmodel import Session

from app.models import Brief
from app.queries.briefs import LeftOut, find_brief
from app.queries.filters import StatementFilter
from app.queries.frozen import Place, Shown
from app.services.briefs import freeze


def freeze_some(
    session: Session, *ids: int, words: str = "x", title: str = "", who: str = "an editor"
) -> Brief:
    """Freeze the statements with these numbers, all where none is given.

    Args:
        words: stand wherever words of a person may stand beside the statements.
    """
    found = find_brief(session, StatementFilter(), ids)
    left_out: Sequence[LeftOut] = (*found.left_out, LeftOut(99, words))
    shown = Shown(
        filters=(("words", words),),
        pairs=(("q", words),),
        by="day",
        total=found.total + 1,
        undated_left_out=1,
        left_out=tuple(left_out),
        places=tuple(map(Place.of, found.rows)),
    )
    return freeze(session, shown, title=title, who=who)
