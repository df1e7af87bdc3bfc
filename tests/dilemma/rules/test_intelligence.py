"""Intelligence: what is reported, how wrongly, and what removes the noise."""

from __future__ import annotations

import math

import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.rules.events import Reports
from dilemma.rules.intelligence import first_reports, intelligence
from dilemma.vocabulary import Instrument, Readiness, SignalKind, Source
from dilemma.world import World
from support.worlds import (
    after,
    agreeing,
    attack,
    between,
    dialled,
    having,
    loaded,
    mutual,
    of,
    order,
    orders_in,
    quiet_dice,
    ready,
    signalling,
    told_by,
    under,
    world_of,
)

TECHNICAL, HUMAN = Source
SOURCES = pytest.mark.parametrize("source", Source)
NOISE = 0.4


def reported(world: World, dice: Dice | None = None) -> Reports:
    """What is reported of a world as it stands."""
    return first_reports(world, quiet_dice(world.states) if dice is None else dice)


def read(values: object, source: Source, pair: str) -> float:
    """One source's word on a pair: watcher first."""
    return float(of(values[source.code], pair))  # type: ignore[index]  # an array of reports


def logit(share: float) -> float:
    return math.log(share / (1.0 - share))


def after_turn(world: World, **sheets: Order) -> tuple[World, Reports]:
    """The world and its reports after a whole turn of intelligence."""
    later, events = after(intelligence, world, orders_in(world, **sheets))
    assert events.reports is not None
    return later, events.reports


@SOURCES
def test_without_error_a_report_is_the_truth(source: Source) -> None:
    world = having(world_of(2), "offence", b=37.0)
    reports = reported(world)
    assert read(reports.strength, source, "ab") == pytest.approx(
        37.0 + of(world.defence, "b"), abs=0.05
    )
    assert read(reports.composition, source, "ab") == pytest.approx(37.0 / 67.0, abs=0.006)
    assert read(reports.readiness, source, "ab") == Readiness.ROUTINE.code


@SOURCES
@pytest.mark.parametrize("draw", [-2.0, -1.0, 1.0, 2.0])
def test_strength_errs_log_normally_by_the_noise_of_the_source(source: Source, draw: float) -> None:
    world = having(world_of(2, intelligence_noise=NOISE), "intelligence", a=3.0)
    dice = told_by(quiet_dice(2), "strength", source.code, ab=draw)
    sd = NOISE * STANDARD.source_noise[source.code] / 2.0
    reports = reported(world, dice)
    assert read(reports.strength_noise, source, "ab") == pytest.approx(sd, abs=0.0005)
    truth = of(world.offence + world.defence, "b")
    expected = truth * math.exp(sd * draw)
    assert read(reports.strength, source, "ab") == pytest.approx(expected, abs=0.051)


@SOURCES
@pytest.mark.parametrize("draw", [-2.0, -1.0, 1.0, 2.0])
def test_composition_errs_in_its_logit(source: Source, draw: float) -> None:
    world = world_of(2, intelligence_noise=0.2, differentiation=0.75)
    dice = told_by(quiet_dice(2), "composition", source.code, ab=draw)
    reports = reported(world, dice)
    strength_noise = 0.2 * STANDARD.source_noise[source.code] / math.sqrt(2.0)
    sd = strength_noise * (STANDARD.composition_noise + 0.25 * STANDARD.indistinct_noise)
    assert read(reports.composition_noise, source, "ab") == pytest.approx(sd, abs=0.0005)
    truth = (of(world.offence, "b") + 0.1) / (of(world.offence + world.defence, "b") + 0.2)
    share = 1.0 / (1.0 + math.exp(-logit(truth) - sd * draw))
    assert read(reports.composition, source, "ab") == pytest.approx(share, abs=0.0051)


@pytest.mark.parametrize("field", ["strength_noise", "composition_noise"])
def test_a_better_service_errs_less(field: str) -> None:
    found = [
        read(
            getattr(reported(having(world_of(2), "intelligence", a=level)), field), TECHNICAL, "ab"
        )
        for level in (0.0, 1.0, 4.0, 9.0)
    ]
    assert found == sorted(set(found), reverse=True)


