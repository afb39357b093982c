"""Servers: start each one as a process of its own, and tell what it took from the machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 120.0
POLL_SECONDS = 0.02
# From a process's number to the number of its processor clock, as clock_getcpuclockid(3) has it.
CLOCK_OF_PROCESS = 2


class Failed(Exception):
    """A server did not start; the message holds what it printed."""


@dataclass(frozen=True)
class Server:
    """A process that answers HTTP on this machine.

    Attributes:
        start_seconds: from the start of the process to its first answer.
        start_cpu: processor seconds taken until then.
    """

    name: str
    port: int
    process: subprocess.Popen[bytes]
    start_seconds: float
    start_cpu: float

    @property
    def cpu(self) -> float:
        """Processor seconds, user and system, of the process and its children so far."""
        return cpu_of(self.process.pid)

    def memory(self) -> tuple[float, float]:
        """Return its megabytes now (shared ones in proportion), and the most any process had."""
        return memory_of(self.process.pid)


def memory_of(pid: int) -> tuple[float, float]:
    """Return the megabytes of a process and all below it, and the most any of them had."""
    now, most = 0, 0
    for each in family(pid):
        now += field_of(f"/proc/{each}/smaps_rollup", "Pss:")
        most = max(most, field_of(f"/proc/{each}/status", "VmHWM:"))
    return now / 1000, most / 1000


@dataclass(frozen=True)
class Finished:
    """What a command printed, and what it took.

    Attributes:
        wall, cpu: seconds of the clock, and of processors, with its children that it waited for.
        peak: megabytes, the most that it or any process below it had.
    """

    status: int
    printed: str
    wall: float
    cpu: float
    peak: float


def finish(command: Sequence[str]) -> Finished:
    """Run a command to its end; its memory is looked at four times a second.

    What the system tells of a child's memory counts this process too, of which it was forked.
    """
    start, peak = time.perf_counter(), 0.0
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        subprocess.Popen(command, stdout=out) as process,
    ):
        while True:
            peak = max(peak, memory_of(process.pid)[1])
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.25)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        out.seek(0)
        printed = out.read()
    return Finished(process.returncode, printed, wall, used.ru_utime + used.ru_stime, peak)


def family(pid: int) -> list[int]:
    """Return a process and all below it, whichever of its threads began them."""
    below: list[str] = []
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            below += (thread / "children").read_text().split()
    return [pid, *(each for child in below for each in family(int(child)))]


def cpu_of(pid: int, *, with_children: bool = True) -> float:
    """Return the processor seconds of a process and all below it, to the microsecond."""
    pids = family(pid) if with_children else [pid]
    return sum(time.clock_gettime((~each << 3) | CLOCK_OF_PROCESS) for each in pids)


def field_of(path: str, name: str) -> int:
    """Return the number behind a name in one of the kernel's tables, 0 where it has none."""
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
        return port


@contextmanager
def running(
    name: str, command: Sequence[str], port: int, ready: str, log: Path
) -> Iterator[Server]:
    """Start a server, wait until it answers, and stop it at the end.

    Args:
        ready: a path that answers 200 once the server can answer anything.
        log: takes what the server prints.

    Raises:
        Failed: it ended, or did not answer in time.
    """
    started = time.perf_counter()
    with log.open("wb") as printed:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT
        )
        try:
            wait_for(process, f"http://127.0.0.1:{port}{ready}", name, log)
            seconds = time.perf_counter() - started
            yield Server(name, port, process, seconds, cpu_of(process.pid))
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(process: subprocess.Popen[bytes], url: str, name: str, log: Path) -> None:
    """Return once an address answers 200.

    Raises:
        Failed: it never did.
    """
    end = time.perf_counter() + START_SECONDS
    while time.perf_counter() < end:
        if process.poll() is not None:
            break
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(POLL_SECONDS)
    tail = log.read_text(errors="replace")[-2000:]
    raise Failed(f"{name} does not answer at {url}:\n{tail}")


def product_command(database: Path, port: int, workers: int = 1) -> list[str]:
    """Return the command that serves the product."""
    url = f"sqlite:///{database.resolve()}"
    command = [sys.executable, "-m", "app", "serve", "--database", url, "--port", str(port)]
    return command if workers == 1 else [*command, "--workers", str(workers)]


def takes_workers() -> bool:
    """Say whether the product can be served by several processes."""
    shown = subprocess.run(
        [sys.executable, "-m", "app", "serve", "--help"],
        capture_output=True,
        check=True,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    )
    return b"--workers" in shown.stdout


def floor_command(database: Path, plan: Path, port: int) -> list[str]:
    """Return the command that serves the floor."""
    module = "tests.benchmarks.floor"
    return [sys.executable, "-m", module, str(database), str(plan), str(port)]
