"""Incidents: forces that meet by accident or by design, and what each side is told it was."""

from __future__ import annotations

import numpy as np
import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.record import advance, begin
from dilemma.rules import Events
from dilemma.rules.incidents import incidents
from dilemma.view.books import StandingCrisis
from dilemma.view.occurrences import Incident
from dilemma.vocabulary import Cause, Instrument, Readiness
from dilemma.world import World
from support.batches import repeated
from support.worlds import (
    SECRET,
    after,
    agreeing,
    dialled,
    having,
    in_crisis,
    loaded,
    mutual,
    of,
    offering,
    order,
    orders_in,
    plain,
    probe,
    quiet_dice,
    under,
    world_of,
)

RATE = 0.2
FINE = 4096
CLEARING = (Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT)


def hazard_of(world: World, **sheets: Order) -> float:
    """The chance of an incident between a and b, by trying a grid of draws at once."""
    dice = quiet_dice(world.states, FINE)
    dice.incident[:] = (np.arange(FINE) + 0.5) / FINE
    orders = orders_in(world, **sheets)
    _, events = after(incidents, repeated(world, FINE), repeated(orders, FINE), dice)
    return float(events.incident[0, 1].mean())


def error_of(world: World, watcher: str = "a", *instruments: Instrument) -> float:
    """The chance that a watcher is told wrongly what an incident was, by a grid of draws."""
    other = "ba"["ab".index(watcher)]
    dice = quiet_dice(world.states, FINE)
    dice.incident[0, 1] = dice.incident[1, 0] = 0.0
    dice.attribution["ab".index(watcher), "ab".index(other)] = (np.arange(FINE) + 0.5) / FINE
    both = {"a": offering(*instruments, to="b"), "b": offering(*instruments, to="a")}
    orders = orders_in(world, **both)
    unsafe = repeated(dialled(world, incident_rate=RATE), FINE)
    _, events = after(incidents, unsafe, repeated(orders, FINE), dice)
    return float(events.told["ab".index(watcher), "ab".index(other)].mean())


def probed(world: World, attribution: float = 1.0) -> tuple[World, Events]:
    """After a probed b, with b's draw of attribution."""
    dice = loaded(quiet_dice(world.states), "attribution", ba=attribution)
    return after(incidents, world, orders_in(world, a=probe("b")), dice)


def test_the_hazard_is_rate_over_one_plus_rate() -> None:
    world = mutual(world_of(2, incident_rate=RATE), "contact", ab=0.5)
    world = mutual(world, "rivalry", ab=0.4)
    rate = RATE * 0.5 * 1.4 * (1.0 + 0.5) * (1.0 + 1.0)
    found = hazard_of(world, b=order(readiness=Readiness.MOBILISED))
    assert found == pytest.approx(rate / (1.0 + rate), abs=1.0 / FINE)


@pytest.mark.parametrize("other", Readiness)
def test_alert_breeds_incidents(other: Readiness) -> None:
    world = world_of(2, incident_rate=RATE)
    alerts = [order(readiness=kind) for kind in Readiness]
    hazards = [hazard_of(world, a=alert, b=order(readiness=other)) for alert in alerts]
    assert hazards == sorted(set(hazards))


def test_contact_breeds_incidents_and_without_it_there_are_none() -> None:
    world = world_of(2, incident_rate=RATE)
    hazards = [hazard_of(mutual(world, "contact", ab=contact)) for contact in (0.0, 0.3, 0.6, 1.0)]
    assert hazards[0] == 0.0
    assert hazards == sorted(set(hazards))


def test_rivalry_breeds_incidents() -> None:
    world = world_of(2, incident_rate=RATE)
    hazards = [hazard_of(mutual(world, "rivalry", ab=rivalry)) for rivalry in (0.0, 0.5, 1.0)]
    assert hazards == sorted(set(hazards))


def test_the_rate_breeds_incidents_and_at_zero_there_are_none() -> None:
    hazards = [hazard_of(world_of(2, incident_rate=rate)) for rate in (0.0, 0.1, 0.5, 1.0)]
    assert hazards[0] == 0.0
    assert hazards == sorted(set(hazards))


@pytest.mark.parametrize("instrument", Instrument)
def test_no_instrument_prevents_incidents(instrument: Instrument) -> None:
    world = world_of(2, incident_rate=RATE)
    in_force = hazard_of(under(world, instrument, "ab"), **agreeing(instrument, "ab"))
    assert in_force == hazard_of(world)


def test_an_incident_opens_a_crisis_for_both_and_for_nobody_else() -> None:
    world = world_of(3, incident_rate=RATE)
    dice = loaded(quiet_dice(3), "incident", ab=0.0, ba=0.0)
    later, events = after(incidents, world, orders_in(world), dice)
    assert np.argwhere(events.incident[..., 0]).tolist() == [[0, 1], [1, 0]]
    assert np.argwhere(later.crisis[..., 0]).tolist() == [[0, 1], [1, 0]]
    assert of(later.crisis_opened, "ab") == of(later.crisis_opened, "ba") == world.turn
    assert of(later.accident, "ab")
    assert of(later.accident, "ba")


