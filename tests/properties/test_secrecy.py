"""A view does not change when only hidden things do, and every field of it is accounted for."""

from __future__ import annotations

from itertools import islice

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.projection import (
    briefing_of,
    public_briefing_of,
)
from dilemma.rules import Events
from dilemma.scenario import Scenario
from dilemma.view import OtherState, OwnBooks, View
from dilemma.vocabulary import CrisisOutcome, Demand, Module, Motive, Readiness, SignalKind
from dilemma.world import World
from properties import allowed
from properties.allowed import Sources, hidden
from support.batches import arrays_of, mapped
from support.play import Turn, matches, scenarios
from support.told import seen, seen_next
from support.worlds import SECRET, plain

seeds = st.integers(0, 2**32)
CODES = {
    "motive": (0, len(Motive)),
    "readiness": (0, len(Readiness)),
    "signal": (-1, len(SignalKind)),
    "demand": (-1, len(Demand)),
    "ultimatum": (-1, len(Demand)),
    "ultimatum_due": (-1, len(Demand)),
    "crisis_outcome": (-1, len(CrisisOutcome)),
    "crisis": (0, 4),
}
"""Bounds of the codes that an array may hold, where they are not simply small counts."""


def scrambled(
    rng: np.random.Generator, world: World, events: Events, seat: int, sources: Sources
) -> tuple[World, Events]:
    """World and events with every cell drawn anew that may not matter."""

    def anew(prefix: str, record: World | Events) -> World | Events:
        paths = iter([path for path, _ in arrays_of(record, prefix)])

        def change(name: str, values: np.ndarray) -> np.ndarray:
            mask = hidden(next(paths), values, seat, sources)
            return np.where(mask, _noise(rng, name, values), values).astype(values.dtype)

        return mapped(record, change)

    changed = anew("", world), anew("events.", events)
    assert isinstance(changed[0], World)
    assert isinstance(changed[1], Events)
    return changed[0], changed[1]


def _noise(rng: np.random.Generator, name: str, values: np.ndarray) -> np.ndarray:
    if values.dtype == np.bool_:
        return rng.random(values.shape) < 0.5
    if values.dtype == np.float64:
        return rng.uniform(0.0, 1.5, values.shape)
    return rng.integers(*CODES.get(name, (0, 6)), values.shape)


def told(scenario: Scenario, world: World, events: Events, seat: int) -> View:
    """What a seat is told at the end of a turn, as if it had been told nothing before."""
    blank = seen(scenario, world, scenario.ids[seat])
    return seen_next(scenario, world, events, blank)


def of(scenario: Scenario, sources: Sources) -> Sources:
    """The sources that count in a scenario."""
    return allowed.as_dialled(sources, scenario.dials.motives_known)


@st.composite
def turns(draw: st.DrawFn) -> tuple[Scenario, Turn, int]:
    """Some turn of some match, and somebody's seat."""
    scenario = draw(scenarios(turns=6))
    number = draw(st.integers(0, scenario.turns - 1))
    seat = draw(st.integers(0, len(scenario.states) - 1))
    found = next(islice(matches(scenario, draw(seeds)), number, None))
    return scenario, found, seat


@settings(max_examples=200)
@given(turns(), seeds)
def test_nothing_hidden_changes_a_view(found: tuple[Scenario, Turn, int], seed: int) -> None:
    scenario, turn, seat = found
    world, events = scrambled(
        np.random.default_rng(seed), turn.after, turn.events, seat, of(scenario, allowed.whole())
    )
    assert told(scenario, world, events, seat) == told(scenario, turn.after, turn.events, seat)


@pytest.mark.parametrize("field", allowed.VIEW)
@settings(max_examples=20)
@given(turns(), seeds)
def test_a_field_of_a_view_depends_on_nothing_but_its_sources(
    field: str, found: tuple[Scenario, Turn, int], seed: int
) -> None:
    scenario, turn, seat = found
    rng = np.random.default_rng(seed)
    world, events = scrambled(rng, turn.after, turn.events, seat, allowed.VIEW[field])
    before, after = (
        told(scenario, *truth, seat) for truth in ((turn.after, turn.events), (world, events))
    )
    assert getattr(before, field) == getattr(after, field)


@pytest.mark.parametrize("field", allowed.OWN)
@settings(max_examples=20)
@given(turns(), seeds)
def test_a_field_of_own_books_depends_on_nothing_but_its_sources(
    field: str, found: tuple[Scenario, Turn, int], seed: int
) -> None:
    scenario, turn, seat = found
    rng = np.random.default_rng(seed)
    world, _ = scrambled(rng, turn.after, turn.events, seat, allowed.OWN[field])
    before, after = (told(scenario, truth, turn.events, seat) for truth in (turn.after, world))
    assert getattr(before.own, field) == getattr(after.own, field)


@pytest.mark.parametrize("field", allowed.OTHER)
@settings(max_examples=20)
@given(turns(), seeds)
def test_a_field_of_anothers_page_depends_on_nothing_but_its_sources(
    field: str, found: tuple[Scenario, Turn, int], seed: int
) -> None:
    scenario, turn, seat = found
    rng = np.random.default_rng(seed)
    sources = of(scenario, allowed.OTHER[field])
    world, _ = scrambled(rng, turn.after, turn.events, seat, sources)
    before, after = (told(scenario, truth, turn.events, seat) for truth in (turn.after, world))
    assert [getattr(page, field) for page in before.others] == [
        getattr(page, field) for page in after.others
    ]


def test_every_field_of_a_view_is_accounted_for() -> None:
    assert set(allowed.OWN) == set(OwnBooks.__struct_fields__)
    assert set(allowed.OTHER) == set(OtherState.__struct_fields__)
    assert {*allowed.VIEW, "own", "others"} == set(View.__struct_fields__)


def test_every_source_is_an_array_there_is() -> None:
    scenario = msgspec.structs.replace(plain(3), modules=tuple(Module))
    turn = next(matches(scenario, 1))
    known = {path for path, _ in arrays_of(turn.after)}
    known |= {path for path, _ in arrays_of(turn.events, "events.")}
    assert set(allowed.whole()) <= known


NEVER_SHOWN = (
    "motive economy reserves offence defence offence_building defence_building intelligence"
    " standing welfare readiness budget deterrent shield internal_security unrest secrecy"
).split()


def test_of_others_no_stock_no_motive_and_no_order_is_ever_shown() -> None:
    parts = allowed.whole()
    assert {parts[name] for name in NEVER_SHOWN} == {"own"}
    for name in ("accident", "score", "threat", "events.success_chance", "events.spent"):
        assert name not in parts


def test_a_briefing_is_what_all_are_told_with_a_place_in_it() -> None:
    """Seats may be changed until the match begins: who has read two briefings knows no more."""
    scenario = plain(3)
    public = msgspec.structs.asdict(public_briefing_of(scenario, SECRET))
    for state in scenario.states:
        briefing = msgspec.structs.asdict(briefing_of(scenario, SECRET, state.id))
        place = {"seat": state.id, "text": state.briefing}
        assert briefing == public | place
