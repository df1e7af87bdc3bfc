"""The public view is what every seat knows, and nothing that anybody hides changes it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.orders.arrays import Orders
from dilemma.record import Game
from dilemma.rules import Events, adjudicate
from dilemma.scenario import Scenario
from dilemma.view import PublicBriefing, PublicView, View
from dilemma.view.public import PublicState
from dilemma.world import World
from properties import allowed
from properties.allowed import Sources
from properties.test_interference import PLANS, TRUTHS, Case, cases
from properties.test_secrecy import scrambled, turns
from support.play import Turn, games, scenarios
from support.told import shown as first_shown
from support.told import shown_next

seeds = st.integers(0, 2**32)

STATE: dict[str, Sources] = {
    name: {} if name == "motive" else allowed.OTHER[name] for name in PublicState.__struct_fields__
}
PUBLIC: dict[str, Sources] = {
    "turn": {},
    "turns": {},
    "dials": {},
    "modules": {},
    "power_shifts": {},
    "states": {path: part for sources in STATE.values() for path, part in sources.items()},
    "wars": allowed.VIEW["wars"],
    "pacts": allowed.VIEW["pacts"],
    "occurrences": allowed.PUBLIC_EVENTS,
}
"""What each field of the public view may depend on: no part of it is any seat's own."""


# What every seat knows


def known_to(view: View) -> PublicView:
    """What a seat could tell a spectator, from its own view and nothing else."""
    pages = {page.id: page for page in view.others}
    own = PublicState(
        id=view.seat,
        territory=view.own.territory,
        beaten=view.own.beaten,
        signal=None,
        pledge_turns=view.own.pledge_turns,
        attacks_made=0,
        pledges_broken=0,
        motive=view.own.motive if view.dials.motives_known else None,
    )
    fields = PublicState.__struct_fields__
    states = [
        PublicState(**{name: getattr(page, name) for name in fields}) for page in pages.values()
    ]
    return PublicView(
        turn=view.turn,
        turns=view.turns,
        dials=view.dials,
        modules=view.modules,
        power_shifts=view.power_shifts,
        states=(own, *states),
        wars=view.wars,
        pacts=view.pacts,
        occurrences=view.occurrences,
    )


def agrees(game: Game, view: View) -> None:
    """Each public fact stands in the view of a seat; a state's own page is its books."""
    public, known = game.public, known_to(view)
    for name in ("turn", "turns", "dials", "modules", "power_shifts", "wars", "pacts"):
        assert getattr(public, name) == getattr(known, name)
    of_others = [state for state in public.states if state.id != view.seat]
    assert of_others == list(known.states[1:])
    (own,) = [state for state in public.states if state.id == view.seat]
    for name in ("territory", "beaten", "pledge_turns", "motive"):
        assert getattr(own, name) == getattr(known.states[0], name)
    told = iter(view.occurrences)
    assert all(occurrence in told for occurrence in public.occurrences), "in the same order"


@settings(max_examples=20)
@given(scenarios(most=5, turns=5), seeds)
def test_every_public_fact_stands_in_every_seats_view(scenario: Scenario, seed: int) -> None:
    for game in games(scenario, seed.to_bytes(32, "big"), seed):
        for view in game.views:
            agrees(game, view)


@settings(max_examples=20)
@given(scenarios(most=4, turns=5), seeds)
def test_what_all_seats_were_told_is_public(scenario: Scenario, seed: int) -> None:
    """And nothing else is: what happened between two is told to a spectator by neither."""
    for game in games(scenario, seed.to_bytes(32, "big"), seed):
        shared = [
            occurrence
            for occurrence in game.views[0].occurrences
            if all(occurrence in view.occurrences for view in game.views)
        ]
        if len(game.views) > 2:  # two know all that is between them
            assert [told for told in shared if told not in game.public.occurrences] == []


# What is hidden


def shown(scenario: Scenario, world: World, events: Events) -> PublicView:
    """What a spectator is shown after a turn, as if he had been shown nothing before."""
    return shown_next(scenario, world, events, first_shown(scenario, world))


def dialled(scenario: Scenario, sources: Sources) -> Sources:
    return allowed.as_dialled(sources, scenario.dials.motives_known)


@settings(max_examples=50)
@given(turns(), seeds)
def test_nothing_hidden_changes_what_is_public(
    found: tuple[Scenario, Turn, int], seed: int
) -> None:
    scenario, turn, _ = found
    whole = {path: part for sources in PUBLIC.values() for path, part in sources.items()}
    rng = np.random.default_rng(seed)
    truth = scrambled(rng, turn.after, turn.events, 0, dialled(scenario, whole))
    assert shown(scenario, *truth) == shown(scenario, turn.after, turn.events)


@pytest.mark.parametrize("field", PUBLIC)
@settings(max_examples=20)
@given(turns(), seeds)
def test_a_public_field_depends_on_nothing_but_its_sources(
    field: str, found: tuple[Scenario, Turn, int], seed: int
) -> None:
    scenario, turn, _ = found
    sources = dialled(scenario, PUBLIC[field]) if field == "states" else PUBLIC[field]
    truth = scrambled(np.random.default_rng(seed), turn.after, turn.events, 0, sources)
    before, after = shown(scenario, turn.after, turn.events), shown(scenario, *truth)
    assert getattr(before, field) == getattr(after, field)


def test_every_public_field_is_accounted_for_and_nobodys_own() -> None:
    assert set(PUBLIC) == set(PublicView.__struct_fields__)
    parts = {part for sources in PUBLIC.values() for part in sources.values()}
    assert parts == {"all", "pacts"}


def test_the_public_briefing_has_no_place_in_it() -> None:
    assert not {"seat", "text", "motive"} & set(PublicBriefing.__struct_fields__)


# What seeps through the rules


def told(case: Case, world: World | None = None, orders: Orders | None = None) -> PublicView:
    """What a spectator is shown by the end of two turns, with some of the truth replaced."""
    now, view = world or case.turn.world, first_shown(case.scenario, case.turn.world)
    for given_orders, dice in (
        (orders or case.turn.orders, case.turn.dice),
        (case.next.orders, case.next.dice),
    )[: 1 if orders else 2]:
        now, events = adjudicate(now, given_orders, dice)
        view = shown_next(case.scenario, now, events, view)
    return view


def one_turn(case: Case) -> PublicView:
    return told(case, orders=replace(case.turn.orders))


@pytest.mark.parametrize("hidden", TRUTHS)
@settings(max_examples=20)
@given(case=cases())
def test_a_spectator_is_shown_the_same_whatever_states_are_and_feel(
    hidden: str, case: Case
) -> None:
    assert told(case, TRUTHS[hidden](case)) == told(case)


@pytest.mark.parametrize("hidden", PLANS)
@settings(max_examples=20)
@given(case=cases(least=3))
def test_a_spectator_is_shown_the_same_whatever_states_secretly_do(hidden: str, case: Case) -> None:
    case = case.without_war()
    assert told(case, orders=PLANS[hidden](case)) == one_turn(case)
