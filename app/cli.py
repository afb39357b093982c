"""Command line: `python -m app …`. Each command opens what it needs, and imports it then."""

import gc
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from app import cli_accounts, cli_feeds, cli_keeping
from app.cli_options import DatabaseOption, give_way, opened, settings_with
from app.config import Settings
from app.errors import OnRecordError

T = TypeVar("T")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="On the Record: who said what about Syria, on which day, and where it was printed.",
)

app.add_typer(cli_accounts.account, name="account")
app.add_typer(cli_feeds.feed, name="feed")
app.add_typer(cli_feeds.job, name="job")
app.command()(cli_feeds.poll)
app.command()(cli_feeds.worker)
app.command()(cli_keeping.check)
app.command()(cli_keeping.backup)
app.command()(cli_keeping.restore)
app.command()(cli_keeping.copy)
app.command()(cli_keeping.export)
app.command()(cli_keeping.clean)

HostOption = Annotated[
    str | None,
    typer.Option(
        help="Address to listen on; others than loopback read "
        "(default: ONRECORD_HOST, else 127.0.0.1)."
    ),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=65535,
        help="Port to listen on; 0 is any (default: ONRECORD_PORT, else 8000).",
    ),
]


WorkersOption = Annotated[
    int, typer.Option(min=1, max=64, help="Server processes; each answers one page at a time.")
]


def main() -> None:
    """Run the command line; what went wrong is one line on stderr and a status that is not 0."""
    try:
        app()
    except OnRecordError as problem:
        typer.echo(f"onrecord: {problem}", err=True)
        raise SystemExit(1) from None
    except (ValidationError, SettingsError) as problem:
        told = " ".join(str(problem).split())
        typer.echo(f"onrecord: The environment's settings cannot be used: {told}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        # The reader of our output went away: that is its right.
        sys.stderr.close()
        raise SystemExit(1) from None


def prepare(url: str) -> None:
    """Migrate a database, and load the seeds where it is empty; say what was done."""
    from app.db import Database
    from app.services.seeding import load_seeds, needs_seeds

    database = Database(url)
    try:
        database.migrate()
        with database.reader() as session:
            empty = needs_seeds(session)
        if empty:
            with database.writer() as session:
                typer.echo(f"Loaded {load_seeds(session)}.")
    finally:
        database.close()


@app.command()
def start(
    host: HostOption = None,
    port: PortOption = None,
    database: DatabaseOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Migrate, load the seeds where the database is empty, and serve."""
    settings = settings_with(database, host, port)
    prepare(settings.database_url)
    run_server(settings, workers)


@app.command()
def serve(
    host: HostOption = None,
    port: PortOption = None,
    database: DatabaseOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Serve a database that is up to date already."""
    run_server(settings_with(database, host, port), workers)


def run_server(settings: Settings, workers: int) -> None:
    """Serve until interrupted; the address is printed once the server answers on it.

    Raises:
        Unavailable: the address cannot be listened on, or the database cannot be used.
    """
    from app.ahead import read_ahead

    # Of several processes each reads for itself.
    reading = read_ahead(settings.database_url) if workers == 1 else nullcontext()
    # What is imported stays: the collector would look for garbage in vain.
    gc.disable()
    with reading as ahead:
        try:
            from app.db import Database

            # Found out before the server starts: its own start-up errors are long.
            database = Database(settings.database_url)
            database.check_version()
            database.close()
            from app.serving import listen, serve_on, serve_with_workers
        finally:
            gc.enable()

        with listen(settings) as sock:
            if ahead is None:
                serve_with_workers(sock, settings, workers, announce=typer.echo)
            else:
                serve_on(sock, settings, ahead, announce=typer.echo)


@app.command()
def migrate(
    database: DatabaseOption = None,
    to: Annotated[str, typer.Option(help="Revision to go to; `base` empties the schema.")] = "head",
) -> None:
    """Bring the database's schema up to date."""
    from app.db import Database

    found = Database(settings_with(database).database_url)
    try:
        found.migrate(to)
        typer.echo(f"The schema is at {found.version() or 'nothing'}.")
    finally:
        found.close()


@app.command()
def seed(database: DatabaseOption = None) -> None:
    """Add reference data and digests that the database does not have yet."""
    from app.services.seeding import load_seeds

    with opened(database) as found, found.writer() as session:
        typer.echo(f"Loaded {load_seeds(session)}.")


@app.command()
def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Addresses (https://…); text, Markdown, HTML, JSON lines; folders; CSV, XLSX."
        ),
    ],
    database: DatabaseOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and report; store nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as one JSON object.")] = False,
    columns: Annotated[
        str,
        typer.Option(
            help="Of spreadsheets, which column is what, where its header does not tell: "
            "speaker=Who,words=Quote,said_on=3."
        ),
    ] = "",
    days: Annotated[
        str,
        typer.Option(help="Of spreadsheets, what 3/4/2024 begins with: day or month."),
    ] = "",
) -> None:
    """Store articles and the statements that they carry; one bad source stops nothing.

    The export of a whole record (`export`), given alone, is read into an empty database.
    """
    from app.addresses import is_web
    from app.cli_sheets import open_sheets
    from app.readers.files import open_files
    from app.readers.spreadsheets import is_spreadsheet
    from app.services.batch import Report, ingest_batch
    from app.services.capture import capture_each
    from app.services.dataset import is_export

    give_way()
    if len(sources) == 1 and is_export(Path(sources[0])):
        sizes = cli_keeping.read_export(Path(sources[0]), database, dry_run=dry_run)
        done = "Would be stored" if dry_run else "Stored and read back"
        told = f"{done}: {cli_keeping.counted_rows(sizes)}."
        typer.echo(json.dumps({"dry_run": dry_run, "rows": sizes}) if as_json else told)
        return
    addresses = [source for source in sources if is_web(source)]
    paths = [Path(source) for source in sources if not is_web(source)]
    sheets = [path for path in paths if is_spreadsheet(path.name) and path.is_file()]
    paths = [path for path in paths if path not in sheets]
    report = Report(is_dry=dry_run)
    try:
        with opened(database) as found:
            if addresses:
                with counted(addresses) as items:
                    capture_each(found, items, report)
            if paths:
                with counted(open_files(paths)) as items:
                    report += ingest_batch(found, items, dry_run=dry_run)
            if sheets:
                with counted(open_sheets(found, sheets, columns, days)) as rows:
                    report += ingest_batch(found, rows, dry_run=dry_run)
    except KeyboardInterrupt:
        typer.echo("onrecord: Stopped. What was stored stays: the same command goes on.", err=True)
        raise typer.Exit(130) from None
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else report.as_text())
    for failure in report.failures:
        typer.echo(f"onrecord: {failure.source}: {failure.reason}", err=True)
    if any(failure.is_blocked for failure in report.failures):
        typer.echo(
            "onrecord: What a site shows to people alone can be pasted at /articles/new, or saved "
            "in a browser and given as a file.",
            err=True,
        )
    if report.uncompared:
        typer.echo(
            f"onrecord: {report.uncompared:,} articles brought their quotes and were not compared. "
            "To find what is the same among so many: python -m app propose",
            err=True,
        )
    if report.failures:
        raise typer.Exit(1)


