"""Deed schemas: the shapes of what a change of the record does beside what it names."""

from typing import Any

from pydantic import Field

from app.api.schemas import ActorDetail, InvalidProblem, Problem, Shape, Statement, Version


class Stands(Shape):
    """For whom a statement stands."""

    speaker: str | None = Field(description="The actor's name, else as printed; null is unknown.")
    is_known: bool = Field(description="The speaker is an actor of the record.")
    office: str | None
    side: str | None


class Effect(Shape):
    """A statement that a change would change, or did."""

    id: int
    url: str
    text: str
    language: str
    before: Stands
    after: Stands


class Effects(Shape):
    """What a change would do, or did, to statements."""

    count: int = Field(description="How many statements.")
    statements: list[Effect] = Field(description="The first 200 of them.")
    articles: int = Field(description="Read again, since names in them may mean somebody else.")
    left_out: int = Field(description="Articles with such words that are too many to be read.")
    warnings: dict[str, str] = Field(
        description="What should be thought about first, by field: who else has this name."
    )


class ChangedProblem(InvalidProblem):
    """Somebody else changed it since it was read; nothing was written."""

    version: Version | None = None


class WaitingProblem(Problem):
    """A change waits for a yes, or came too late; nothing was written."""

    effects: Effects | None = None
    confirm: str | None = Field(
        None, description="Send it with the same request, to say yes to exactly this."
    )
    problems: dict[str, str] | None = None
    version: Version | None = None


class ChangedActor(ActorDetail):
    """An actor after a change, and what that did to statements."""

    effects: Effects


class Moved(Shape):
    """A statement whose day would be counted anew."""

    before: Statement
    after: Statement


class ArticlePreview(Shape):
    """What a correction of an article would do."""

    before: dict[str, Any] = Field(description="The fields that would change, as they are.")
    after: dict[str, Any]
    moved: list[Moved]
    stays: list[Statement] = Field(description="Their day cannot be counted anew.")
    added: int = Field(description="Statements that reading it in another language would find.")
    gone: int
    changed: int


class Looked(Shape):
    """What a second look at a source found."""

    outcome: str = Field(description="same, changed, or elsewhere: another article has that text")
    article_id: int = Field(description="Of the article with the text of today.")
    url: str
    carried: int = Field(description="Quotes that stand in the later text.")
    left: int
    added: int
    to_review: int = Field(description="Statements that a person should look at.")
