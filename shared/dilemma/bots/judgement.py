"""Judgement: what a cautious staff would infer from a sight; shared by several bots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dilemma.arithmetic import Floats, add_up, exp, largest, power_three_halves
from dilemma.view.sight import Sight
from dilemma.vocabulary import Instrument, Module, Motive, Readiness

CAUTION = 1.3
"""How far up its own uncertainty a staff looks, in standard deviations of the composition."""

INNOCENT_SHARE = 0.35
"""Share of offence in another's forces that says nothing about its intentions."""

SHARE_TELLS = 6.0
"""Log odds of ill will per unit of offence share beyond the innocent one, if seen clearly."""

ACCIDENT_ALARMS, DEED_ALARMS, MOBILISATION_ALARMS = 0.4, 1.0, 0.3
"""Fear, in [0, 1], that a staff ascribes to another in a crisis told an accident or meant, and
to one that has mobilised."""


@dataclass(frozen=True)
class Judgement:
    """Estimates of each other state by each watcher [W, N, B].

    `lose_first` is the chance to be beaten if it strikes first by surprise, `win_first` the chance
    to beat it by striking first; `harm` that it is a revisionist, `attack` that it attacks next.
    `ruin` is the share of one's country that attacking it would cost, `deterrence` the share of
    its country that its attack would; both 0 without deterrents.
    """

    lose_first: Floats
    win_first: Floats
    harm: Floats
    attack: Floats
    ruin: Floats
    deterrence: Floats


def judge(sight: Sight, reads_composition: bool = True) -> Judgement:
    """Weigh every other state: what it could do, what it may want, what it fears."""
    lose_first, win_first = _odds_of_battle(sight)
    harm = believed_harm(sight, reads_composition)
    ruin, deterrence = _ruin_of_war(sight)
    attack = _expected_attack(sight, harm, lose_first, win_first) * (1.0 - deterrence)
    return Judgement(lose_first, win_first, harm, attack, ruin, deterrence)


def _aid(sight: Sight, guards: Floats) -> tuple[Floats, Floats]:
    """What would come to one's own and to each other state's aid, in points of defence.

    Allies by the public pacts, and the authority above the states where there is one. The first
    is the same against any attacker but one's ally, the second leaves out the watcher itself.
    """
    above = sight.dials["authority"] * sight.mean_homeland
    share = sight.coefficients.ally_share
    pacts = sight.in_force[Instrument.DEFENCE_PACT.code]
    ours = add_up((guards * pacts).swapaxes(0, 1))[:, np.newaxis] * share
    theirs = np.zeros_like(guards)
    for ally in range(guards.shape[1]):
        theirs = theirs + guards[:, ally : ally + 1] * sight.allied[ally][np.newaxis]
    return ours + above, theirs * share + above


def _ruin_of_war(sight: Sight) -> tuple[Floats, Floats]:
    """What attacking each other state would ruin of oneself, and being attacked of it."""
    if Module.DETERRENCE not in sight.modules:
        nothing = np.zeros_like(sight.contact)
        return nothing, nothing
    survives = sight.coefficients.deterrent_survives
    theirs = _penetrating(sight, sight.their_deterrent * survives, sight.shield[:, np.newaxis])
    ours = _penetrating(sight, (sight.deterrent * survives)[:, np.newaxis], sight.their_shield)
    return _ruined(sight, theirs) * sight.present, _ruined(sight, ours) * sight.present


def _penetrating(sight: Sight, deterrent: Floats, shield: Floats) -> Floats:
    """What of a deterrent passes a shield, by the rule every player can read."""
    warheads = deterrent * sight.dials["warheads_per_missile"]
    passing: Floats = warheads * warheads / (warheads + shield + 1e-9)
    return passing


def _ruined(sight: Sight, arriving: Floats) -> Floats:
    rates = sight.coefficients
    ruin: Floats = arriving / (arriving + rates.ruin_scale) * rates.ruin_most
    return ruin


def estimated_forces(sight: Sight) -> tuple[Floats, Floats]:
    """Estimated offence and defence of the others, in points [W, N, B]."""
    offence = sight.strength * sight.share
    return offence, sight.strength - offence


