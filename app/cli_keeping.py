"""Keeping: commands that prove the record, make it whole, and carry it elsewhere and back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import DatabaseOption, opened, settings_with

# So many faults of one kind are told; the rest is counted.
TOLD = 20

ReplaceOption = Annotated[bool, typer.Option("--replace", help="Take the place of what is there.")]


def check(
    database: DatabaseOption = None,
    mend: Annotated[
        bool, typer.Option("--repair", help="Make anew what is derived, in one transaction.")
    ] = False,
) -> None:
    """Prove that the record holds together, piece by piece; the status is 1 where it does not."""
    from app.services import integrity

    left = cured = 0
    with opened(database) as found, progress() as begin:
        look = integrity.repair if mend else integrity.check
        for each in look(found, lambda piece: begin(piece.name)):
            left, cured = left + len(each.faults), cured + len(each.cured)
            mended = f"{len(each.cured):,} made anew" if each.cured else ""
            wrong = f"{len(each.faults):,} wrong" if each.faults else ""
            told = ", ".join(filter(None, (mended, wrong))) or "holds"
            typer.echo(f"{each.piece.name}: {told}.")
            tell_some([f"made anew: {fault.told}" for fault in each.cured])
            tell_some([fault.told for fault in each.faults])
    if cured:
        typer.echo(f"{cured:,} things were made anew, from texts and rows that hold.")
    if left:
        # A repair leaves what only a person can decide.
        helps = "only a person, or a backup, can." if mend else "see `check --repair`."
        typer.echo(f"onrecord: {left:,} things do not hold: {helps}", err=True)
        raise typer.Exit(1)
    typer.echo("Everything holds.")


def tell_some(faults: list[str]) -> None:
    """Say on stderr what is wrong, a line each; of very many, how many more there are."""
    for told in faults[:TOLD]:
        typer.echo(f"onrecord: {told}", err=True)
    if len(faults) > TOLD:
        typer.echo(f"onrecord: … and {len(faults) - TOLD:,} more.", err=True)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, a SQLite database.")],
    database: DatabaseOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Copy the whole record into a file while it is in use, and prove the copy."""
    from app.services.backup import back_up

    with opened(database) as found, progress() as begin:
        done = back_up(found, file, begin, replace=replace)
    typer.echo(f"{file} holds {counted_rows(done.sizes)}.")
    tell_some([fault.told for fault in done.faults])
    if done.faults:
        told = "The copy is true, but the record itself does not hold: see `check --repair`."
        typer.echo(f"onrecord: {told}", err=True)
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup, as `backup` wrote it.")],
    database: DatabaseOption = None,
    replace: ReplaceOption = False,
    faulty: Annotated[
        bool, typer.Option("--faulty", help="Also where something in it does not hold.")
    ] = False,
) -> None:
    """Put a backup back, once it is proved; what was there before is kept in a file beside."""
    from app.db import Database
    from app.services.backup import put_back

    target = Database(settings_with(database).database_url)
    try:
        with progress() as begin:
            done = put_back(file, target, begin, replace=replace, faulty=faulty)
    finally:
        target.close()
    if done.aside is not None:
        typer.echo(f"What was there before is kept in {done.aside}.")
    typer.echo(f"Restored: {counted_rows(done.sizes)}.")


def copy(
    source: Annotated[str, typer.Option("--from", metavar="URL", help="The database to copy.")],
    target: Annotated[str, typer.Option("--to", metavar="URL", help="One that is empty.")],
) -> None:
    """Copy a whole record into an empty database, SQLite or PostgreSQL; every number stays."""
    from app.db import Database
    from app.services.transfer import count_rows, transfer

    old, new = Database(source), Database(target)
    try:
        old.check_version()
        sizes = count_rows(old)
        with progress() as begin:
            # Each row is written, and read back.
            transfer(old, new, begin("rows", 2 * sum(sizes.values())))
    finally:
        old.close()
        new.close()
    typer.echo(f"Copied and read back: {counted_rows(sizes)}.")


def export(
    file: Annotated[
        Path | None,
        typer.Argument(help="The file to write; packed where it ends in .gz. None: stdout."),
    ] = None,
    database: DatabaseOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Write the whole record as JSON lines, to be read without this program, or by `ingest`."""
    from app.services.dataset import write_file, write_lines

    with opened(database) as found, progress() as begin:
        if file is None:
            write_lines(found, sys.stdout.buffer, begin)
            return
        sizes = write_file(found, file, begin, replace=replace)
    typer.echo(f"{file} holds {counted_rows(sizes)}.")


def read_export(file: Path, database: str | None, *, dry_run: bool) -> dict[str, int]:
    """Read an export into a database that is empty; return how many rows each table got."""
    from app.db import Database
    from app.services.dataset import load_record, opened_lines

    target = Database(settings_with(database).database_url)
    try:
        with progress() as begin, opened_lines(file) as lines:
            return load_record(target, lines, str(file), begin, keep=not dry_run)
    finally:
        target.close()


def clean(database: DatabaseOption = None) -> None:
    """Write the database's file anew, so that what was erased stands nowhere in it."""
    from app.errors import Unavailable

    with opened(database) as found:
        if not found.is_sqlite:
            raise Unavailable("PostgreSQL keeps its files itself: see VACUUM FULL there.")
        if not found.clean():
            raise Unavailable("Somebody reads for long, so that the log stays: try again later.")
    typer.echo("The file was written anew, and its log emptied.")


def counted_rows(sizes: dict[str, int]) -> str:
    """Return how many rows each table has, for people."""
    return ", ".join(f"{name} {size:,}" for name, size in sizes.items() if size) or "nothing"


@contextmanager
def progress() -> Iterator[Callable[..., Callable[[int], None]]]:
    """Give what begins a piece of work; in a terminal, show on stderr how far it is.

    It takes the work's name and, where that is known, how much it is; it returns what counts.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    shown = Progress(
        *columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True
    )
    with shown as bar:

        def begin(name: str, total: int | None = None) -> Callable[[int], None]:
            for done in bar.task_ids:
                bar.remove_task(done)
            task = bar.add_task(name, total=total)
            return lambda count: bar.advance(task, count)

        yield begin