@app.command()
def review(database: DatabaseOption = None) -> None:
    """Count what waits for review, by reason, in the order of the queue."""
    from app.queries.review import count_waiting

    with opened(database) as found, found.reader() as session:
        waiting = count_waiting(session)
    for reason, count in waiting.by_reason.items():
        if count:
            typer.echo(f"{count:>9,} {reason}")
    typer.echo(f"{waiting.total:>9,} in all")


@app.command()
def propose(database: DatabaseOption = None) -> None:
    """Compare all that is on record: near copies of articles, statements that may be one."""
    from app.services.lookout import look_over

    give_way()
    with opened(database) as found:
        typer.echo(f"{look_over(found)} new proposals.")


@contextmanager
def counted(items: Iterable[T]) -> Iterator[Iterator[T]]:
    """Give the items one by one; in a terminal, show on stderr how many, and their rate."""
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Task as Counted
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Counted) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0:,.0f} a second")

    told = TextColumn("{task.completed:,.0f} read")
    columns = (SpinnerColumn(), told, Rate(), TimeElapsedColumn())
    with Progress(
        *columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True
    ) as bar:
        task = bar.add_task("", total=None)

        def taken() -> Iterator[T]:
            for item in items:
                yield item
                bar.advance(task)

        yield taken()


@app.command()
def reprocess(
    database: DatabaseOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would change; change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as one JSON object.")] = False,
) -> None:
    """Read stored articles again; what people corrected stays, ids live on."""
    from app.services.gazetteer import gazetteer_from_database
    from app.services.reprocess import Changes, article_ids, reprocess

    changes = Changes()
    with opened(database) as found:
        with found.reader() as session:
            ids, gazetteer = article_ids(session), gazetteer_from_database(session)
        with counted(ids) as numbers:
            for number in numbers:
                with found.writer(keep=not dry_run) as session:
                    reprocess(session, number, gazetteer, changes)
    typer.echo(json.dumps(changes.as_dict(), ensure_ascii=False) if as_json else changes.as_text())


@app.command()
def refetch(
    articles: Annotated[
        list[int] | None, typer.Argument(help="Numbers of articles; none: all with an address.")
    ] = None,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Report as one JSON object.")] = False,
) -> None:
    """Look at the sources of articles again; of those that changed both texts are kept."""
    from app.services.gazetteer import gazetteer_from_database
    from app.services.politeness import Politeness
    from app.services.refetch import Looked, refetch_each, with_address

    done = Looked()
    with opened(database) as found:
        with found.reader() as session:
            numbers = articles or with_address(session)
            gazetteer = gazetteer_from_database(session)
        each = refetch_each(found, numbers, gazetteer, who="command line", politeness=Politeness())
        with counted(each) as looks:
            for done in looks:  # noqa: B007
                continue
    typer.echo(json.dumps(done.as_dict(), ensure_ascii=False) if as_json else done.as_text())
    for number, reason in done.failed:
        typer.echo(f"onrecord: article {number}: {reason}", err=True)
    if done.failed:
        raise typer.Exit(1)


@app.command()
def extract(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read JSON lines on stdin, answer each on stdout.")
    ] = False,
) -> None:
    """Find statements in texts, without a database: `{"id", "text", "date", "lang"}` a line."""
    from app.extraction.stream import answer_lines
    from app.services.gazetteer import gazetteer_from_seeds

    if not jsonl:
        raise typer.BadParameter("say --jsonl: texts are read as JSON lines from standard input")
    # UTF-8 whatever the locale; a broken byte must spoil its own line alone.
    lines = (line.decode("utf-8", "surrogateescape") for line in sys.stdin.buffer)
    failed = False
    for answer in answer_lines(lines, gazetteer_from_seeds()):
        failed |= "error" in answer
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
        sys.stdout.buffer.flush()
    if failed:
        raise typer.Exit(1)


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Annotated documents, JSON or JSON lines.")],
    misses: Annotated[
        int, typer.Option(min=0, help="Show so many misses of each file; 0 shows none.")
    ] = 20,
) -> None:
    """Score extraction against annotated documents, and show the misses side by side."""
    from app.evaluation import evaluate_file, print_misses, print_table

    scored = [evaluate_file(path) for path in files]
    print_table(scored)
    for each in scored:
        print_misses(each, misses)
