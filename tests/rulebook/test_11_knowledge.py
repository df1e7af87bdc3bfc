"""Rules 11: what you know."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD as C
from dilemma.orders import Assessment
from dilemma.projection.reports import RELIABILITY
from dilemma.record import advance, begin
from dilemma.rules import first_reports
from dilemma.rules.events import Reports
from dilemma.view import Report
from dilemma.view.occurrences import Attacked, PledgeBroken, Signalled, TreatyBroken
from dilemma.view.staff import staff_estimate
from dilemma.vocabulary import Instrument, Readiness, SignalKind, Source
from dilemma.world import World
from support.told import reports_for, seen_in
from support.worlds import (
    SECRET,
    agreeing,
    attack,
    dialled,
    having,
    loaded,
    of,
    order,
    plain,
    quiet_dice,
    ready,
    signalling,
    spending,
    told_by,
    world_of,
)

CASES = pytest.mark.parametrize
SOURCES = pytest.mark.parametrize("source", Source)
SURE = order(assessments={"b": Assessment(0.9, 0.9)})


def reported(world: World, dice: Dice | None = None) -> Reports:
    """What sources say of a world."""
    return first_reports(world, dice or quiet_dice(world.states))


def read(world: World, dice: Dice | None = None) -> tuple[Report, ...]:
    """A's reports, as its staff reads them."""
    return reports_for(("a", "b"), reported(world, dice), "a", 1)


def test_11_1_own_books_are_exact() -> None:
    game = advance(begin(plain(2), SECRET), {"a": spending(offence=0.3, defence=0.2)})
    own = game.view("a").own
    fields = "economy reserves offence defence offence_building defence_building standing welfare"
    assert [getattr(own, field) for field in fields.split()] == [
        of(getattr(game.world, field), "a") for field in fields.split()
    ]


def test_11_2_what_is_done_in_public_everybody_knows() -> None:
    treaty = agreeing(Instrument.NON_AGGRESSION, "ab")
    pledging = signalling(SignalKind.PLEDGE_RESTRAINT, offers=treaty["a"].offers)
    game = advance(begin(plain(3), SECRET), {"a": pledging, "b": treaty["b"]})
    game = advance(game, {"a": attack("b")})
    view = game.view("c")
    public = [type(told) for told in view.occurrences]
    assert public == [Signalled, PledgeBroken, TreatyBroken, Attacked]
    assert [page.territory for page in view.others] == [
        of(game.world.territory, "a"),
        of(game.world.territory, "b"),
    ]
    assert (view.others[0].attacks_made, view.others[0].pledges_broken) == (1, 1)


@CASES("field", ["economy", "reserves", "intelligence", "standing", "unrest", "offence", "defence"])
def test_11_3_what_lies_in_the_books_of_others_is_not_to_be_seen(field: str) -> None:
    world = world_of(2)
    changed = having(world, field, b=of(getattr(world, field), "b") * 0.5 + 0.1)
    assert seen_in(changed) == seen_in(world)
    if field not in ("offence", "defence"):
        assert read(changed) == read(world)


def test_11_3_nobody_is_told_what_others_assessed_or_ordered() -> None:
    game = begin(plain(3), SECRET)
    judged, silent = advance(game, {"a": SURE}), advance(game, {"a": order()})
    assert judged.view("b") == silent.view("b")
    assert judged.view("c").occurrences == ()


@CASES("level", [0.0, 1.0, 5.0])
def test_11_4_a_human_source_speaks_the_oftener_the_better_the_service(level: float) -> None:
    world = having(world_of(2), "intelligence", a=level)
    chance = (level + 0.5) / (level + 1.5)
    for nudge, sources in ((-1e-9, list(Source)), (1e-9, [Source.TECHNICAL])):
        dice = loaded(quiet_dice(2), "delivery", ab=chance + nudge)
        assert [report.source for report in read(world, dice)] == sources


@SOURCES
@CASES("draw", [-2.0, 0.0, 1.0])
def test_11_5_strength_errs_in_its_logarithm(source: Source, draw: float) -> None:
    world = having(having(world_of(2), "intelligence", a=3.0), "secrecy", b=0.44)
    noise = 0.4 * math.sqrt(1.44 / 4.0) * C.source_noise[source.code]
    dice = told_by(quiet_dice(2), "strength", source.code, ab=draw)
    reports = reported(world, dice)
    assert of(reports.strength[source.code], "ab") == pytest.approx(
        50.0 * math.exp(noise * draw), abs=0.06
    )
    assert of(reports.strength_noise[source.code], "ab") == pytest.approx(noise, abs=0.0006)


