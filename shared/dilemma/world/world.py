"""The world: what is true of N states in B worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.coefficients import Coefficients
from dilemma.orders.arrays import Codes, Flags
from dilemma.scenario import PowerShift
from dilemma.vocabulary import Module


class Replaceable:
    """A frozen record of arrays that can be copied with some of them changed."""

    def but(self, **changes: Any) -> Self:
        """This record with some fields changed; cheaper than dataclasses.replace in a kernel."""
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(changes)
        return copy


@dataclass(frozen=True)
class DialArrays:
    """The public dials of B worlds, each [B]."""

    offence_advantage: Floats
    differentiation: Floats
    first_strike_advantage: Floats
    intelligence_noise: Floats
    incident_rate: Floats
    analyst_bias: Floats
    attribution_error: Floats
    arms_limit_cap: Floats
    suspected_revisionists: Floats
    warheads_per_missile: Floats
    motives_known: Floats
    authority: Floats
    accumulation: Floats
    pledge_cost: Floats


@dataclass(frozen=True)
class World(Replaceable):
    """The truth of N states in B worlds at the start of turn `turn` (from 1).

    Per state [N, B]: economy and forces in points, shares in [0, 1]; `homeland` is the economy at
    the start, by which territory is weighed. Per pair [N, N, B], the first axis the one who acts,
    sees or offers: `told` is whether the first was told that the second meant the open crisis,
    `threat` how much of the first's safety the second's reported offence could undo. Instruments
    [instruments, N, N, B].
    """

    dials: DialArrays
    coefficients: Coefficients
    turn: int
    turns: int
    modules: frozenset[Module]
    power_shifts: tuple[tuple[int, PowerShift], ...]

    motive: Codes
    homeland: Floats
    economy: Floats
    reserves: Floats
    offence: Floats
    defence: Floats
    deterrent: Floats
    shield: Floats
    internal_security: Floats
    unrest: Floats
    secrecy: Floats
    deterrent_building: Floats
    shield_building: Floats
    offence_building: Floats
    defence_building: Floats
    intelligence: Floats
    standing: Floats
    welfare: Floats
    territory: Floats
    readiness: Codes
    budget: Floats
    pledge_turns: Codes
    pledges_broken: Codes
    attacks_made: Codes
    signal: Codes
    score: Floats

    contact: Floats
    rivalry: Floats
    tension: Floats
    threat: Floats
    crisis: Codes
    crisis_opened: Codes
    told: Flags
    accident: Flags
    ultimatum: Codes
    at_war: Flags
    offers: Flags
    in_force: Flags

    @property
    def states(self) -> int:
        """Number of states, N."""
        return int(self.economy.shape[0])

    @property
    def worlds(self) -> int:
        """Number of worlds, B."""
        return int(self.economy.shape[1])

    @property
    def beaten(self) -> Flags:
        """Whether a state is a rump [N, B]."""
        return np.less(self.territory, self.coefficients.rump_territory)


def flipped(pairs: Any) -> Any:
    """A pair array seen from the other side: [.., N, N, B] with the two states' axes swapped."""
    return pairs.swapaxes(-3, -2)
