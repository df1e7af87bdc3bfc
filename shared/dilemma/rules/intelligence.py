"""Intelligence: the reports each state will see, drawn once per turn, watcher and watched."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, exp, sqrt
from dilemma.chance import Dice
from dilemma.orders.arrays import Codes, Flags, Orders
from dilemma.rules.events import Events, Reports
from dilemma.vocabulary import Instrument, Module, Readiness
from dilemma.world import World

OPACITY_GRADE = 0.5
"""Steps in which it is known how far a state's secrecy blurs the reports on it."""


def intelligence(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Draw every report of the coming turn, and the threat that each state makes of its own."""
    open_books = world.in_force[Instrument.INSPECTIONS.code] | events.open_books[np.newaxis]
    reports = _drawn(world, dice, open_books)
    return world.but(threat=_threat(world, reports, events.exercise)), events.but(reports=reports)


def first_reports(world: World, dice: Dice) -> Reports:
    """What sources say before the first turn; nobody has opened any books yet."""
    return _drawn(world, dice, world.in_force[Instrument.INSPECTIONS.code])


def _drawn(world: World, dice: Dice, composition_known: Flags) -> Reports:
    quality = world.dials.intelligence_noise / sqrt(world.intelligence + 1.0)
    opacity = sqrt(world.secrecy + 1.0)[np.newaxis]
    per_source = np.array(world.coefficients.source_noise)[:, np.newaxis, np.newaxis]
    clear_noise = (per_source * quality)[:, :, np.newaxis]
    strength_noise = clear_noise * opacity
    known_noise = clear_noise * _graded(world, opacity)
    spread = _composition_spread(world)
    composition_noise = strength_noise * spread * ~composition_known
    strength = _strength(world) * exp(strength_noise * dice.strength)
    composition = _composition(world, exp(composition_noise * dice.composition))
    share = world.intelligence + 0.5
    return Reports(
        strength=_rounded(strength, 10.0),
        composition=_rounded(composition, 100.0),
        readiness=_readiness(world, dice, quality),
        delivered=dice.delivery < (share / (share + 1.0))[:, np.newaxis],
        strength_noise=_stated(world, known_noise),
        composition_noise=_stated(world, known_noise * spread * ~composition_known),
        **_arsenals(world, dice, strength_noise[0]),
    )


def _graded(world: World, opacity: Floats) -> Floats:
    """How far secrecy blurs reports as a watcher knows it: with secrecy about, the next grade up.

    What a rival spends on secrecy may be felt, not read to the point. It is the opacity that is
    graded and nothing that follows from it: were it the noise of each source, the steps of all of
    them, which a watcher's own intelligence moves, would close in on the secrecy like a vernier.
    """
    if Module.SECRECY not in world.modules:
        return opacity
    graded: Floats = (np.floor(opacity / OPACITY_GRADE) + 1.0) * OPACITY_GRADE
    return graded


def _stated(world: World, noise: Floats) -> Floats:
    """Noise in the words of a report: where it is known upwards only, it stays so in rounding."""
    if Module.SECRECY not in world.modules:
        return _rounded(noise, 1000.0)
    stated: Floats = np.ceil(noise * 1000.0) / 1000.0
    return stated


def _arsenals(world: World, dice: Dice, noise: Floats) -> dict[str, Floats]:
    """Reports of deterrents and shields [N, N, B], by technical sources only."""
    if Module.DETERRENCE not in world.modules:
        return {}
    narrow = noise * world.coefficients.arsenal_noise
    return {
        "deterrent": _rounded(world.deterrent * exp(narrow * dice.arsenals[0]), 10.0),
        "shield": _rounded(world.shield * exp(narrow * dice.arsenals[1]), 10.0),
    }


def _strength(world: World) -> Floats:
    """What an unnoisy but anxious analyst would count [N watchers, N watched, B].

    Internal security looks like arms from abroad (the insecurity dilemma, Krickovic, 2016).
    Fear reads upwards (Jervis, 1968): the bias dial times tension and rivalry.
    """
    policed = world.internal_security * world.coefficients.security_counts
    total = (world.offence + world.defence + policed)[np.newaxis]
    fear: Floats = (world.tension + world.rivalry) * world.dials.analyst_bias
    return total * (fear + 1.0)


def _composition_spread(world: World) -> Floats:
    """Logit noise of composition per unit of strength noise: grows as weapons look alike."""
    rates = world.coefficients
    alike = 1.0 - world.dials.differentiation
    spread: Floats = alike * rates.indistinct_noise + rates.composition_noise
    return spread


def _composition(world: World, factor: Floats) -> Floats:
    """The reported share of offence: the true odds times a log-normal factor."""
    policed = world.internal_security * (world.coefficients.security_counts * 0.5)
    odds = (world.offence + policed + 0.1) / (world.defence + policed + 0.1) * factor
    return odds / (odds + 1.0)


def _readiness(world: World, dice: Dice, quality: Floats) -> Codes:
    """Reported readiness: mobilisation may be missed, routine may raise a false alarm."""
    error = (quality * world.coefficients.readiness_error)[:, np.newaxis]
    true = world.readiness[np.newaxis]
    alarm = (dice.readiness < error * 0.5).astype(np.int8)
    wrong = (dice.readiness < error).astype(np.int8)
    routine = (true == Readiness.ROUTINE.code).astype(np.int8)
    resting = (true == Readiness.STAND_DOWN.code).astype(np.int8)
    return np.asarray(true + wrong * (resting - (1 - resting)) + routine * alarm * 2, np.int8)


def _threat(world: World, reports: Reports, exercise: Flags) -> Floats:
    """How much of its own safety each state sees endangered by each other, in [0, 1].

    Reported offence, as ready as it is reported to be, against own defence; remembered with a
    weight, because one alarming report does not make a policy. An announced exercise explains a
    mobilisation away.
    """
    rates, dials = world.coefficients, world.dials
    routine = Readiness.ROUTINE.code
    reported = np.where(exercise, np.minimum(reports.readiness[0], routine), reports.readiness[0])
    ready = np.array(rates.readiness_strength)[reported] / rates.readiness_strength[routine]
    offence = (reports.strength * reports.composition)[0] * ready * dials.offence_advantage
    own = (world.defence + world.offence * rates.offence_defends)[:, np.newaxis]
    perceived = offence / (offence + own + 1.0) * world.contact
    threat: Floats = world.threat * rates.threat_memory + perceived * (1.0 - rates.threat_memory)
    return threat


def _rounded(values: Floats, parts: float) -> Floats:
    """Rounded to a part of a unit: a report is no more precise than the words it comes in."""
    rounded: Floats = np.rint(values * parts) / parts
    return rounded
