"""Position schemas: the shapes of two sides on a topic, and of what one actor spoke of."""

from pydantic import Field

from app.api.schemas import Link, Shape

LIST = "Path of these statements in the API; its `total` is this number."


class Counted(Shape):
    """How many statements have a value."""

    value: str = Field(description="A slug; `none` for all of whom, or of what, nobody knows.")
    name: str | None
    statements: int


class Carrier(Shape):
    """An outlet whose texts carry what a side said."""

    slug: str
    name: str
    printed: int = Field(description="In articles that it printed itself; 0: others alone did.")


class SideOfPair(Shape):
    """What one side said on the topic in the period."""

    side: str
    statements: int
    url: str = Field(description=LIST)
    undated_left_out: int
    months: dict[str, int] = Field(description="Statements by month; those of a year are in none.")
    speakers: list[Counted] = Field(description="Who spoke, those with most statements first.")
    outlets: list[Carrier] = Field(description="Independent ones, most statements first.")


class Pair(Shape):
    """Two sides on a topic."""

    topic: str
    name: str
    sides: list[SideOfPair]
    links: list[Link] = Field(description="What editors said of statements of these sides.")


class TopicMonths(Shape):
    """What an actor said on one topic."""

    slug: str
    name: str
    statements: int
    url: str = Field(description=LIST)
    months: dict[str, int]


class SpokenAbout(Shape):
    """Who names an actor."""

    url: str = Field(description="Path of the statements in which the actor is named.")
    speakers: list[Counted]


class Profile(Shape):
    """What an actor spoke of, who quotes them, and who speaks about them."""

    topics: list[TopicMonths] = Field(description="The most frequent first.")
    outlets: list[Counted] = Field(description="That carry what they said, the most first.")
    about: SpokenAbout