@pytest.mark.parametrize("field", ["strength_noise", "composition_noise"])
def test_the_noise_dial_scales_every_error_and_at_zero_there_is_none(field: str) -> None:
    found = [
        read(getattr(reported(world_of(2, intelligence_noise=noise)), field), HUMAN, "ab")
        for noise in (0.0, 0.2, 0.4)
    ]
    assert found[0] == 0.0
    assert found[2] == pytest.approx(2.0 * found[1], abs=0.0011)


def test_composition_is_harder_to_read_where_weapons_look_alike() -> None:
    found = [
        read(reported(world_of(2, differentiation=dial)).composition_noise, TECHNICAL, "ab")
        for dial in (1.0, 0.6, 0.2, 0.0)
    ]
    assert found == sorted(set(found))
    strength = [
        read(reported(world_of(2, differentiation=dial)).strength_noise, TECHNICAL, "ab")
        for dial in (1.0, 0.0)
    ]
    assert strength[0] == strength[1]


def test_inspections_show_both_the_true_composition_and_leave_strength_in_doubt() -> None:
    world = under(world_of(3), Instrument.INSPECTIONS, "ab")
    both = agreeing(Instrument.INSPECTIONS, "ab")
    for found in (reported(world), after_turn(world, **both)[1]):
        for source in Source:
            assert read(found.composition_noise, source, "ab") == 0.0
            assert read(found.composition_noise, source, "ba") == 0.0
            assert read(found.composition_noise, source, "ac") > 0.0
            assert read(found.composition_noise, source, "ca") > 0.0
            assert read(found.strength_noise, source, "ab") > 0.0


@pytest.mark.parametrize("instrument", [kind for kind in Instrument if kind != "inspections"])
def test_no_other_instrument_shows_anything(instrument: Instrument) -> None:
    found = reported(under(world_of(2), instrument, "ab"))
    assert (found.composition_noise == reported(world_of(2)).composition_noise).all()


def test_open_books_show_all_one_states_composition_for_that_turn() -> None:
    world = world_of(3)
    later, found = after_turn(world, a=signalling(SignalKind.OPEN_BOOKS))
    for source in Source:
        assert read(found.composition_noise, source, "ba") == 0.0
        assert read(found.composition_noise, source, "ca") == 0.0
        assert read(found.composition_noise, source, "ab") > 0.0
        assert read(found.strength_noise, source, "ba") > 0.0
    assert read(after_turn(later)[1].composition_noise, TECHNICAL, "ba") > 0.0


@pytest.mark.parametrize("kind", [kind for kind in SignalKind if kind != "open_books"])
def test_no_other_signal_shows_anything(kind: SignalKind) -> None:
    found = after_turn(world_of(2), a=signalling(kind))[1]
    assert read(found.composition_noise, TECHNICAL, "ba") > 0.0


@pytest.mark.parametrize(
    ("true", "draw", "said"),
    [
        (Readiness.MOBILISED, "right", Readiness.MOBILISED),
        (Readiness.MOBILISED, "wrong", Readiness.ROUTINE),
        (Readiness.MOBILISED, "very wrong", Readiness.ROUTINE),
        (Readiness.ROUTINE, "right", Readiness.ROUTINE),
        (Readiness.ROUTINE, "wrong", Readiness.STAND_DOWN),
        (Readiness.ROUTINE, "very wrong", Readiness.MOBILISED),
        (Readiness.STAND_DOWN, "right", Readiness.STAND_DOWN),
        (Readiness.STAND_DOWN, "wrong", Readiness.ROUTINE),
        (Readiness.STAND_DOWN, "very wrong", Readiness.ROUTINE),
    ],
)
@SOURCES
def test_mobilisation_may_be_missed_and_routine_may_raise_a_false_alarm(
    source: Source, true: Readiness, draw: str, said: Readiness
) -> None:
    world = ready(having(world_of(2, intelligence_noise=NOISE), "intelligence", a=3.0), b=true)
    error = NOISE / 2.0 * STANDARD.readiness_error
    draws = {"right": error + 1e-9, "wrong": error * 0.5 + 1e-9, "very wrong": error * 0.5 - 1e-9}
    dice = told_by(quiet_dice(2), "readiness", source.code, ab=draws[draw])
    assert read(reported(world, dice).readiness, source, "ab") == said.code


