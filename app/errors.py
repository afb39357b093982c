"""Errors: one tree; each class knows the HTTP status that tells it."""

import re
from collections.abc import Mapping
from typing import Any

from app.locales import N_, gettext


class OnRecordError(Exception):
    """Something a person can understand went wrong; the message is written for them.

    Attributes:
        status: the HTTP status code that pages and the API answer with.
        title: a few words that name the kind of error.
        headers: what the answer says beside it.
    """

    status = 500
    title = N_("Something went wrong")
    headers: Mapping[str, str] = {}


def kind_of(title: str) -> str:
    """Return how addresses name a kind of problem: its title in small letters, with dashes."""
    return "-".join(re.findall("[a-z0-9]+", title.lower()))


class NotFound(OnRecordError):
    """What was asked for does not exist."""

    status = 404
    title = N_("Not found")


class Gone(OnRecordError):
    """What was asked for was withdrawn or erased; the message says why."""

    status = 410
    title = N_("Withdrawn")


class Moved(OnRecordError):
    """What was asked for lives at another address.

    Attributes:
        location: the path to go to.
    """

    status = 301
    title = N_("Moved")

    def __init__(self, location: str) -> None:
        super().__init__(f"moved to {location}")
        self.location = location


class NotSignedIn(OnRecordError):
    """The request may not do this, but whoever signs in may."""

    status = 401
    title = N_("Please sign in")
    headers: Mapping[str, str] = {"www-authenticate": "Bearer"}


class NotAllowed(OnRecordError):
    """The request may not do this; the message says what would be needed."""

    status = 403
    title = N_("Not allowed")


class Invalid(OnRecordError):
    """Input cannot be used as it is.

    Attributes:
        problems: for each field name, one message for the person who filled it in.
    """

    status = 422
    title = N_("Please check what you entered")

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in problems.items()))
        self.problems = problems


class ChangedMeanwhile(Invalid):
    """Somebody else changed the thing since its form was opened; nothing was written.

    Attributes:
        version: of the thing as it is now.
    """

    status = 409
    title = N_("Changed meanwhile")

    def __init__(self, version: int) -> None:
        super().__init__(
            {
                "version": gettext(
                    "Somebody changed this since you opened it. Look at how it stands now; "
                    "what you typed is kept: save again to set it all the same."
                )
            }
        )
        self.version = version


class NotConfirmed(OnRecordError):
    """A change waits for a yes to all that it would do; nothing was done.

    Attributes:
        effects: what it would do, as JSON can hold it.
        token: what says yes to this, and to nothing else.
    """

    status = 409
    title = "Please confirm this first"

    def __init__(self, effects: Mapping[str, Any], token: str) -> None:
        super().__init__(
            "Nothing was done yet: `effects` tells what this would change, and what to think about "
            "first. Send the same with this `confirm` to do it."
        )
        self.effects = effects
        self.token = token


class Unreadable(Invalid):
    """A file, page or text from outside cannot be read as an article."""

    title = N_("This cannot be read")

    def __init__(self, message: str, field: str = "text") -> None:
        super().__init__({field: message})
        self.message = message


class Unavailable(OnRecordError):
    """The database cannot be used now: locked, missing, from another version."""

    status = 503
    title = N_("Not available right now")


class NoRoom(Unavailable):
    """The disk takes nothing more."""

    status = 507
    title = N_("No room left")
