"""Report: a run as tables, and each figure beside the one to reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isnan
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Samples, median

if TYPE_CHECKING:
    from tests.benchmarks.pages import Run

DEEP, NEAR = "list, 80 % deep", "list, next pages"
RARE = ("word, rare", "JSON, rare word")
# Rows without counts, which Datasette need not count either.
BARE = ("JSON",)
NOT_LISTS = ("CSV of one speaker",)

TIMES = ("first", "turned", "again")

Pick = Callable[[Samples], list[float]]


def wall(samples: Samples) -> list[float]:
    """Pick the milliseconds of the clock."""
    return samples.wall


def cpu(samples: Samples) -> list[float]:
    """Pick the milliseconds of the processor."""
    return samples.cpu


def written(run: Run) -> str:
    """Return the whole report in Markdown."""
    parts = [f"# Pages, {run.facts['statements']} statements, {run.rounds} rounds"]
    for title, pick in (("Milliseconds of the clock", wall), ("Of the processor", cpu)):
        parts += [f"## {title}, beside the floor (medians)", table(run, pick, floor=True)]
        if {"smaller", "datasette"} & {server for _, server, _ in run.samples}:
            parts += [f"## {title}, beside the others", table(run, pick, floor=False)]
    parts.append("## Figures to reach\n" + "\n".join(figures(run)))
    parts.append(
        "## Facts\n" + "\n".join(f"- {name}: {value}" for name, value in run.facts.items())
    )
    told = [f"{run.compared:,} pages were held against the floor's", *run.notes]
    parts.append("## The same work?\n" + "\n".join(f"- {note}" for note in told))
    return "\n\n".join(parts)


def middle(run: Run, kind: str, server: str, when: str, pick: Pick) -> float:
    """Return the median of one kind, not a number where it was not measured."""
    found = run.samples.get((kind, server, when))
    return median(pick(found)) if found else float("nan")


BESIDE_FLOOR = (
    "page", "n", "kB", "first", "floor", "x", "turned", "floor", "x", "again", "floor", "x",
)  # fmt: skip
BESIDE_OTHERS = (
    "page", "first", "smaller", "x", "turned", "smaller", "x", "again", "smaller", "x",
    "Datasette", "/ first", "/ again",
)  # fmt: skip


def table(run: Run, pick: Pick, *, floor: bool) -> str:
    """Return a row for each kind of page, beside the floor or beside the other servers."""
    head = BESIDE_FLOOR if floor else BESIDE_OTHERS
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    for question in run.questions:
        kind, cells = question.name, [question.name]
        if floor:
            sample = run.samples[kind, "product", "first"]
            cells += [str(len(sample.wall)), f"{median(sample.size) / 1000:.0f}"]
        for when in TIMES:
            ours = middle(run, kind, "product", when, pick)
            other = middle(run, kind, "floor" if floor else "smaller", when, pick)
            cells += [number(ours), number(other), number(ours / other)]
        if not floor:
            other = middle(run, kind, "datasette", "first", pick)
            cells.append(number(other))
            for when in ("first", "again"):
                cells.append(number(other / middle(run, kind, "product", when, pick)))
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def number(value: float) -> str:
    """Return a number with three digits that mean something, a dash for none."""
    if isnan(value):
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def figures(run: Run) -> Iterable[str]:
    """Yield each figure beside the one to reach."""
    kinds = [question.name for question in run.questions]

    def ratios(pick: Pick, over: tuple[str, str], under: tuple[str, str], among: Iterable[str]):
        found = {
            kind: middle(run, kind, *over, pick) / middle(run, kind, *under, pick) for kind in among
        }
        return {kind: value for kind, value in found.items() if not isnan(value)}

    lists = [kind for kind in kinds if kind not in NOT_LISTS]
    counted = [kind for kind in kinds if kind not in (*NOT_LISTS, *BARE, *RARE)]
    asked = (
        ("turned / floor", 1.5, ("product", "turned"), ("floor", "turned"), kinds),
        ("again / floor", 1.5, ("product", "again"), ("floor", "again"), kinds),
        ("first / floor", 2.5, ("product", "first"), ("floor", "first"), kinds),
        ("turned, growth", 1.3, ("product", "turned"), ("smaller", "turned"), lists),
        ("again, growth", 1.3, ("product", "again"), ("smaller", "again"), lists),
        ("first, growth", 1.8, ("product", "first"), ("smaller", "first"), lists),
    )
    for name, most, over, under, among in asked:
        for word, pick in (("clock", wall), ("processor", cpu)):
            yield line(f"{name} ({word})", ratios(pick, over, under, among), most=most)
    better = (
        ("Datasette / {}, pages with counts", 100.0, counted),
        ("Datasette / {}, a rare word", 8.0, RARE[:1]),
        ("Datasette / {}, rows without counts", 5.0, BARE),
    )
    for name, least, among in better:
        for when in ("again", "first"):
            found = ratios(wall, ("datasette", "first"), ("product", when), among)
            if found:
                yield line(name.format(when), found, least=least)
    for when in ("again", "first"):
        for word, pick in (("clock", wall), ("processor", cpu)):
            deep, near = (middle(run, kind, "product", when, pick) for kind in (DEEP, NEAR))
            value = deep / near
            yield line(f"80 % deep / next pages, {when} ({word})", {DEEP: value}, most=1.2)
    for name, value in run.figures.items():
        most = 2.0 if "p99" in name else 3.0 if "start of product" in name else None
        most = 300.0 if name == "memory of product" else most
        least = 1.8 if "two workers" in name else None
        yield line(name, {"": value}, most=most, least=least)


def line(
    name: str, found: dict[str, float], *, most: float | None = None, least: float | None = None
) -> str:
    """Return one figure: the median over kinds, the worst kind, and how many kinds miss it."""
    if not found:
        return f"- {name}: not measured"
    middle_value = median(list(found.values()))
    if most is None and least is None:
        return f"- {name}: {number(middle_value)}"
    if most is not None:
        worst = max(found, key=lambda kind: found[kind])
        missed = [kind for kind in found if found[kind] > most]
        goal = f"at most {number(most)}"
    else:
        worst = min(found, key=lambda kind: found[kind])
        missed = [kind for kind in found if found[kind] < (least or 0)]
        goal = f"at least {number(least or 0)}"
    told = f"- {'MISSED' if missed else 'reached'}: {name}: {number(middle_value)} ({goal}"
    if len(found) > 1:
        told += f"; worst {number(found[worst])}, {worst}; {len(missed)} of {len(found)} miss it"
    return told + ")"
