"""Raise floors: write what is measured now into `floors.toml`, where it is stricter.

Run by hand: `python -m tests.extraction.raise_floors`. A figure that fell is told, fails the run,
and is written only with `--lower`, which wants a reason in the commit.
"""

import sys
import tomllib
from collections.abc import Mapping
from math import ceil, floor

from tests.extraction.measure import FLOORS, devset_sets, golden_sets, score_of

HEADER = (
    "# By set, in per cent: F1 with the right speaker (e2e), share of right names among the found"
    " (named),\n# share of wrong names (wrong, which must not rise). Measured; they are only ever"
    " made stricter.\n"
)
# Of these, less is better.
FALLING = {"wrong"}


def measured(name: str) -> dict[str, float]:
    """Return a set's figures, rounded so that the measurement itself passes them."""
    score = score_of(name)
    found = {"e2e": floor(1000 * score.end_to_end) / 10}
    if score.named is not None and score.wrong is not None:
        found |= {"named": floor(1000 * score.named) / 10, "wrong": ceil(1000 * score.wrong) / 10}
    return found


def stricter(
    old: Mapping[str, float], new: Mapping[str, float], *, lower: bool
) -> tuple[dict[str, float], list[str]]:
    """Return the floors to write, and the names of the figures that got worse."""
    kept, worse = {}, []
    for key, value in new.items():
        before = old.get(key, value)
        is_worse = value > before if key in FALLING else value < before
        if is_worse:
            worse.append(key)
        kept[key] = before if is_worse and not lower else value
    return kept, worse


def written(floors: Mapping[str, Mapping[str, float]]) -> str:
    """Return floors as the file holds them."""
    tables = (
        f"\n[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in figures.items())
        for name, figures in floors.items()
    )
    return HEADER + "".join(tables)


def main() -> None:
    """Measure every set; write what is stricter, tell what is worse."""
    lower = "--lower" in sys.argv[1:]
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    failed = False
    for name in sorted(golden_sets() | devset_sets()):
        new = measured(name)
        floors[name], worse = stricter(floors.get(name, {}), new, lower=lower)
        failed |= bool(worse) and not lower
        print(f"{name:12} {new}" + (f"  worse: {', '.join(worse)}" if worse else ""))
    FLOORS.write_text(written(floors), "utf-8")
    if failed:
        raise SystemExit("Some figures fell; their floors stay (--lower would write them).")


if __name__ == "__main__":
    main()
