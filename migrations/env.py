"""Alembic's environment: runs migrations on the connection that `app.db` hands over."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from app import models

# Kept by triggers, or by SQLite itself for its full-text index: no model describes them.
OWN_TABLES = ("quote_search",)


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave out what no model describes."""
    if kind == "table":
        return name is not None and not name.startswith(OWN_TABLES)
    return not (kind == "index" and name == "ix_quote_words")


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Write plain SQLAlchemy types: migrations import nothing from the application."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: sa.Connection) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=models.metadata,
        include_name=include_name,
        render_item=render_item,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
