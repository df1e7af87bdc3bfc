"""Coefficients: every number of the rules in one place, with its unit and its reason.

They are the public rulebook, the same for all: players, bots and screens may read them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Coefficients:
    """What the rules multiply by; the dials of a scenario are elsewhere and may vary by world."""

    # Treasury: points a turn.
    trade_income: float = 0.05  # of the smaller homeland held, to each partner
    upkeep: tuple[float, float, float] = (0.03, 0.05, 0.11)  # of forces, by readiness
    inspections_upkeep: float = 0.3
    income_floor: float = 0.7  # income at no standing at all, as a share of the economy
    income_of_standing: float = 0.5  # so that a standing of 0.6 yields the whole economy
    growth: float = 0.03  # economy per point spent on welfare
    decay: float = 0.01  # of the economy, a turn

    unrest_drain: float = 0.4  # of income, at an unrest of 1
    forced_security: float = 0.5  # unrest from which a share of funds goes to internal security

    # Building: points of force per point of money, a turn later.
    depreciation: float = 0.08
    scrapping: float = 0.25  # of the offence above an arms limit
    intelligence_kept: float = 0.7
    intelligence_bought: float = 0.25

    security_kept: float = 0.7
    secrecy_kept: float = 0.7
    secrecy_bought: float = 0.25

    # Signals and treaties: standing in [0, 1].
    show_of_force_cost: float = 3.0  # points of reserves
    pledge_length: int = 3
    pledge_offence_share: float = 0.10  # a pledge allows replacing losses, little more
    pledge_breach: float = 0.15
    treaty_breach: float = 0.15
    withdrawal: float = 0.02
    ultimatum_bluffed: float = 0.10
    ultimatum_issued: float = 0.05  # to threaten costs the one who threatens, too
    ultimatum_met: float = 0.02  # from the one who complies to the one who demanded
    demand_offence_share: float = 0.05

    # Incidents and crises.
    hotline_clears: float = 0.4  # factor on the attribution error
    agreement_clears: float = 0.5
    back_down_cost: float = 0.06
    stand_firm_gain: float = 0.03
    clash_losses: float = 0.04
    clash_war: float = 0.35  # probability that a clash becomes a war
    fade_after: int = 2  # turns that a crisis both hold lasts

    # War.
    offence_defends: float = 0.5  # how much of offence serves in defence
    readiness_strength: tuple[float, float, float] = (0.5, 0.8, 1.0)
    warned: float = 0.5  # share of the surprise left when the attacker was seen mobilising
    ally_share: float = 0.5
    conquest: float = 0.35  # territory, as a share of the start, that one victory takes
    spoils: float = 0.5  # of what the land taken is known to yield, reaching the victors
    economy_lost: float = 0.8  # of the share of territory lost
    war_ruin: float = 0.07
    ally_ruin: float = 0.03
    attacker_losses: tuple[float, float] = (0.40, 0.20)  # of offence: repelled, victorious
    defender_losses: tuple[float, float] = (0.15, 0.35)  # of defence: held, beaten
    ally_losses: float = 0.10
    aggression_cost: float = 0.05
    victory_standing: float = 0.08
    defeat_standing: float = 0.10
    rump_territory: float = 0.31

    # Retaliation.
    deterrent_survives: float = 0.7  # of the deterrent, a victorious first strike
    ruin_scale: float = 12.0  # points of arriving deterrent that ruin half of a country
    ruin_most: float = 0.8
    ruin_score: float = 2.0  # turns' payoff that total ruin costs

    # The forum.
    condemned_standing: float = 0.06
    condemned_tension: float = 0.05  # of all towards the condemned
    mediated_tension: float = -0.12

    # Home.
    standing_rest: float = 0.6
    standing_return: float = 0.08
    standing_of_welfare: float = 0.08
    welfare_expected: float = 0.4  # share of the homeland's income that people take for granted
    mobilised_weariness: float = 0.02

    unrest_kept: float = 0.85
    unrest_of_standing: float = 0.8  # per point of standing below where it rests
    unrest_of_want: float = 0.3  # per share of expected welfare that is missing
    security_calms: float = 0.03  # unrest per point of internal security

    # Tension, in [0, 1].
    tension_kept: float = 0.9
    tension_of_threat: float = 0.8  # what tension settles at under a threat of 1
    tension_of_accident: float = 0.04
    tension_of_deed: float = 0.18
    tension_of_escalation: float = 0.08
    tension_of_clash: float = 0.2
    tension_relieved: float = 0.15
    tension_of_attack: float = 0.6
    tension_of_war_seen: float = 0.03
    tension_of_breach: float = 0.1
    tension_of_warning: float = 0.04
    tension_of_show: float = 0.08
    tension_of_ultimatum: float = 0.12
    tension_of_reassurance: float = -0.005
    tension_of_pledge: float = -0.03
    tension_of_identity: float = 0.25  # what tension settles at under a rivalry of 1
    tension_of_inspections: float = -0.01
    tension_of_trade: float = -0.01

    # Intelligence.
    source_noise: tuple[float, float] = (1.0, 1.3)  # technical, human
    composition_noise: float = 0.5  # in logit, of the noise dial, where weapons differ fully
    indistinct_noise: float = 4.0  # added to it as differentiation falls to 0
    readiness_error: float = 0.5  # of the noise dial
    threat_memory: float = 0.5
    security_counts: float = 1.0  # of internal security that foreign analysts take for arms
    arsenal_noise: float = 0.6  # of the noise of strength: silos are easier to count than units

    # Scoring, a turn.
    prosperity_weight: float = 0.5
    security_weight: float = 0.5
    survivor_standing_weight: float = 0.5
    territory_lost_weight: float = 1.0
    territory_taken_weight: float = 1.2


STANDARD = Coefficients()
"""The coefficients every match is played with."""