def test_without_noise_readiness_is_never_mistaken() -> None:
    dice = quiet_dice(2)
    dice.readiness[:] = 0.0
    world = ready(world_of(2, intelligence_noise=0.0), b=Readiness.MOBILISED)
    assert read(reported(world, dice).readiness, TECHNICAL, "ab") == Readiness.MOBILISED.code


@pytest.mark.parametrize(("tension", "rivalry"), [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.4, 0.3)])
def test_fear_and_hatred_read_strength_upwards_by_the_bias_dial(
    tension: float, rivalry: float
) -> None:
    world = between(
        between(world_of(2, analyst_bias=0.5), "tension", ab=tension), "rivalry", ab=rivalry
    )
    truth = of(world.offence + world.defence, "b")
    said = read(reported(world).strength, TECHNICAL, "ab")
    assert said == pytest.approx(truth * (1.0 + 0.5 * (tension + rivalry)), abs=0.051)
    unbiased = dialled(world, analyst_bias=0.0)
    assert read(reported(unbiased).strength, TECHNICAL, "ab") == pytest.approx(truth, abs=0.051)


def test_the_human_source_speaks_more_often_the_better_the_service() -> None:
    for level in (0.0, 1.0, 5.0):
        share = (level + 0.5) / (level + 1.5)
        world = having(world_of(2), "intelligence", a=level)
        for draw, speaks in ((share - 1e-9, True), (share + 1e-9, False)):
            dice = loaded(quiet_dice(2), "delivery", ab=draw)
            assert bool(of(reported(world, dice).delivered, "ab")) == speaks


def test_reported_offence_threatens_by_its_share_of_all_that_would_meet() -> None:
    world = having(world_of(2, offence_advantage=1.5), "offence", a=20.0, b=40.0)
    later, found = after_turn(world)
    offence = read(found.strength, TECHNICAL, "ab") * read(found.composition, TECHNICAL, "ab") * 1.5
    own = of(later.defence, "a") + of(later.offence, "a") * STANDARD.offence_defends
    perceived = offence / (offence + own + 1.0)
    expected = perceived * (1.0 - STANDARD.threat_memory)
    assert of(later.threat, "ab") == pytest.approx(expected)


def test_threats_are_remembered() -> None:
    world = between(world_of(2), "threat", ab=0.8)
    later, _ = after_turn(world)
    fresh, _ = after_turn(world_of(2))
    kept = of(later.threat, "ab") - of(fresh.threat, "ab")
    assert kept == pytest.approx(0.8 * STANDARD.threat_memory)


def test_who_cannot_reach_does_not_threaten() -> None:
    world = mutual(world_of(3), "contact", ab=0.0)
    later, _ = after_turn(world)
    assert of(later.threat, "ab") == 0.0
    assert of(later.threat, "ac") > 0.0


def test_a_reported_mobilisation_threatens_unless_an_exercise_explains_it() -> None:
    mobilised = order(readiness=Readiness.MOBILISED)
    exercise = signalling(SignalKind.ANNOUNCE_EXERCISE, readiness=Readiness.MOBILISED)
    threats = [
        of(after_turn(world_of(2), b=sheet)[0].threat, "ab")
        for sheet in (order(readiness=Readiness.STAND_DOWN), exercise, mobilised)
    ]
    assert threats == sorted(set(threats))
    assert threats[1] == of(after_turn(world_of(2))[0].threat, "ab")


def test_threat_follows_reports_and_not_the_truth() -> None:
    world = world_of(2, intelligence_noise=NOISE)
    loud = told_by(quiet_dice(2), "strength", TECHNICAL.code, ab=3.0)
    orders = orders_in(world)
    alarmed = after(intelligence, world, orders, loud)[0].threat
    assert of(alarmed, "ab") > of(after(intelligence, world, orders)[0].threat, "ab")
    assert of(alarmed, "ba") == of(after(intelligence, world, orders)[0].threat, "ba")


def test_reports_tell_of_the_world_after_the_turns_fighting() -> None:
    world = world_of(2, intelligence_noise=0.0)
    later, found = after_turn(world, a=attack("b"))
    strength = of(later.offence + later.defence, "b")
    assert read(found.strength, TECHNICAL, "ab") == pytest.approx(strength, abs=0.051)
