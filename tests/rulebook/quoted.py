"""The numbers that each rule quotes, from where the program has them, in the order of the text."""

from __future__ import annotations

from msgspec import NODEFAULT
from msgspec.inspect import FloatType, StructType, type_info
from msgspec.structs import fields

from dilemma.coefficients import STANDARD as C
from dilemma.debrief.states import BEST_SCORE, GOOD_SCORE
from dilemma.debrief.verdict import ARMS_GROWTH, HIGH_TENSION
from dilemma.orders.legality import STATEMENT_LENGTH
from dilemma.projection.occurrences import RUIN_TOLD
from dilemma.projection.reports import RELIABILITY
from dilemma.rules.intelligence import OPACITY_GRADE
from dilemma.scenario import Dials, Scenario, State
from dilemma.vocabulary import CORE_LINES
from dilemma.world.opening import OPENING_BUDGET


def start(field: str) -> float:
    """What a state begins with unless its scenario says otherwise."""
    return _default(State, field)


def usual(field: str) -> float:
    """What a dial stands at unless a scenario turns it."""
    return _default(Dials, field)


def dial_ranges() -> dict[str, tuple[float, ...]]:
    """Least, most and usual value of every dial that is a number."""
    kind = type_info(Dials)
    assert isinstance(kind, StructType)
    ranges: dict[str, tuple[float, ...]] = {}
    for field in kind.fields:
        if isinstance(field.type, FloatType):
            least, most = field.type.ge, field.type.le
            assert least is not None
            assert most is not None
            ranges[field.name] = (float(least), float(most), usual(field.name))
    return ranges


def _default(kind: type, name: str) -> float:
    value = next(field.default for field in fields(kind) if field.name == name)
    assert value is not NODEFAULT
    return float(value)


DETERRENT = (C.ruin_most, C.ruin_scale, C.ruin_score)
BUDGET = [OPENING_BUDGET[line] for line in CORE_LINES]
START = [start(field) for field in "economy reserves offence defence intelligence standing".split()]
FELT = 1.0 - C.tension_kept

QUOTED: dict[str, tuple[float, ...]] = {
    "1.2": (1, 40, _default(Scenario, "turns")),
    "1.5": (*START, *BUDGET),
    "3.1": (0, 1, 1),
    "3.3": (STATEMENT_LENGTH,),
    "3.5": (0,),
    "4.1": (C.income_floor, C.income_of_standing, (1 - C.income_floor) / C.income_of_standing),
    "4.2": C.upkeep,
    "4.3": (C.inspections_upkeep,),
    "4.4": (C.trade_income,),
    "4.5": (0,),
    "4.8": (C.decay, C.growth),
    "5.2": (C.depreciation,),
    "5.3": (C.intelligence_kept, C.intelligence_bought),
    "5.4": C.readiness_strength,
    "6.2": (-C.tension_of_reassurance,),
    "6.3": (C.tension_of_warning,),
    "6.4": (-C.tension_of_pledge, C.pledge_length),
    "6.5": (C.pledge_offence_share, C.pledge_breach, C.tension_of_breach),
    "6.6": (C.show_of_force_cost, C.tension_of_show),
    "6.9": (C.ultimatum_issued, C.tension_of_ultimatum),
    "6.10": (C.demand_offence_share, C.ultimatum_met, C.ultimatum_met),
    "6.11": (C.ultimatum_bluffed,),
    "7.6": (usual("arms_limit_cap"), C.scrapping),
    "7.8": (-C.tension_of_trade,),
    "7.9": (C.treaty_breach, C.tension_of_breach),
    "7.11": (C.withdrawal,),
    "8.1": (1, 1, 0, 0.5, 1, 1),
    "8.4": (C.hotline_clears, C.agreement_clears, C.hotline_clears * C.agreement_clears),
    "8.5": (C.tension_relieved,),
    "8.6": (C.back_down_cost, C.stand_firm_gain),
    "8.8": (C.tension_of_escalation,),
    "8.9": (C.clash_losses, C.tension_of_clash, C.tension_of_escalation, C.clash_war),
    "9.3": (C.offence_defends,),
    "9.4": (1.5, 1.5, 1.5),
    "9.5": (C.warned,),
    "9.6": (C.ally_share, C.ally_losses, C.ally_ruin),
    "9.7": (C.conquest,),
    "9.8": (C.economy_lost, C.spoils),
    "9.9": (C.war_ruin,),
    "9.10": (*C.attacker_losses, *C.defender_losses),
    "9.11": (C.aggression_cost, C.victory_standing, C.defeat_standing),
    "9.12": (C.tension_of_attack, C.tension_of_war_seen),
    "9.14": (C.rump_territory,),
    "10.1": (C.standing_return, C.standing_rest),
    "10.2": (C.standing_of_welfare, C.welfare_expected),
    "10.3": (C.mobilised_weariness,),
    "10.4": (0, 1),
    "10.5": (C.tension_kept,),
    "10.6": (
        FELT * C.tension_of_threat,
        C.offence_defends,
        1,
        1 - C.threat_memory,
        C.threat_memory,
    ),
    "10.7": (FELT * C.tension_of_identity,),
    "10.8": (C.tension_of_deed, C.tension_of_accident),
    "11.4": (0.5, 1.5),
    "11.5": (1, 1, *C.source_noise),
    "11.6": (C.composition_noise, 1, C.indistinct_noise, 0),
    "11.7": (C.readiness_error, 1),
    "11.8": (0.8,),
    "11.9": tuple(bound for bound, _ in RELIABILITY),
    "11.10": (1, 2, 3, 4, 6),
    "12.1": (C.prosperity_weight, C.security_weight),
    "12.2": (C.offence_defends, 1),
    "12.4": (C.territory_taken_weight,),
    "12.5": (C.survivor_standing_weight,),
    "12.6": (C.territory_lost_weight,),
    "12.7": (GOOD_SCORE, 1, BEST_SCORE, 2, 0, BEST_SCORE),
    "12.8": (0, 1),
    "13.2": (
        *(0, 1, C.unrest_kept, C.unrest_of_standing, C.standing_rest),
        *(C.unrest_of_want, C.welfare_expected, C.security_calms),
    ),
    "13.3": (C.unrest_drain,),
    "13.4": (C.forced_security,),
    "13.5": (C.security_kept, 1),
    "13.7": (C.depreciation,),
    "13.8": (C.deterrent_survives,),
    "13.10": (*DETERRENT, 1.0 / RUIN_TOLD),
    "13.11": (C.arsenal_noise,),
    "13.12": (C.secrecy_kept, C.secrecy_bought),
    "13.13": (1, OPACITY_GRADE),
    "13.15": (C.condemned_standing, C.condemned_tension),
    "13.16": (-C.mediated_tension,),
    "14.1": tuple(number for bounds in dial_ranges().values() for number in bounds),
    "14.2": (0, 1, 0, 0),
    "14.3": (0, 1),
    "14.5": (1,),
    "15.6": (ARMS_GROWTH,),
    "15.7": (HIGH_TENSION,),
}
"""A rule that is not here quotes no number."""
