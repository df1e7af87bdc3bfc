"""Metrics: what an operator may count, for Prometheus to read.

Nothing here is about one match, one seat or one player; even so, on a server with a single match
the sum of all matches is that match, and the moment at which a counter moves tells who said or
sealed something. So only the operator's own port shows them, never the one that players reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

APPEND_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

DIRECTIONS = ("in", "out")


class Metrics:
    """Counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        registry = CollectorRegistry(auto_describe=True)
        self.registry = registry
        self.connections = Gauge(
            "dilemma_connections", "Clients that are connected now.", registry=registry
        )
        self.arrivals = Counter(
            "dilemma_connections_opened", "Clients that ever connected.", registry=registry
        )
        self.cuts = Counter(
            "dilemma_connections_cut",
            "Connections that were cut for what they cost.",
            ["reason"],
            registry=registry,
        )
        self.refusals = Counter(
            "dilemma_connections_refused",
            "Connections that were not let in.",
            ["reason"],
            registry=registry,
        )
        frames = Counter(
            "dilemma_frames", "Messages of the game.", ["direction"], registry=registry
        )
        octets = Counter("dilemma_bytes", "Bytes of all kinds.", ["direction"], registry=registry)
        self.turns = Counter("dilemma_turns_closed", "Turns closed.", ["reason"], registry=registry)
        self.turn_seconds = Histogram(
            "dilemma_turn_close_seconds",
            "From handing the last seal of a turn to the store until the closing is stored.",
            buckets=TURN_SECONDS,
            registry=registry,
        )
        self.append_seconds = Histogram(
            "dilemma_store_append_seconds",
            "Until a record was on the disk.",
            buckets=APPEND_SECONDS,
            registry=registry,
        )
        self.append_failures = Counter(
            "dilemma_store_append_failures", "Records that were not stored.", registry=registry
        )
        build = Info("dilemma_build", "Which release serves.", registry=registry)
        build.info({"version": _release(), "python": python_version()})
        # A counter that has never counted is shown as nought, so that an alarm can rest on it.
        self.frames_in, self.frames_out = map(frames.labels, DIRECTIONS)
        self.bytes_in, self.bytes_out = map(octets.labels, DIRECTIONS)

    def ask(self, phases: Callable[[], Mapping[str, int]], failures: Callable[[], int]) -> None:
        """Have the matches by phase and the failures at the turnstile asked for when read."""
        self.registry.register(_Asked(phases, failures))

    def text(self) -> bytes:
        """Everything as it stands, as Prometheus reads it."""
        return generate_latest(self.registry)


class _Asked(Collector):
    """What others count already."""

    def __init__(
        self, phases: Callable[[], Mapping[str, int]], failures: Callable[[], int]
    ) -> None:
        self._phases = phases
        self._failures = failures

    def collect(self) -> Iterator[Metric]:
        """Ask them."""
        matches = GaugeMetricFamily(
            "dilemma_matches", "Matches that are open here.", labels=["phase"]
        )
        for phase, count in self._phases().items():
            matches.add_metric([phase], count)
        yield matches
        yield CounterMetricFamily(
            "dilemma_turnstile_failures", "Wrong codes and tokens.", value=self._failures()
        )


def _release() -> str:
    try:
        return version("security-dilemma")
    except PackageNotFoundError:
        return "unknown"
