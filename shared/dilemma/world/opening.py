"""The opening: a scenario and its chances become a world at turn 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.chance import deal
from dilemma.chance.streams import Words, batch_deal
from dilemma.coefficients import STANDARD, Coefficients
from dilemma.orders.arrays import NOBODY, Codes
from dilemma.scenario import Dials, Scenario
from dilemma.vocabulary import BudgetLine, Instrument, Module, Motive, Readiness
from dilemma.world.world import DialArrays, World

OPENING_BUDGET = {
    BudgetLine.WELFARE: 0.75,
    BudgetLine.DEFENCE: 0.08,
    BudgetLine.OFFENCE: 0.05,
    BudgetLine.INTELLIGENCE: 0.05,
}
"""What every state spent before the match; it stands until its player changes it."""


def open_world(scenario: Scenario, secret: bytes, coefficients: Coefficients = STANDARD) -> World:
    """One world at turn 1, its motives dealt from the match secret."""
    return _opened(scenario, deal(secret, len(scenario.states)), [scenario.dials], coefficients)


def open_batch(
    scenario: Scenario,
    keys: Words,
    dials: Sequence[Dials] | None = None,
    coefficients: Coefficients = STANDARD,
) -> World:
    """One world for each key, at turn 1; `dials` one for each world, or the scenario's for all."""
    chances = batch_deal(keys, len(scenario.states))
    return _opened(scenario, chances, dials or [scenario.dials], coefficients)


# long because: it has one line for every field of a world.
def _opened(
    scenario: Scenario, chances: Floats, dials: Sequence[Dials], coefficients: Coefficients
) -> World:
    worlds = chances.shape[1]
    states = len(scenario.states)
    pair = (states, states, worlds)

    def column(field: str) -> Floats:
        values = np.array([[getattr(state, field)] for state in scenario.states], np.float64)
        return np.repeat(values, worlds, axis=1)

    def brought(field: str, module: Module) -> Floats:
        """What only a module brings: nothing while it is off, whatever the scenario says."""
        return column(field) if module in scenario.modules else zeros(np.float64)

    def zeros(kind: type = np.int8, shape: tuple[int, ...] = (states, worlds)) -> np.ndarray:
        return np.zeros(shape, kind)

    budget = np.zeros((len(BudgetLine), states, worlds))
    for line, share in OPENING_BUDGET.items():
        budget[line.code] = share
    return World(
        dials=_dial_arrays(dials, worlds),
        coefficients=coefficients,
        turn=1,
        turns=scenario.turns,
        modules=frozenset(scenario.modules),
        power_shifts=tuple(
            (scenario.ids.index(shift.state), shift) for shift in scenario.power_shifts
        ),
        motive=_dealt(scenario, chances),
        homeland=column("economy"),
        economy=column("economy"),
        reserves=column("reserves"),
        offence=column("offence"),
        defence=column("defence"),
        deterrent=brought("deterrent", Module.DETERRENCE),
        shield=brought("shield", Module.DETERRENCE),
        internal_security=brought("internal_security", Module.INTERNAL_SECURITY),
        unrest=brought("unrest", Module.INTERNAL_SECURITY),
        secrecy=brought("secrecy", Module.SECRECY),
        deterrent_building=zeros(np.float64),
        shield_building=zeros(np.float64),
        offence_building=zeros(np.float64),
        defence_building=zeros(np.float64),
        intelligence=column("intelligence"),
        standing=column("standing"),
        welfare=zeros(np.float64),
        territory=np.ones((states, worlds)),
        readiness=np.full((states, worlds), Readiness.ROUTINE.code, np.int8),
        budget=budget,
        pledge_turns=zeros(),
        pledges_broken=zeros(),
        attacks_made=zeros(),
        signal=np.full((states, worlds), NOBODY, np.int8),
        score=zeros(np.float64),
        crisis=zeros(shape=pair),
        crisis_opened=zeros(shape=pair),
        told=zeros(np.bool_, pair),
        accident=zeros(np.bool_, pair),
        threat=zeros(np.float64, pair),
        ultimatum=np.full(pair, NOBODY, np.int8),
        at_war=zeros(np.bool_, pair),
        **_pairs(scenario, worlds),
    )


def _dial_arrays(dials: Sequence[Dials], worlds: int) -> DialArrays:
    if len(dials) not in (1, worlds):
        raise ValueError(f"dials: {len(dials)} given for {worlds} worlds; give one, or one each")

    def row(field: str) -> Floats:
        values = np.array([getattr(dial, field) for dial in dials], np.float64)
        return np.ascontiguousarray(np.broadcast_to(values, (worlds,)))

    return DialArrays(**{field: row(field) for field in DialArrays.__dataclass_fields__})


def _dealt(scenario: Scenario, chances: Floats) -> Codes:
    """Motives by cumulative weight [N, B]."""
    total = 0.0
    for kind in Motive:
        total += scenario.motives.get(kind, 0.0)
    bound = 0.0
    motive = np.zeros(chances.shape, np.int8)
    for kind in Motive:
        weight = scenario.motives.get(kind, 0.0)
        if weight <= 0.0:
            continue
        motive[chances >= bound] = kind.code
        bound += weight / total
    return motive


def _pairs(scenario: Scenario, worlds: int) -> dict[str, np.ndarray]:
    """What lies between the states at the start; a pair the scenario leaves out is out of reach."""
    states = len(scenario.states)
    shape = (states, states, worlds)
    contact, rivalry, tension = (np.zeros(shape) for _ in range(3))
    offers = np.zeros((len(Instrument), *shape), np.bool_)
    for pair in scenario.pairs:
        i, j = (scenario.ids.index(identifier) for identifier in pair.between)
        for a, b in ((i, j), (j, i)):
            contact[a, b] = pair.contact
            rivalry[a, b] = pair.rivalry
            tension[a, b] = pair.tension
            for instrument in pair.in_force:
                offers[instrument.code, a, b] = True
    return {
        "contact": contact,
        "rivalry": rivalry,
        "tension": tension,
        "offers": offers,
        "in_force": offers.copy(),
    }
