"""Extremes: whatever a scenario may say, its match can be played, shown and proved."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.debrief import hindsight_of
from dilemma.protocol import SERVER_LIMITS, ServerMessage, decode, encode
from dilemma.protocol.messages import MatchEnded, TurnOpened
from dilemma.record import advance, begin, load_record, replay
from dilemma.scenario import Dials, Scenario, State
from support.batches import arrays_of
from support.play import games, scenarios
from support.worlds import SECRET, attack, plain

seeds = st.integers(0, 2**32)


@st.composite
def extremes(draw: st.DrawFn) -> Scenario:
    """Scenarios with everything at one end or the other of what is allowed."""

    def end(*ends: float) -> float:
        return draw(st.sampled_from(ends))

    scenario = draw(scenarios(most=4, turns=6))
    states = tuple(
        State(
            id=state.id,
            name=state.name,
            economy=end(1.0, 1000.0),
            reserves=end(0.0, 1000.0),
            offence=end(0.0, 1000.0),
            defence=end(0.0, 1000.0),
            intelligence=end(0.0, 1000.0),
            standing=end(0.0, 1.0),
        )
        for state in scenario.states
    )
    dials = Dials(
        offence_advantage=end(0.25, 4.0),
        differentiation=end(0.0, 1.0),
        first_strike_advantage=end(0.0, 0.9),
        intelligence_noise=end(0.0, 1.0),
        incident_rate=end(0.0, 1.0),
        analyst_bias=end(0.0, 1.0),
        attribution_error=end(0.0, 0.5),
        arms_limit_cap=end(0.0, 1000.0),
        suspected_revisionists=end(0.0, 1.0),
    )
    return msgspec.structs.replace(scenario, states=states, dials=dials)


@settings(max_examples=60)
@given(extremes(), st.binary(min_size=16, max_size=64), seeds)
def test_at_every_extreme_a_match_can_be_played_shown_and_proved(
    scenario: Scenario, secret: bytes, seed: int
) -> None:
    *_, game = games(scenario, secret, seed)
    for world in game.worlds:
        assert all(np.isfinite(values).all() for _, values in arrays_of(world))
    ended = MatchEnded(game.views[0], hindsight_of(game, {}))
    assert decode(encode(ended), ServerMessage, SERVER_LIMITS) == ended
    assert replay(load_record(ended.hindsight.record)).hash == game.hash


def test_the_smallest_state_may_conquer_the_largest() -> None:
    small, large = plain(2).states
    states = (
        msgspec.structs.replace(small, economy=1.0, offence=1000.0, reserves=1000.0),
        msgspec.structs.replace(large, economy=1000.0, offence=0.0, defence=0.0),
    )
    game = begin(msgspec.structs.replace(plain(2), states=states), SECRET)
    while not game.view("b").own.beaten:
        game = advance(game, {"a": attack("b")})
    opened = TurnOpened(game.view("a"), 1.0, None, False)
    assert opened.view.own.territory > 500.0
    assert decode(encode(opened), ServerMessage, SERVER_LIMITS) == opened
