"""Events: what happened in one turn, as truth; projection decides who learns of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.orders.arrays import NOBODY, Codes, Flags
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma.world.world import Replaceable


@dataclass(frozen=True)
class Reports:
    """What each watcher's sources say this turn, [N watchers, N watched, B].

    `strength`, `composition` and `readiness` have the source on the first axis; `delivered` is
    whether the human source spoke at all; `strength_noise` and `composition_noise` are the
    standard deviations (log, logit) that the watcher knows its sources to have. `deterrent` and
    `shield` are None where the scenario has none.
    """

    strength: Floats
    composition: Floats
    readiness: Codes
    delivered: Flags
    strength_noise: Floats
    composition_noise: Floats
    deterrent: Floats | None = None
    shield: Floats | None = None


@dataclass(frozen=True)
class Events(Replaceable):
    """What happened in one turn of N states in B worlds.

    Pair arrays [N, N, B] have the one who acted first. The ledger [N, B] is in points:
    gross + trade - upkeep + shortfall = funds = sum of `spent` + `saved`, where a shortfall is
    what upkeep wanted beyond income, of which reserves paid all but `unpaid`.
    """

    offer_begun: Flags
    offer_ended: Flags
    in_force: Flags
    breach: Flags

    gross: Floats
    trade: Floats
    upkeep: Floats
    shortfall: Floats
    unpaid: Floats
    funds: Floats
    spent: Floats
    saved: Floats
    refunded: Floats
    sunk: Floats

    signal: Codes
    demand: Codes
    signal_to: Flags
    pledge_broken: Flags
    ultimatum_due: Codes
    ultimatum_met: Flags
    ultimatum_followed: Flags
    open_books: Flags
    exercise: Flags

    incident: Flags
    told: Flags
    crisis_outcome: Codes
    escalated: Flags
    clash: Flags
    clash_war: Flags

    attack: Flags
    joined: Flags
    victory: Flags
    success_chance: Floats
    ruin: Floats
    motion: Flags
    condemned: Flags
    mediated: Flags
    territory_lost: Floats
    newly_beaten: Flags
    war_begun: Flags

    reports: Reports | None


@lru_cache(maxsize=64)
def no_events(states: int, worlds: int) -> Events:
    """A turn in which nothing has happened yet; arrays that nobody may write to."""

    def flags(*shape: int) -> Flags:
        return np.broadcast_to(np.False_, (*shape, worlds))

    def zeros(*shape: int) -> Floats:
        return np.broadcast_to(np.float64(0.0), (*shape, worlds))

    def nobody(*shape: int) -> Codes:
        return np.broadcast_to(np.int8(NOBODY), (*shape, worlds))

    n, instruments = states, len(Instrument)
    return Events(
        offer_begun=flags(instruments, n, n),
        offer_ended=flags(instruments, n, n),
        in_force=flags(instruments, n, n),
        breach=flags(n, n),
        gross=zeros(n),
        trade=zeros(n),
        upkeep=zeros(n),
        shortfall=zeros(n),
        unpaid=zeros(n),
        funds=zeros(n),
        spent=zeros(len(BudgetLine), n),
        saved=zeros(n),
        refunded=zeros(n),
        sunk=zeros(n),
        signal=nobody(n),
        demand=nobody(n),
        signal_to=flags(n, n),
        pledge_broken=flags(n),
        ultimatum_due=nobody(n, n),
        ultimatum_met=flags(n, n),
        ultimatum_followed=flags(n, n),
        open_books=flags(n),
        exercise=flags(n),
        incident=flags(n, n),
        told=flags(n, n),
        crisis_outcome=nobody(n, n),
        escalated=flags(n, n),
        clash=flags(n, n),
        clash_war=flags(n, n),
        attack=flags(n, n),
        joined=flags(n, n),
        victory=flags(n, n),
        success_chance=zeros(n),
        ruin=zeros(n),
        motion=flags(n, n),
        condemned=flags(n),
        mediated=flags(n, n),
        territory_lost=zeros(n),
        newly_beaten=flags(n),
        war_begun=flags(n, n),
        reports=None,
    )
