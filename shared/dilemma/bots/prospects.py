"""Prospects: what the turns that are left are worth, by the rules that every player can read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dilemma.arithmetic import Floats, clip, largest
from dilemma.bots.judgement import contest, estimated_forces
from dilemma.coefficients import Coefficients
from dilemma.view.sight import Sight
from dilemma.vocabulary import Readiness

ARMS_WHEN_ARMING = 0.35
"""Share of funds for arms where trust is short; restraint only replaces what wears out."""

WELFARE_AND_ARMS = 0.93
"""Share of funds that goes to welfare and arms together; the rest to intelligence."""

MALIGN_OFFENCE, MALIGN_DEFENCE, MALIGN_WELFARE, MALIGN_ODDS = 0.4, 0.1, 0.4, 0.65
"""What a state that means harm is taken to spend, and the odds at which it attacks."""


@dataclass(frozen=True)
class Side:
    """One of two sides as a forecast carries it on, in expected values [W, B]."""

    offence: Floats
    defence: Floats
    economy: Floats
    territory: Floats
    standing: Floats
    rates: Coefficients

    @property
    def guard(self) -> Floats:
        """What it defends itself with."""
        guard: Floats = self.defence + self.offence * self.rates.offence_defends
        return guard


def trust_threshold(sight: Sight) -> Floats:
    """The trust above which restraint pays [W, B]: (DD - CD) / (DD - CD + CC - DC).

    First one's own restraint (C) or arming (D), then that of the strongest other state, which
    attacks when it arms and can win (Kydd, 2005).
    """
    restrained, armed = (
        {malign: forecast(sight, arming, malign) for malign in (False, True)}
        for arming in (False, True)
    )
    risk = np.maximum(armed[True] - restrained[True], 1e-6)
    reward = np.maximum(restrained[False] - armed[False], 1e-6)
    threshold: Floats = risk / (risk + reward)
    return threshold


def forecast(sight: Sight, arming: bool, malign: bool) -> Floats:
    """The mean payoff of the turns that are left [W, B], arming or not, against ill will or not."""
    us, them = _sides(sight)
    homeland = us.economy
    worth: Floats = np.zeros_like(homeland)
    turns = max(sight.turns - sight.turn + 1, 1)
    for _ in range(turns):
        funds = _funds(us, homeland, trading=not malign)
        offence, defence = arms_shares(us.rates, us.offence + us.defence, funds, not arming)
        welfare = (WELFARE_AND_ARMS - offence - defence) * funds
        if malign:
            us, them = _attacked(sight, us, them)
        us = _grown(us, offence * funds, defence * funds, welfare, homeland)
        them = _their_turn(them, _funds(them, homeland, trading=not malign), malign, homeland)
        worth = worth + _payoff(sight, us, them, welfare / homeland)
    return worth / float(turns)


def arms_shares(
    rates: Coefficients, forces: Floats, funds: Floats, restrained: bool | np.ndarray
) -> tuple[Floats, Floats]:
    """Shares of funds for offence and defence, restrained or arming [W, B]."""
    replaced = np.minimum(forces * rates.depreciation / np.maximum(funds, 1.0), 0.3)
    arms = np.where(restrained, replaced, np.maximum(replaced, ARMS_WHEN_ARMING))
    modest = np.minimum(arms * 0.3, rates.pledge_offence_share * 0.9)
    offence: Floats = np.where(restrained, modest, arms * 0.5)
    return offence, arms - offence


def _sides(sight: Sight) -> tuple[Side, Side]:
    """The watcher, and the strongest other state as if it were as rich as the watcher."""
    offence, defence = (
        largest((forces * sight.reachable).swapaxes(0, 1)) for forces in estimated_forces(sight)
    )
    economy = np.maximum(sight.economy, 1.0)
    whole, rates = np.ones_like(economy), sight.coefficients
    return (
        Side(sight.offence, sight.defence, economy, sight.territory, sight.standing, rates),
        Side(offence, defence, economy, whole, sight.standing, rates),
    )


def _funds(side: Side, homeland: Floats, trading: bool) -> Floats:
    """Income less upkeep [W, B]; who means harm is not traded with."""
    rates = side.rates
    gross = side.economy * (side.standing * rates.income_of_standing + rates.income_floor)
    trade = homeland * (rates.trade_income * trading)
    upkeep = (side.offence + side.defence) * rates.upkeep[Readiness.ROUTINE.code]
    return np.maximum(gross + trade - upkeep, 1.0)


def _grown(side: Side, offence: Floats, defence: Floats, welfare: Floats, homeland: Floats) -> Side:
    rates = side.rates
    kept = 1.0 - rates.depreciation
    content = (welfare / homeland - rates.welfare_expected) * rates.standing_of_welfare
    drift = (rates.standing_rest - side.standing) * rates.standing_return
    return replace(
        side,
        offence=side.offence * kept + offence,
        defence=side.defence * kept + defence,
        economy=side.economy * (1.0 - rates.decay) + welfare * rates.growth,
        standing=clip(side.standing + drift + content, 0.0, 1.0),
    )


def _their_turn(side: Side, funds: Floats, malign: bool, homeland: Floats) -> Side:
    if malign:
        offence, defence = funds * MALIGN_OFFENCE, funds * MALIGN_DEFENCE
        return _grown(side, offence, defence, funds * MALIGN_WELFARE, homeland)
    offence, defence = arms_shares(side.rates, side.offence + side.defence, funds, True)
    welfare = (WELFARE_AND_ARMS - offence - defence) * funds
    return _grown(side, offence * funds, defence * funds, welfare, homeland)


def _attacked(sight: Sight, us: Side, them: Side) -> tuple[Side, Side]:
    """Both sides after the attack that ill will makes where its odds are good, as expected."""
    rates, advantage = sight.coefficients, sight.dials["offence_advantage"]
    edge = sight.dials["first_strike_advantage"]
    routine = rates.readiness_strength[Readiness.ROUTINE.code]
    hoped = contest(them.offence * advantage, us.guard * (1.0 - edge))
    comes = (hoped > MALIGN_ODDS) & (us.territory > rates.rump_territory)
    warned = 1.0 - edge * rates.warned
    falls = contest(them.offence * advantage, us.guard * (routine * warned)) * comes
    holds = comes - falls
    taken = falls * np.minimum(us.territory, rates.conquest)
    repelled, victorious = rates.attacker_losses
    held, lost = rates.defender_losses
    spared = 1.0 - comes * rates.war_ruin
    losses = holds * held + falls * lost
    return (
        replace(
            us,
            offence=us.offence * (1.0 - losses * 0.5),
            defence=us.defence * (1.0 - losses),
            economy=us.economy
            * (1.0 - comes * rates.war_ruin)
            * (1.0 - taken * rates.economy_lost),
            territory=us.territory - taken,
            standing=clip(us.standing - falls * rates.defeat_standing, 0.0, 1.0),
        ),
        replace(
            them,
            offence=them.offence * (1.0 - holds * repelled - falls * victorious),
            economy=them.economy * spared,
        ),
    )


def _payoff(sight: Sight, us: Side, them: Side, prosperity: Floats) -> Floats:
    rates = us.rates
    danger = np.maximum(them.offence * sight.dials["offence_advantage"], 1e-9)
    safe = np.minimum(us.guard / danger, 1.0)
    lost = np.maximum(1.0 - us.territory, 0.0)
    payoff: Floats = (
        prosperity * rates.prosperity_weight
        + safe * rates.security_weight
        - lost * rates.territory_lost_weight
    )
    return payoff
