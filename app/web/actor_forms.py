"""Actor forms: a sheet as its form posts it, and the rows that the form shows."""

import re
from collections.abc import Mapping

from app.services.sheets import Name, Post, Sheet

ROW = re.compile(r"(alias|office)-(\d{1,4})", re.ASCII)
BLANK_NAMES, BLANK_POSTS = 3, 2


def sheet_in(typed: Mapping[str, str]) -> Sheet:
    """Return the sheet that a form holds; rows without a name, or marked to go, are left out."""
    rows = {"alias": list[int](), "office": list[int]()}
    for field in typed:
        if found := ROW.fullmatch(field):
            rows[found[1]].append(int(found[2]))
    return Sheet(
        name=_line(typed, "name"),
        kind=typed.get("kind", ""),
        side=typed.get("side", ""),
        notes=typed.get("notes", "").replace("\r\n", "\n").strip(),
        names=tuple(
            Name(
                _line(typed, f"alias-{row}"),
                typed.get(f"language-{row}", ""),
                f"risky-{row}" in typed,
                _line(typed, f"note-{row}"),
                row,
            )
            for row in sorted(rows["alias"])
            if _line(typed, f"alias-{row}") and f"drop-{row}" not in typed
        ),
        posts=tuple(
            _post(typed, row)
            for row in sorted(rows["office"])
            if _line(typed, f"office-{row}") and f"leave-{row}" not in typed
        ),
    )


def _post(typed: Mapping[str, str], row: int) -> Post:
    number = typed.get(f"number-{row}", "")
    return Post(
        office=_line(typed, f"office-{row}"),
        side=typed.get(f"side-{row}", ""),
        since=_line(typed, f"since-{row}"),
        until=_line(typed, f"until-{row}"),
        certainty=typed.get(f"certainty-{row}", "reported"),
        notes=_line(typed, f"notes-{row}"),
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0,
        row=row,
    )


def _line(typed: Mapping[str, str], field: str) -> str:
    return " ".join(typed.get(field, "").split())


def rows_of(sheet: Sheet) -> tuple[list[Name], list[Post]]:
    """Return the rows of a form for a sheet, with empty ones behind for what is to be added."""
    names = list(sheet.names)
    first = max((each.row for each in names), default=-1) + 1
    names += [Name("", row=first + at) for at in range(BLANK_NAMES)]
    posts = list(sheet.posts)
    first = max((each.row for each in posts), default=-1) + 1
    posts += [Post("", row=first + at) for at in range(BLANK_POSTS if not posts else 1)]
    return names, posts
