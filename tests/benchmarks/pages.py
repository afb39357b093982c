"""Pages: how quick they are, beside a floor, beside Datasette, and beside a smaller record.

    python -m tests.benchmarks.pages 1m.db --smaller 100k.db --datasette /path/to/datasette

All servers run at the same time and are asked the same in turn, so that whatever else the machine
does slows all of them; their files are held in memory, so that none waits for the disk. `first` is
a list that the server has never been asked for, `turned` the second page of one whose first it has
just shown (its counts are kept, the page is not), `again` an address that it was asked for before.
Milliseconds of the clock are what a reader waits; those of the processor are what the server itself
needed, whatever else the machine was doing.
"""

import argparse
import gc
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.benchmarks import datasette, report
from tests.benchmarks.measure import (
    Answer,
    Connection,
    Samples,
    percentile,
    requests_a_second,
    timed,
)
from tests.benchmarks.plan import Sheet, ids_in, make_sheet, write_plan
from tests.benchmarks.questions import (
    API,
    LIST,
    PER_PAGE,
    Ask,
    Question,
    make_questions,
    read_record,
)
from tests.benchmarks.resident import resident
from tests.benchmarks.servers import (
    Failed,
    Server,
    floor_command,
    free_port,
    product_command,
    running,
    takes_workers,
)

READY = "/healthz"
# Datasette takes seconds for some pages: it is asked in so many rounds only.
SLOW_ROUNDS = 3
# Different addresses of a kind that are asked again and again.
KEPT_ADDRESSES = 3
STEADY_ASKS = 400
LOAD_SECONDS, LOAD_TURNS, LOAD_CONNECTIONS = 2.0, 6, 8


@dataclass
class Run:
    """Everything that was measured.

    Attributes:
        samples: by kind, server, and `first`, `turned` or `again`.
        notes: where two servers did not do the same work.
        compared: pages whose statements and bytes were held against the floor's.
        facts: single figures, by name.
    """

    questions: list[Question]
    rounds: int
    samples: defaultdict[tuple[str, str, str], Samples] = field(
        default_factory=lambda: defaultdict(Samples)
    )
    notes: list[str] = field(default_factory=list)
    compared: int = 0
    facts: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)


def tell(words: str) -> None:
    """Say on stderr what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def scouted(database: Path, questions: list[Question], folder: Path) -> dict[str, Sheet]:
    """Return what the product answers to every question, from a server that is then stopped."""
    port = free_port()
    sheets = {}
    with running(
        "scout", product_command(database, port), port, READY, folder / "scout.log"
    ) as server:
        connection = Connection(server)
        for question in questions:
            for ask in question.asks:
                sheet = sheets[ask.address] = make_sheet(ask, connection.ask(ask.address).body)
                if can_turn(ask) and len(sheet.ids) == PER_PAGE:
                    body = connection.ask(ask.turned.address).body
                    sheets[ask.turned.address] = make_sheet(ask.turned, body)
    return sheets


def can_turn(ask: Ask) -> bool:
    """Say whether an address is the first page of a list."""
    return ask.path == LIST and ask.value("page") is None


def with_second_page(questions: list[Question], sheets: dict[str, Sheet]) -> frozenset[str]:
    """Return the addresses of the lists that go on."""
    every = [ask for question in questions for ask in question.asks]
    return frozenset(ask.address for ask in every if ask.turned.address in sheets)


Translate = Callable[[Ask], str | None]


@dataclass(frozen=True)
class Contestant:
    """A server in the run, and how a question of this run is put to it.

    Attributes:
        questions: its own, by kind: a smaller record holds other values.
        long: addresses of lists that have a second page.
        rounds: how often each kind is asked.
    """

    connection: Connection
    questions: dict[str, Question]
    translate: Translate
    long: frozenset[str]
    rounds: int

    @property
    def name(self) -> str:
        """The server's name in the report."""
        return self.connection.server.name

    def address(self, kind: str, number: int, when: str = "first") -> str | None:
        """Return an address of a kind by its number, None where there is none."""
        question = self.questions.get(kind)
        if question is None or number >= len(question.asks):
            return None
        ask = question.asks[number]
        if when == "turned":
            return self.translate(ask.turned) if ask.address in self.long else None
        return self.translate(ask)


def by_name(questions: list[Question]) -> dict[str, Question]:
    """Return questions by the name of their kind."""
    return {question.name: question for question in questions}


def in_turn(contestants: list[Contestant], number: int) -> list[Contestant]:
    """Return the contestants, each in another place from round to round."""
    start = number % len(contestants)
    return contestants[start:] + contestants[:start]


def ask_first(run: Run, contestants: list[Contestant]) -> None:
    """Ask every address once, and then for the second page of the list."""
    for number in range(run.rounds):
        for question in run.questions:
            for when in ("first", "turned"):
                answers: dict[str, Answer] = {}
                for each in in_turn(contestants, number):
                    address = each.address(question.name, number, when)
                    if address is not None and number < each.rounds:
                        samples = run.samples[question.name, each.name, when]
                        answers[each.name] = timed(each.connection, address, samples)
                if "floor" in answers:
                    compare(run, question.asks[number], answers)


