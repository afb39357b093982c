"""Commands for feeds and for what works in the background: feed, poll, job, worker."""

import json
import signal
import sys
from logging.config import dictConfig
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli_options import DatabaseOption, give_way, opened, settings_with
from app.logs import configuration

if TYPE_CHECKING:
    from app.db import Database
    from app.queries.jobs import JobRow
    from app.readers.fetch import Limits
    from app.services.politeness import Politeness

WHO = "command line"
LOOK_SECONDS, RENEW_LOOKS = 0.25, 40
QUEUED, FAILED = "queued", "failed"

feed = typer.Typer(no_args_is_help=True, help="Feeds: add, list, pause, remove.")
job = typer.Typer(no_args_is_help=True, help="Work in the background: list, watch, retry.")

FeedArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="As `feed list` shows it.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Report as JSON.")]


@feed.command("add")
def add(
    url: Annotated[str, typer.Argument(help="A feed, or a page that names one.")],
    words: Annotated[
        list[str] | None,
        typer.Option(
            help="Take only what has one of these, by commas: `Syria*, Suriye*` (`*`: any ending)."
        ),
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="Also take what has a term of this topic (its slug).")
    ] = None,
    every: Annotated[str, typer.Option(help="How often it is asked: 30m, 2h, 1d.")] = "30m",
    database: DatabaseOption = None,
) -> None:
    """Add a feed; the server, or `poll`, reads it."""
    from app.services.feeds import add_feed, check_fields, parse_every

    with opened(database) as found:
        with found.reader() as session:
            fields = check_fields(
                session, every=parse_every(every), words=words or [], topics=topic or []
            )
        number = add_feed(found, url, fields, who=WHO)
        typer.echo(f"Added as feed {number}.")