def _feared_offence(sight: Sight) -> Floats:
    """The offence a cautious staff prepares for: the more, the less its composition is known.

    Where weapons look alike the worst has to be reckoned with (Jervis, 1978).
    """
    odds = sight.share / (1.0 - sight.share + 1e-6)
    feared = odds * exp(np.minimum(sight.share_noise, 2.0) * CAUTION)
    offence: Floats = sight.strength * feared / (feared + 1.0)
    return offence


def contest(attack: Floats, defence: Floats) -> Floats:
    """Chance that an attack succeeds, by the rule every player can read."""
    a, d = power_three_halves(attack), power_three_halves(defence)
    chance: Floats = a / (a + d + 1e-9)
    return chance


def _odds_of_battle(sight: Sight) -> tuple[Floats, Floats]:
    """Chances to be beaten by, and to beat, a first strike of full readiness [W, N, B]."""
    rates = sight.coefficients
    advantage = sight.dials["offence_advantage"]
    surprised = 1.0 - sight.dials["first_strike_advantage"]
    routine = rates.readiness_strength[Readiness.ROUTINE.code]
    offence, defence = estimated_forces(sight)
    own_guard = (sight.defence + sight.offence * rates.offence_defends)[:, np.newaxis]
    their_guard = (defence + offence * rates.offence_defends) * sight.present
    our_aid, their_aid = _aid(sight, their_guard * routine)
    lose = contest(_feared_offence(sight) * advantage, own_guard * (surprised * routine) + our_aid)
    win = contest(
        (sight.offence * advantage)[:, np.newaxis] * routine,
        their_guard * (surprised * routine) + their_aid,
    )
    return lose * sight.reachable, win * sight.reachable


def believed_harm(sight: Sight, reads_composition: bool = True) -> Floats:
    """Probability that each other state means harm [W, N, B], by Bayes' rule in odds.

    Deeds weigh most: attacks, broken pledges, incidents called deliberate. Composition tells as
    much as weapons can be told apart (Jervis, 1978).
    """
    prior = sight.dials["suspected_revisionists"]
    odds = prior / (1.0 - prior + 1e-9)
    evidence = (
        sight.attacks_made * 1.0
        + sight.pledges_broken * 0.5
        + (sight.told_deliberate & (sight.crisis > 0)) * 0.6
        - (sight.their_pledge_turns > 0) * 0.4
    )
    if reads_composition:
        certainty = 1.0 / (1.0 + sight.share_noise * sight.share_noise)
        evidence = evidence + (sight.share - INNOCENT_SHARE) * certainty * SHARE_TELLS
    held = np.minimum(np.maximum(evidence, -3.0), 3.0)
    odds = odds * exp(held)
    believed = odds / (odds + 1.0)
    revisionist = sight.their_motive == Motive.REVISIONIST.code
    known = sight.their_motive >= 0
    harm: Floats = np.where(known, revisionist, believed) * sight.present
    return harm


def _expected_attack(sight: Sight, harm: Floats, lose: Floats, win: Floats) -> Floats:
    """Probability that each other state attacks next turn [W, N, B].

    A revisionist attacks when it can win; a seeker when it fears to be attacked: the reciprocal
    fear of surprise attack (Schelling, 1960).
    """
    meant = ACCIDENT_ALARMS + (DEED_ALARMS - ACCIDENT_ALARMS) * sight.told_deliberate
    mobilised = sight.their_readiness == Readiness.MOBILISED.code
    alarmed = (sight.crisis > 0) * meant + mobilised * MOBILISATION_ALARMS
    fear = np.minimum(sight.tension * win + alarmed, 1.0)
    greed = lose * lose
    expected: Floats = harm * greed + (1.0 - harm) * fear * lose
    at_war = sight.at_war & sight.reachable
    return np.where(at_war, np.maximum(expected, 0.7), expected) * sight.reachable


def worst(values: Floats) -> Floats:
    """The highest value over all others, for each watcher [W, B]."""
    return largest(values.swapaxes(0, 1))
