"""Backoff: delays grow, differ between clients, and never vanish."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dilemma_client.link import Backoff


class Highest(Random):
    """A chance that always draws the highest."""

    def uniform(self, a: float, b: float) -> float:  # noqa: ARG002  (the draw of a fixed chance)
        return b


def test_the_widest_delay_doubles_up_to_the_ceiling() -> None:
    backoff = Backoff(first=0.5, ceiling=8.0, chance=Highest())
    assert [backoff.after(0.0) for _ in range(7)] == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


@given(st.integers(), st.lists(st.floats(0.0, 4.9), min_size=1, max_size=2000))
def test_no_delay_leaves_its_bounds(seed: int, held: list[float]) -> None:
    backoff = Backoff(floor=0.1, ceiling=8.0, settled=5.0, chance=Random(seed))
    assert all(0.1 <= backoff.after(seconds) <= 8.0 for seconds in held)


def test_clients_that_fail_together_do_not_come_back_together() -> None:
    delays = {Backoff(chance=Random(seed)).after(0.0) for seed in range(50)}
    assert len(delays) == 50


def test_only_a_connection_that_held_starts_the_count_anew() -> None:
    backoff = Backoff(first=0.5, settled=5.0, chance=Highest())
    for _ in range(3):
        backoff.after(0.0)
    assert backoff.attempt == 4
    assert backoff.after(4.9) == 4.0, "a server that seats and hangs up is a failure too"
    assert backoff.after(5.0) == 0.5
    assert backoff.attempt == 2