def ask_again(run: Run, contestants: list[Contestant]) -> None:
    """Ask a few addresses of each kind again and again; the first time is not measured."""
    for number in range(-KEPT_ADDRESSES, run.rounds):
        for question in run.questions:
            for each in in_turn(contestants, number):
                own = each.questions.get(question.name)
                if own is None:
                    continue
                held = min(KEPT_ADDRESSES, len(own.asks))
                address = each.address(question.name, number % held)
                if address is None or number >= each.rounds:
                    continue
                measured = run.samples[question.name, each.name, "again"]
                timed(each.connection, address, measured if number >= 0 else Samples())


def compare(run: Run, ask: Ask, answers: dict[str, Answer]) -> None:
    """Note where the floor prints other statements, or much more or less than the product."""
    ours, floor = answers["product"].body, answers["floor"].body
    run.compared += 1
    if ids_in(ask, ours) != ids_in(ask, floor):
        run.notes.append(f"floor: other statements than the product at {ask.address}")
    if not 0.9 <= len(floor) / len(ours) <= 1.1:
        sizes = f"{len(floor):,} bytes, the product {len(ours):,}"
        run.notes.append(f"floor: {sizes} at {ask.address}")


def compare_datasette(run: Run, product: Connection, other: Connection, database: Path) -> None:
    """Note where Datasette finds another number of statements, or other ones on the page."""
    run.notes.append(
        "datasette: counts a statement's first topic only, the product every one: less work"
    )
    for question in run.questions:
        ask = question.asks[0]
        rows = Ask(API, tuple(pair for pair in ask.pairs if pair[0] != "facets"))
        address = datasette.address_of(rows, database)
        if address is None or ask.path not in {LIST, API}:
            continue
        ours = json.loads(product.ask(rows.address).body)
        theirs = json.loads(other.ask(address.replace("_nocount=1", "_nofacet=1")).body)
        if "page" in dict(ask.pairs):
            # The product's rows in JSON go on by a key, its pages by their number.
            continue
        total = theirs.get("filtered_table_rows_count")
        if ours["total"] != total:
            run.notes.append(
                f"datasette: finds {total:,}, the product {ours['total']:,} ({question.name})"
            )
        elif [row["id"] for row in theirs["rows"]] != [item["id"] for item in ours["items"]]:
            run.notes.append(f"datasette: another order or other rows ({question.name})")


def ask_steadily(run: Run, connection: Connection) -> None:
    """Ask for one page hundreds of times, and for as many pages of a list in turn."""
    for name, addresses in (
        ("one page kept", cycle([LIST])),
        ("pages in turn", (f"{LIST}?page={number}" for number in range(100, 10**6))),
    ):
        samples = Samples()
        for _ in range(STEADY_ASKS):
            timed(connection, next(addresses), samples)
        run.figures[f"p99 / p50, {name}"] = percentile(samples.wall, 0.99) / percentile(
            samples.wall, 0.5
        )
        run.figures[f"p99 / p50 of the processor, {name}"] = percentile(
            samples.cpu, 0.99
        ) / percentile(samples.cpu, 0.5)
        run.facts[f"p50, p99, most on one connection, {name}"] = (
            ", ".join(f"{percentile(samples.wall, part):.2f}" for part in (0.5, 0.99, 1)) + " ms"
        )


def ask_unchanged(run: Run, connection: Connection) -> None:
    """Ask whether pages are unchanged, and note those that come again as a whole."""
    again = []
    for question in run.questions:
        address = question.asks[0].address
        etag = connection.ask(address).etag
        answer = connection.ask(address, etag) if etag else None
        if answer is None or answer.status != 304:
            again.append(question.name)
    run.figures["kinds of page that answer 304 when unchanged"] = len(run.questions) - len(again)
    if again:
        run.facts["kinds of page that come whole though unchanged"] = ", ".join(again)


def measure_workers(run: Run, database: Path, folder: Path) -> None:
    """Let one worker and two answer as much as they can, in turn; the best of each counts."""
    if not takes_workers():
        run.facts["two workers"] = "`serve` has no --workers"
        return
    pages = (f"{LIST}?per=20&page={number}" for number in range(2, 10**7))
    asked = {"pages in turn": pages, "one page kept": cycle([LIST])}
    best: dict[tuple[int, str], tuple[float, float]] = {}
    with ExitStack() as stack:
        servers = {}
        for workers in (1, 2):
            port, log = free_port(), folder / f"workers-{workers}.log"
            command = product_command(database, port, workers)
            servers[workers] = stack.enter_context(
                running(f"{workers} workers", command, port, READY, log)
            )
        for name, addresses in asked.items():
            for _ in range(LOAD_TURNS):
                for workers, server in servers.items():
                    got = requests_a_second(server, addresses, LOAD_CONNECTIONS, LOAD_SECONDS)
                    best[workers, name] = max(got, best.get((workers, name), got))
    for (workers, name), (got, busy) in best.items():
        run.facts[f"{workers} worker(s), {name}"] = (
            f"{got:,.0f} requests a second, {busy:.2f} processors busy"
        )
    for name in asked:
        run.figures[f"two workers / one, {name}"] = best[2, name][0] / best[1, name][0]
        # A machine may have too few processors for both and for who asks: what a request costs
        # tells then what they would answer, had each worker one of its own.
        cost = {workers: best[workers, name][1] / best[workers, name][0] for workers in (1, 2)}
        run.figures[f"two workers / one, a processor each, {name}"] = 2 * cost[1] / cost[2]


