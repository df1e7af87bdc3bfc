"""Whether a player could tell by his own answers what another one has just sent, on a real server.

    python -m benchmarks secrecy

Virtual time knows no work of a processor, so what a longer secret costs is measured here: Anna
sends a command, Carl one right behind it at the same table, and his answer is timed. Everything
that Anna may send comes in turns drawn at random. How well one answer tells two of them apart is
the share of pairs of answers of which the later one belongs to the second: 50 % when not at all.
"""

from __future__ import annotations

import asyncio
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from benchmarks.load import SCENARIO, Seat, on_core, open_table, serving
from benchmarks.measure import Result, interleaved
from dilemma.chance import secret_from_seed
from dilemma.orders import Assessment, Order
from dilemma.protocol import encode
from dilemma.protocol.messages import Say, SubmitOrders, Unseal
from dilemma.record import advance, begin
from dilemma.scenario import parse_scenario
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma_assets.scenarios import load_text

TABLES, TRIALS = 6, 150
"""Trials at each table; a seat may give 200 commands in a turn."""

PAUSE = 0.06
"""Seconds between two commands of a seat; faster ones are read later on purpose."""

SEATS = ("aster", "borea", "corvia", "delmark")
NOTHING, SHORT, LONG = "nothing", "short orders", "long orders"
REFUSED, WORD, SPEECH = "refused orders", "a word to another", "a speech to another"

COMPARED = ((SHORT, LONG), (SHORT, REFUSED), (WORD, SPEECH), (SHORT, WORD), (NOTHING, WORD))


def short_orders(seat: str) -> Order:
    """Orders that say little."""
    return Order(budget={BudgetLine.WELFARE: 0.5}, offers=sealed(seat).offers)


def long_orders(seat: str) -> Order:
    """Orders with all that can be in them and that nobody else sees before the turn is over."""
    others = [other for other in SEATS if other != seat]
    return Order(
        budget=dict.fromkeys((BudgetLine.WELFARE, BudgetLine.DEFENCE, BudgetLine.OFFENCE), 0.1),
        statement="We have been patient for longer than anybody. " * 6,
        offers=dict.fromkeys(others, tuple(Instrument)),
        assessments=dict.fromkeys(others, Assessment(0.123456789, 0.987654321)),
    )


def sealed(seat: str) -> Order:
    """Peaceful orders, with a hotline to everybody else."""
    others = [other for other in SEATS if other != seat]
    return Order(
        budget={BudgetLine.WELFARE: 0.6, BudgetLine.DEFENCE: 0.2},
        offers=dict.fromkeys(others, (Instrument.HOTLINE,)),
    )


def commands(seat: str, to: str, key: str) -> Mapping[str, bytes | None]:
    """What may be sent from a seat, by name."""
    refused = Order(budget={BudgetLine.WELFARE: 7.0})
    return {
        NOTHING: None,
        SHORT: encode(SubmitOrders(2, short_orders(seat), key)),
        LONG: encode(SubmitOrders(2, long_orders(seat), key)),
        REFUSED: encode(SubmitOrders(2, refused, key)),
        WORD: encode(Say(to, "no", key)),
        SPEECH: encode(Say(to, "I mean you no harm at all. " * 18, key)),
    }


class Ear:
    """Reads all that comes to a seat, and notes when the answer to a key does."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.answered_at = 0.0
        self.answered = asyncio.Event()
        self.key = b""

    async def listen(self) -> None:
        """Until the connection ends."""
        async for frame in self.seat.connection:
            assert isinstance(frame, bytes)
            if self.key and self.key in frame:
                self.answered_at = time.perf_counter()
                self.answered.set()

    async def ask(self, frame: bytes, key: str) -> float:
        """Send something; the seconds until it is answered."""
        self.key = key.encode()
        self.answered.clear()
        sent = time.perf_counter()
        await self.seat.connection.send(frame)
        await self.answered.wait()
        return self.answered_at - sent


async def measure(url: str, chance: Random) -> dict[str, list[float]]:
    """Seconds of Carl's answers by what Anna had sent, one table after the other."""
    found: dict[str, list[float]] = {}
    for _ in range(TABLES):
        seats = await open_table(url, 3600)
        await to_turn_two(seats)
        anna, carl, *others = map(Ear, seats)
        listening = [asyncio.ensure_future(ear.listen()) for ear in (anna, carl, *others)]
        await anna.ask(encode(SubmitOrders(2, sealed(SEATS[0]), "first")), "first")
        for trial in range(TRIALS):
            await asyncio.sleep(PAUSE)
            kind, frame = chance.choice(list(commands(SEATS[0], SEATS[2], f"anna {trial}").items()))
            if frame is not None:
                await anna.seat.connection.send(frame)
            key = f"carl {trial}"
            # He has sealed nothing, so this is refused, and always at the same length.
            waited = await carl.ask(encode(Unseal(2, key)), key)
            found.setdefault(kind, []).append(waited)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for seat in seats:
            await seat.connection.close()
    return found


async def to_turn_two(seats: Sequence[Seat]) -> None:
    """Play the first turn, after which hotlines are in force."""
    listening = [asyncio.ensure_future(seat.listen()) for seat in seats]
    for seat in seats:
        await seat.opened.wait()
        seat.opened.clear()
    for place, seat in enumerate(seats):
        await seat.connection.send(encode(SubmitOrders(1, sealed(SEATS[place]), "turn 1")))
    for seat in seats:
        await seat.opened.wait()
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)


def told_apart(one: Sequence[float], other: Sequence[float]) -> float:
    """Per cent of pairs of which the second is the later one (Mann and Whitney, 1947)."""
    later = sum((b > a) + 0.5 * (b == a) for a in one for b in other)
    return 100.0 * later / (len(one) * len(other))


def results() -> Iterator[Result]:
    """Medians of Carl's answers, how well each thing is told from another, and what orders cost
    when the turn closes."""
    with (
        tempfile.TemporaryDirectory(prefix="dilemma-secrecy-") as folder,
        serving(Path(folder), "secrecy") as (url, process),
    ):
        found = asyncio.run(_measured(url, process))
    for kind, seconds in sorted(found.items()):
        middle = 1000.0 * statistics.median(seconds)
        yield Result(f"answer behind {kind}, median of {len(seconds)}", middle, "ms")
    for one, other in COMPARED:
        share = told_apart(found[one], found[other])
        yield Result(f"{one} told from {other}", share, "%")
    least = min(map(len, found.values()))
    by_chance = 200.0 * math.sqrt((2 * least + 1) / (12 * least * least))
    yield Result("of that by chance, two standard errors", by_chance, "%")
    for kind, seconds_of_turn in closings().items():
        yield Result(f"closing a turn with {kind}", 1000.0 * seconds_of_turn, "ms")


def closings(repeats: int = 40) -> dict[str, float]:
    """Median seconds to adjudicate a turn by what is in the orders of one seat."""
    game = begin(parse_scenario(load_text(SCENARIO), SCENARIO), secret_from_seed(1))
    others = {seat: sealed(seat) for seat in SEATS[1:]}

    def closing(order: Order) -> Callable[[], None]:
        def close() -> None:
            advance(game, {SEATS[0]: order, **others})

        return close

    kinds = {SHORT: short_orders(SEATS[0]), LONG: long_orders(SEATS[0])}
    return interleaved({kind: closing(order) for kind, order in kinds.items()}, repeats)


async def _measured(url: str, process: int) -> dict[str, list[float]]:
    async with on_core(0, process):
        return await measure(url, Random(1))