@feed.command("list")
def index(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """List feeds with their state, what they brought, and when they are asked next."""
    from app.queries.feeds import find_feeds

    with opened(database) as found, found.reader() as session:
        feeds = find_feeds(session)
    if as_json:
        typer.echo(json.dumps([vars(each) for each in feeds], default=str, ensure_ascii=False))
        return
    if not feeds:
        typer.echo("There is no feed yet: add one with `feed add URL`.")
    for each in feeds:
        then = f"next {each.next_at:%Y-%m-%d %H:%M} UTC" if each.is_active else each.state
        brought = ", ".join(f"{count} {state}" for state, count in sorted(each.items.items()))
        typer.echo(f"{each.id:>3}  {each.title}  ({then})  {brought or 'nothing yet'}")
        typer.echo(f"     {each.url}")
        if each.words or each.topics:
            typer.echo(f"     only: {', '.join([*each.words, *each.topics])}")
        if each.error:
            typer.echo(f"     failed {each.failures} times in a row: {each.error}")


@feed.command("remove")
def remove(number: FeedArgument, database: DatabaseOption = None) -> None:
    """Take a feed away; the articles that it brought stay."""
    from app.services.feeds import remove_feed

    with opened(database) as found, found.writer() as session:
        typer.echo(f"Removed {remove_feed(session, number, who=WHO)}.")


@feed.command("pause")
def pause(number: FeedArgument, database: DatabaseOption = None) -> None:
    """Ask a feed no more, until `feed resume`."""
    from app.models import FeedState
    from app.services.feeds import set_state

    with opened(database) as found, found.writer() as session:
        set_state(session, number, FeedState.PAUSED, who=WHO)


@feed.command("resume")
def resume(number: FeedArgument, database: DatabaseOption = None) -> None:
    """Ask a feed again that was paused, or gone."""
    from app.models import FeedState
    from app.services.feeds import set_state

    with opened(database) as found, found.writer() as session:
        set_state(session, number, FeedState.ACTIVE, who=WHO)


def poll(
    everything: Annotated[
        bool, typer.Option("--all", help="Ask every feed that is not paused, due or not.")
    ] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the feeds that are due, and store their new articles (for cron, or by hand)."""
    with opened(database) as found:
        rows = poll_feeds(found, everything=everything)
    report(rows, as_json=as_json)


def report(rows: list["JobRow"], *, as_json: bool) -> None:
    """Tell what became of jobs; the status is 1 where one failed.

    Raises:
        Exit: one failed.
    """
    if as_json:
        told = [{"feed": r.label, "state": r.state, "message": r.message} for r in rows]
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for row in rows:
            if row.state != FAILED:
                typer.echo(f"{row.label}: {row.message}")
        if not rows:
            typer.echo("No feed is due.")
    failed = [row for row in rows if row.state == FAILED]
    for row in failed:
        typer.echo(f"onrecord: {row.label}: {row.message}", err=True)
    if failed:
        raise typer.Exit(1)


def poll_feeds(
    database: "Database",
    *,
    everything: bool = False,
    limits: "Limits | None" = None,
    politeness: "Politeness | None" = None,
) -> list["JobRow"]:
    """Poll feeds in this process, and return the jobs as they ended.

    A feed that another process polls already is waited for.

    Args:
        limits: what a fetch may cost; tests allow their servers by it.
    """
    from app.readers.fetch import PAGE_LIMITS
    from app.services.feeds import open_polls, queue_due
    from app.worker import Runner

    with database.writer() as session:
        queue_due(session, everything=everything, who=WHO)
        numbers = open_polls(session)
    ended = Event()
    runner = Runner(database, limits or PAGE_LIMITS, politeness, ended=ended.set)
    try:
        return _watch(database, numbers, runner, ended)
    except KeyboardInterrupt:
        typer.echo("onrecord: Stopping. What was stored stays: `poll` goes on.", err=True)
        raise typer.Exit(130) from None
    finally:
        runner.close()


def _watch(
    database: "Database", numbers: list[int], runner: Any | None, ended: Event
) -> list["JobRow"]:
    """Show jobs as bars until all have ended; `runner` does them, None leaves that to others."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from app.queries.jobs import find_these

    texts = TextColumn("{task.description}"), TextColumn("[dim]{task.fields[at]}")
    columns = (SpinnerColumn(), texts[0], BarColumn(20), MofNCompleteColumn(), texts[1])
    shown: dict[int, Any] = {}
    looks = 0
    with Progress(
        *columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True
    ) as bars:
        while True:
            if runner is not None:
                runner.start_some(set(numbers))
                if looks % RENEW_LOOKS == 0:
                    runner.renew()
            with database.reader() as session:
                rows = find_these(session, numbers)
            for row in rows:
                if row.id not in shown:
                    shown[row.id] = bars.add_task(escape(row.label[:40]), total=None, at="")
                bars.update(
                    shown[row.id],
                    completed=row.done if row.is_open else (row.total or 1),
                    total=row.total if row.is_open else (row.total or 1),
                    at=escape(("waits" if row.state == QUEUED else row.message)[:60]),
                )
            if not any(row.is_open for row in rows):
                return rows
            ended.wait(LOOK_SECONDS)
            ended.clear()
            looks += 1


@job.command("list")
def jobs(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """List what runs and waits in the background, and what failed or was done last."""
    from app.queries.jobs import find_jobs

    with opened(database) as found, found.reader() as session:
        known = find_jobs(session)
    rows = [*known.open, *known.failed, *known.done]
    if as_json:
        typer.echo(json.dumps([vars(each) for each in rows], default=str, ensure_ascii=False))
        return
    if not rows:
        typer.echo("Nothing ran yet, and nothing waits.")
    for row in rows:
        far = f" {row.done}/{row.total}" if row.is_open and row.total else ""
        typer.echo(f"{row.id:>4}  {row.state}{far}  {row.kind}  {row.label}  {row.message}")
    if known.is_forgotten:
        typer.echo("onrecord: Nobody works on these: start the server, or `worker`.", err=True)


@job.command("watch")
def watch(database: DatabaseOption = None) -> None:
    """Show the progress of what runs in the background until all is done."""
    from app.queries.jobs import find_jobs

    with opened(database) as found:
        with found.reader() as session:
            numbers = [row.id for row in find_jobs(session).open]
        try:
            rows = _watch(found, numbers, None, Event()) if numbers else []
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
    for row in rows:
        typer.echo(f"{row.label}: {row.state}. {row.message}")
    if not rows:
        typer.echo("Nothing runs and nothing waits.")


@job.command("retry")
def retry(
    number: Annotated[int | None, typer.Argument(help="Of the failed job; none: all.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Queue failed jobs again."""
    from app.queries.jobs import find_jobs
    from app.services.jobs import retry as again

    with opened(database) as found, found.writer() as session:
        failed = [row.id for row in find_jobs(session).failed]
        numbers = failed if number is None else [number]
        for each in numbers:
            again(session, each, WHO)
    typer.echo(f"Queued again: {len(numbers)}.")


def worker(
    database: DatabaseOption = None,
    of_server: Annotated[bool, typer.Option("--of-server", hidden=True)] = False,
) -> None:
    """Work in the background until interrupted; the server does so by itself."""
    give_way()
    if of_server:
        # Whoever stops a server tells all its processes: this one ends when the server lets it.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(getattr(signal, "SIGHUP", signal.SIGTERM), signal.SIG_IGN)
    from app.worker import working

    dictConfig(configuration(settings_with(database).log_format))
    with opened(database) as found, working(found) as running:
        if of_server:
            # Until the server closes it, or is no more.
            sys.stdin.buffer.read()
            return
        typer.echo("Working in the background (stop it with Ctrl-C).")
        # Who stops it by SIGTERM, as services are, has what runs put back too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            running.wait()
        except KeyboardInterrupt:
            typer.echo("Stopping.", err=True)
