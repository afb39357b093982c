"""Base: named constraints, column types, and the words that several tables share."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, TypeDecorator
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel

from app.locales import N_

# Set before the first table is declared: migrations name what they drop by these.
SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

metadata = SQLModel.metadata


class Table(SQLModel):
    """What every table is: its name is the class's, in lower case with underscores."""

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones: they are put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment, turn any other into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone, UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return this day, in UTC."""
    return now().date()


class Side(StrEnum):
    """For whom an office speaks. It belongs to the office on a day, never to a person."""

    RU = "ru"
    TR = "tr"
    SY = "sy"
    SY_OLD = "sy_old"
    SDF = "sdf"
    US = "us"
    UN = "un"
    IR = "ir"
    OTHER = "other"


SIDE_NAMES = {
    Side.RU: N_("Russia"),
    Side.TR: N_("Türkiye"),
    Side.SY: N_("Syria (since Dec 2024)"),
    Side.SY_OLD: N_("Syria (Assad government)"),
    Side.SDF: N_("SDF"),
    Side.US: N_("United States"),
    Side.UN: N_("United Nations"),
    Side.IR: N_("Iran"),
    Side.OTHER: N_("Other"),
}

LANGUAGE_NAMES = {
    "en": N_("English"),
    "ru": N_("Russian"),
    "tr": N_("Turkish"),
    "und": N_("Unknown language"),
}


class Certainty(StrEnum):
    """How sure a fact of the reference data is (a fact a person entered is reported)."""

    REPORTED = "reported"
    BACKGROUND = "background"
    UNCERTAIN = "uncertain"


class Origin(StrEnum):
    """Who made a row: the extractor may replace only what it wrote itself."""

    SEED = "seed"
    EXTRACTED = "extracted"
    PERSON = "person"
    IMPORT = "import"
    # A topic that came with a statement which was joined, and goes with it.
    JOINED = "joined"


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