def take_stock(run: Run, servers: list[Server], files: dict[str, Path]) -> None:
    """Keep what each server took from the machine."""
    for server in servers:
        now, most = server.memory()
        run.facts[f"memory of {server.name}"] = f"{now:,.0f} MB now, {most:,.0f} MB at most"
        run.figures[f"memory of {server.name}"] = most
        run.facts[f"start of {server.name}"] = (
            f"{server.start_seconds:.2f} s, {server.start_cpu:.2f} s of the processor"
        )
        run.figures[f"start of {server.name}"] = server.start_seconds
    for name, path in files.items():
        run.facts[f"disk of {name}"] = f"{path.stat().st_size / 1e6:,.0f} MB"


def measure(
    database: Path, smaller: Path | None, command: str | None, rounds: int, folder: Path
) -> Run:
    """Run all servers side by side and return what was measured.

    Args:
        command: starts Datasette; None leaves it out.
        folder: for the plan and the servers' logs.

    Raises:
        Failed: a server did not start.
    """
    record = read_record(database)
    questions = make_questions(record, rounds)
    run = Run(questions, rounds)
    run.facts["statements"] = f"{record.statements:,}"
    tell("asking every address once for the plan")
    plan = folder / "plan.jsonl"
    sheets = scouted(database, questions, folder)
    write_plan(plan, sheets)
    long = with_second_page(questions, sheets)
    del sheets
    files = {"product": database}
    with ExitStack() as stack:

        def hold(path: Path) -> None:
            if not stack.enter_context(resident(path)):
                run.notes.append(f"{path.name} could not be held in memory: rows wait for the disk")

        hold(database)

        def started(name: str, command: list[str], port: int, ready: str = READY) -> Connection:
            log = folder / f"{name}.log"
            return Connection(stack.enter_context(running(name, command, port, ready, log)))

        def own(ask: Ask) -> str:
            return ask.address

        port = free_port()
        product = started("product", product_command(database, port), port)
        contestants = [Contestant(product, by_name(questions), own, long, rounds)]
        port = free_port()
        floor = started("floor", floor_command(database.resolve(), plan, port), port)
        contestants.append(Contestant(floor, by_name(questions), own, long, rounds))
        if smaller is not None:
            hold(smaller)
            port = free_port()
            connection = started("smaller", product_command(smaller, port), port)
            theirs = make_questions(read_record(smaller), rounds)
            # Asked elsewhere which of its lists go on, so that it has not shown them yet.
            goes_on = with_second_page(theirs, scouted(smaller, theirs, folder))
            contestants.append(Contestant(connection, by_name(theirs), own, goes_on, rounds))
        other: Connection | None = None
        if command is not None:
            tell("laying out the same statements for Datasette")
            files["datasette"] = made = datasette.build(database)
            hold(made)
            port = free_port()
            served = datasette.command(command, made, port)
            other = started("datasette", served, port, "/-/versions.json")
            contestants.append(
                Contestant(
                    other,
                    by_name(questions),
                    lambda ask: datasette.address_of(ask, made),
                    frozenset(),
                    SLOW_ROUNDS,
                )
            )
        gc.collect()
        gc.freeze()
        tell("asking each address for the first time")
        ask_first(run, contestants)
        tell("asking again")
        ask_again(run, contestants)
        ask_steadily(run, product)
        ask_unchanged(run, product)
        take_stock(run, [each.connection.server for each in contestants], files)
        if other is not None:
            compare_datasette(run, product, other, made)
    tell("counting requests a second")
    measure_workers(run, database, folder)
    return run


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("database", type=Path, help="a SQLite file at the schema of this checkout")
    parser.add_argument("--smaller", type=Path, help="the same with a tenth of the statements")
    parser.add_argument("--datasette", help="the command `datasette` of an environment of its own")
    parser.add_argument("--rounds", type=int, default=30, help="how often each kind is asked")
    parser.add_argument("--keep", type=Path, help="a folder for the logs and the whole table")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            run = measure(given.database, given.smaller, given.datasette, given.rounds, folder)
        except Failed as problem:
            print(problem, file=sys.stderr)
            return 1
        text = report.written(run)
        if given.keep:
            (folder / "report.md").write_text(text, encoding="utf-8")
    print(text)
    if given.datasette is None:
        print("Datasette was left out: name its command with --datasette.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