def test_a_probe_opens_a_crisis_that_is_no_accident() -> None:
    later, events = probed(world_of(3))
    assert np.argwhere(events.incident[..., 0]).tolist() == [[0, 1], [1, 0]]
    assert of(later.crisis, "ab") == of(later.crisis, "ba") == 1
    assert not of(later.accident, "ab")
    assert not of(later.accident, "ba")


@pytest.mark.parametrize("out_of_reach", ["contact", "at_war"])
def test_forces_that_cannot_meet_or_fight_already_have_no_incidents(out_of_reach: str) -> None:
    world = mutual(world_of(2, incident_rate=1.0), out_of_reach, ab=float(out_of_reach == "at_war"))
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    assert not after(incidents, world, orders_in(world, a=probe("b")), dice)[1].incident.any()


def test_a_rump_meets_nobody() -> None:
    world = having(world_of(2, incident_rate=1.0), "territory", b=STANDARD.rump_territory / 2)
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    assert not after(incidents, world, orders_in(world), dice)[1].incident.any()


def test_a_second_incident_in_an_open_crisis_opens_no_other() -> None:
    world = in_crisis(world_of(2, incident_rate=1.0), "ab", deliberate=False)
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    later, events = after(incidents, world, orders_in(world, a=probe("b")), dice)
    assert of(events.incident, "ab")
    assert of(events.told, "ba"), "what it was told of the second it was told"
    for field in ("crisis", "crisis_opened", "told", "accident"):
        assert (getattr(later, field) == getattr(world, field)).all()


def test_without_error_an_accident_is_told_as_one() -> None:
    assert error_of(world_of(2, attribution_error=0.0)) == 0.0


def test_with_error_an_accident_is_taken_for_a_deed_as_often() -> None:
    world = world_of(2, attribution_error=0.25)
    assert error_of(world, "a") == pytest.approx(0.25, abs=1.0 / FINE)
    assert error_of(world, "b") == pytest.approx(0.25, abs=1.0 / FINE)


def test_each_side_errs_by_itself() -> None:
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    dice = loaded(dice, "attribution", ab=0.0)
    world = world_of(2, incident_rate=RATE)
    later, _ = after(incidents, world, orders_in(world), dice)
    assert of(later.told, "ab")
    assert not of(later.told, "ba")


def test_without_error_who_was_probed_knows_it() -> None:
    later, _ = probed(world_of(2, attribution_error=0.0), attribution=0.0)
    assert of(later.told, "ba")


def test_with_error_a_probe_may_be_taken_for_an_accident() -> None:
    world = world_of(2, attribution_error=0.25)
    assert not of(probed(world, attribution=0.24)[0].told, "ba")
    assert of(probed(world, attribution=0.26)[0].told, "ba")


def test_who_probes_knows_that_it_was_meant() -> None:
    world = world_of(2, attribution_error=0.5)
    dice = loaded(quiet_dice(2), "attribution", ab=0.0, ba=0.0)
    assert of(after(incidents, world, orders_in(world, a=probe("b")), dice)[0].told, "ab")


@pytest.mark.parametrize(
    ("instruments", "factor"),
    [
        ((Instrument.HOTLINE,), STANDARD.hotline_clears),
        ((Instrument.INCIDENTS_AGREEMENT,), STANDARD.agreement_clears),
        (CLEARING, STANDARD.hotline_clears * STANDARD.agreement_clears),
    ],
)
def test_hotlines_and_agreements_lower_the_error_of_both(
    instruments: tuple[Instrument, ...], factor: float
) -> None:
    world = world_of(2, attribution_error=0.4)
    for watcher in "ab":
        found = error_of(world, watcher, *instruments)
        assert found == pytest.approx(0.4 * factor, abs=1.0 / FINE)


def test_a_hotline_with_another_state_clears_nothing_up() -> None:
    world = world_of(3, attribution_error=0.4)
    third = {"a": offering(Instrument.HOTLINE, to="c"), "c": offering(Instrument.HOTLINE, to="a")}
    dice = loaded(quiet_dice(3), "incident", ab=0.0, ba=0.0)
    dice = loaded(dice, "attribution", ab=0.39)
    lone = world_of(3, incident_rate=RATE, attribution_error=0.4)
    assert of(after(incidents, lone, orders_in(world, **third), dice)[0].told, "ab")


@pytest.mark.parametrize("instrument", [kind for kind in Instrument if kind not in CLEARING])
def test_no_other_instrument_clears_anything_up(instrument: Instrument) -> None:
    assert error_of(world_of(2, attribution_error=0.4), "a", instrument) == pytest.approx(
        0.4, abs=1.0 / FINE
    )


def test_only_the_two_concerned_hear_of_it_and_of_nothing_but_their_own_service() -> None:
    game = advance(begin(plain(3, attribution_error=0.0), SECRET), {"a": probe("b")})
    heard = [told for told in game.view("b").occurrences if isinstance(told, Incident)]
    assert heard == [Incident(1, "a", Cause.DELIBERATE)]
    assert not any(isinstance(told, Incident) for told in game.view("c").occurrences)
    assert game.view("b").others[0].crisis == StandingCrisis(1, Cause.DELIBERATE, 1)
    assert game.view("b").others[1].crisis is None
    assert all(page.crisis is None for page in game.view("c").others)
