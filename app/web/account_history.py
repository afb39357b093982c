"""Account history: what was done to an account, in words, for its person to see."""

from collections.abc import Iterable

from app.locales import N_, Words, gettext, number
from app.queries.history import Change
from app.web.labels import ROLE_WORDS

ACTIONS = Words(
    {
        "add": N_("Account added"),
        "invite": N_("Invitation made"),
        "password": N_("Password set"),
        "role": N_("Role set"),
        "disable": N_("Account disabled"),
        "enable": N_("Account enabled"),
        "end": N_("Signed out everywhere"),
        "add token": N_("Token made"),
        "end token": N_("Token ended"),
    }
)
FIELDS = {
    "role": N_("role: %(value)s"),
    "label": N_("token: %(value)s"),
    "scope": N_("it may: %(value)s"),
    "sessions ended": N_("sessions ended: %(value)s"),
    "tokens ended": N_("tokens ended: %(value)s"),
}
WORDS = {
    "role": ROLE_WORDS,
    "scope": Words({"read": N_("read"), "write": N_("read and write")}),
}


def told(changes: Iterable[Change]) -> list[tuple[Change, str]]:
    """Return each change with a line that says what was done."""
    return [(each, _line(each)) for each in changes]


def _line(change: Change) -> str:
    more = [
        gettext(words, value=_value(name, change.after[name]))
        for name, words in FIELDS.items()
        if name in change.after
    ]
    return "; ".join([ACTIONS.get(change.action, change.action.capitalize()), *more])


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(f"“{each}”" for each in value)
    if isinstance(value, int):
        return number(value)
    words = WORDS.get(name)
    return words.get(str(value), str(value)) if words else str(value)
