"""Metrics: counts of requests, and what the record holds, as Prometheus reads them.

They need the extra `metrics`. Several server processes count into files of one folder, named by
`PROMETHEUS_MULTIPROC_DIR`: whichever of them is asked tells the sums.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import NamedTuple

from app.errors import Unavailable

TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Seconds: from a page that was kept to a whole export.
STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)


class Gauge(NamedTuple):
    """A figure that is read when it is asked for.

    Attributes:
        values: by the label's value; one under an empty text has no label.
    """

    name: str
    help: str
    values: dict[str, float]
    label: str = ""


class Metrics:
    """What this process counts."""

    def __init__(self) -> None:
        """Count nothing yet.

        Raises:
            Unavailable: the library that writes the figures is not installed.
        """
        try:
            import prometheus_client
        except ImportError:
            raise Unavailable(
                "ONRECORD_METRICS needs the extra `metrics`: pip install -e '.[metrics]'"
            ) from None
        self._registry = prometheus_client.CollectorRegistry()
        self._requests = prometheus_client.Counter(
            "onrecord_requests",
            "Requests answered; status 0: whoever asked went away before.",
            ["route", "method", "status"],
            registry=self._registry,
        )
        self._seconds = prometheus_client.Histogram(
            "onrecord_request_seconds",
            "Seconds until a request was answered as a whole.",
            ["route"],
            buckets=STEPS,
            registry=self._registry,
        )

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, method, status).inc()
        self._seconds.labels(route).observe(seconds)

    def written(self, gauges: Iterable[Gauge]) -> bytes:
        """Return all that was counted, by all processes, and the gauges."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        counted = self._registry
        if TOGETHER in os.environ:
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        return generate_latest(counted) + b"".join(map(_line, gauges))


def _line(gauge: Gauge) -> bytes:
    """Return a gauge as text; its labels' values are words of our own."""
    lines = [f"# HELP {gauge.name} {gauge.help}", f"# TYPE {gauge.name} gauge"]
    for value, number in gauge.values.items():
        label = f'{{{gauge.label}="{value}"}}' if gauge.label else ""
        lines.append(f"{gauge.name}{label} {number}")
    return ("\n".join(lines) + "\n").encode()


@contextmanager
def counted_together() -> Iterator[None]:
    """Let the processes that are started meanwhile count into one folder, unless one is named."""
    if TOGETHER in os.environ:
        yield
        return
    with TemporaryDirectory(prefix="onrecord-metrics-") as folder:
        os.environ[TOGETHER] = folder
        try:
            yield
        finally:
            del os.environ[TOGETHER]