@SOURCES
@CASES(("alike", "factor"), [(0.0, 0.5), (0.5, 2.5), (1.0, 4.5)])
def test_11_6_the_share_of_offence_errs_in_its_logit(
    source: Source, alike: float, factor: float
) -> None:
    world = world_of(2, intelligence_noise=0.2, differentiation=1.0 - alike)
    noise = 0.2 / math.sqrt(2.0) * C.source_noise[source.code] * factor
    dice = told_by(quiet_dice(2), "composition", source.code, ab=1.0)
    share = of(reported(world, dice).composition[source.code], "ab")
    truth = 20.1 / 30.1
    assert share / (1.0 - share) == pytest.approx(truth * math.exp(noise), rel=0.05)


@CASES(
    ("true", "half", "said"),
    [
        (Readiness.MOBILISED, 1, Readiness.ROUTINE),
        (Readiness.MOBILISED, 2, Readiness.ROUTINE),
        (Readiness.STAND_DOWN, 1, Readiness.ROUTINE),
        (Readiness.STAND_DOWN, 2, Readiness.ROUTINE),
        (Readiness.ROUTINE, 1, Readiness.MOBILISED),
        (Readiness.ROUTINE, 2, Readiness.STAND_DOWN),
    ],
)
def test_11_7_readiness_is_misreported(true: Readiness, half: int, said: Readiness) -> None:
    world = ready(having(world_of(2, intelligence_noise=0.4), "intelligence", a=3.0), b=true)
    error = C.readiness_error * 0.4 / 2.0
    wrong, right = error * half / 2.0 - 1e-9, error + 1e-9
    for draw, readiness in ((wrong, said), (right, true)):
        dice = told_by(quiet_dice(2), "readiness", 0, ab=draw)
        assert read(world, dice)[0].readiness is readiness


@CASES("sign", [-1.0, 1.0])
def test_11_8_a_band_holds_the_truth_in_eight_of_ten_cases(sign: float) -> None:
    eighty = 1.2816  # standard deviations on each side of the middle of a normal distribution
    for draw, inside in ((eighty * 0.97, True), (eighty * 1.03, False)):
        dice = told_by(quiet_dice(2), "strength", 0, ab=sign * draw)
        dice = told_by(dice, "composition", 0, ab=sign * draw)
        world = world_of(2, intelligence_noise=0.5, differentiation=1.0)
        report = read(world, dice)[0]
        assert (report.strength.low <= 50.0 <= report.strength.high) == inside
        share = report.offence_share
        assert (share.low - 0.005 <= 0.4 <= share.high + 0.005) or not inside


@CASES(("bound", "grade"), RELIABILITY)
def test_11_9_a_letter_grades_the_source(bound: float, grade: str) -> None:
    worse = "ABCDEF"["ABCDEF".index(grade) + 1]
    for nudge, letter in ((-0.002, grade), (0.002, worse)):
        world = having(world_of(2, intelligence_noise=bound + nudge), "intelligence", a=0.0)
        assert read(world)[0].reliability == letter


@CASES(("draw", "grade"), [(0.0, 1), (0.6, 2), (1.2, 3), (4.0, 4)])
def test_11_10_a_figure_grades_the_information(draw: float, grade: int) -> None:
    spoken = loaded(quiet_dice(2), "delivery", ab=0.0)
    dice = told_by(spoken, "strength", 1, ab=draw)
    assert {report.credibility for report in read(world_of(2), dice)} == {grade}
    assert [report.credibility for report in read(world_of(2))] == [6]


def test_11_11_a_staff_pools_its_reports_and_does_not_bet_on_calm() -> None:
    low = told_by(quiet_dice(2), "strength", 0, ab=-1.0)
    world = world_of(2, intelligence_noise=0.4)
    view = begin(plain(2), SECRET).view("a")

    def estimate(*reports: Report) -> float:
        pooled = replace(view, turn=reports[-1].turn, reports=reports)
        return staff_estimate(pooled, "b").strength.value

    (first,) = reports_for(("a", "b"), reported(world, low), "a", 1)
    (later,) = reports_for(("a", "b"), reported(world), "a", 2)
    (sharp,) = reports_for(("a", "b"), reported(dialled(world, intelligence_noise=0.1)), "a", 2)
    middle = (first.strength.value + later.strength.value) / 2.0
    assert first.strength.value < middle < estimate(first, later) < later.strength.value
    assert estimate(first, later) < estimate(first, sharp) <= sharp.strength.value
    alarm = told_by(loaded(quiet_dice(2), "delivery", ab=0.0), "readiness", 1, ab=0.0)
    both = reports_for(("a", "b"), reported(world, alarm), "a", 1)
    assert [report.readiness for report in both] == [Readiness.ROUTINE, Readiness.MOBILISED]
    pooled = replace(view, reports=both)
    assert staff_estimate(pooled, "b").readiness is Readiness.MOBILISED
