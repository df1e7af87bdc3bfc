"""Mutants: conditions of an experiment with the mechanism taken out that it is about.

Only what a condition is made of is changed: dials, coefficients, modules, forces, players.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from dilemma.lab.experiments import EXPERIMENTS
from dilemma.lab.experiments.trial import Condition, Player, play_condition

Mutation = Callable[[Condition], Condition]

SEED = 1


def failures(
    name: str, matches: int, mutation: Mutation | None = None, states: int = 4
) -> list[str]:
    """The predictions of an experiment that do not hold, as it stands or mutated."""

    def play(condition: Condition) -> Any:
        return play_condition(mutation(condition) if mutation else condition, matches, SEED)

    _, checks = EXPERIMENTS[name].run(play, states)
    found = [note.removeprefix("FAILED: ") for note in checks.notes if note.startswith("FAILED: ")]
    assert checks.passed == (not found)
    return found


def with_dials(**dials: float | bool) -> Mutation:
    """Some dials fixed in every condition."""

    def mutation(condition: Condition) -> Condition:
        changed = msgspec.structs.replace(condition.scenario.dials, **dials)
        return with_scenario(condition, dials=changed)

    return mutation


def with_rates(**rates: Any) -> Mutation:
    """Another rulebook in every condition."""
    return lambda condition: replace(
        condition, coefficients=replace(condition.coefficients, **rates)
    )


def with_options(**options: float | bool) -> Mutation:
    """Bots with some options fixed in every condition."""

    def changed(player: Player) -> Player:
        return Player(player.kind, tuple(sorted((dict(player.options) | options).items())))

    return lambda condition: replace(condition, players=tuple(map(changed, condition.players)))


def without_pacts(condition: Condition) -> Condition:
    """Nobody allied with anybody."""
    pairs = tuple(msgspec.structs.replace(pair, in_force=()) for pair in condition.scenario.pairs)
    return with_scenario(condition, pairs=pairs)


def without_shields(condition: Condition) -> Condition:
    """No shield of anybody to begin with."""
    states = tuple(
        msgspec.structs.replace(state, shield=0.0) for state in condition.scenario.states
    )
    return with_scenario(condition, states=states)


def with_scenario(condition: Condition, **fields: Any) -> Condition:
    """The condition with some fields of its scenario changed."""
    return replace(condition, scenario=msgspec.structs.replace(condition.scenario, **fields))
