"""Telling: a match that is over, in plain lines or as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dilemma.lab import Exhibition, TurnReport
from dilemma.orders import Order
from dilemma.protocol.hindsight import Battle, WarFinding
from dilemma.vocabulary import ActionKind, Readiness


def turn_line(turn: TurnReport) -> str:
    """One turn in one line: forces as offence+defence in points, and what was notable."""
    forces = "  ".join(
        f"{state} {turn.offence[state]:.0f}+{turn.defence[state]:.0f}" for state in turn.orders
    )
    notable = "; ".join(_notable(turn)) or "quiet"
    return f"turn {turn.turn:>2}  {forces}  tension {turn.tension:.2f}  {notable}"


def closing_lines(played: Exhibition) -> Iterator[str]:
    """The end of a match: its wars with their labels, the scores, the verdict and the hash."""
    hindsight = played.hindsight
    yield ""
    yield "wars"
    yield from ([f"  {_war(war)}" for war in hindsight.wars] or ["  none"])
    yield "scores"
    state_width = max(len(state.id) for state in hindsight.states)
    player_width = max(len(state.player) for state in hindsight.states)
    for state in hindsight.states:
        yield (
            f"  {state.id:<{state_width}}  {state.player:<{player_width}}"
            f"  {state.motive:<15}  {state.score:5.1f}"
        )
    yield f"verdict: {hindsight.verdict}"
    yield f"record: {played.record.final_hash}"


def turn_data(turn: TurnReport) -> dict[str, Any]:
    """One turn as plain data for JSON."""
    return {
        "turn": turn.turn,
        "orders": msgspec.to_builtins(turn.orders),
        "offence": turn.offence,
        "defence": turn.defence,
        "tension": turn.tension,
        "incidents": [list(pair) for pair in turn.incidents],
        "attacks": [
            {"attacker": attacker, "target": target, "won": won}
            for attacker, target, won in turn.attacks
        ],
    }


def closing_data(played: Exhibition) -> dict[str, Any]:
    """The end of a match as plain data for JSON."""
    hindsight = played.hindsight
    return {
        "wars": msgspec.to_builtins(hindsight.wars),
        "states": msgspec.to_builtins(hindsight.states),
        "verdict": hindsight.verdict.value,
        "conditions": msgspec.to_builtins(hindsight.conditions),
        "hash": played.record.final_hash,
    }


def _notable(turn: TurnReport) -> Iterator[str]:
    """What stood out in a turn, the public and the violent."""
    for state, order in turn.orders.items():
        yield from _intended(state, order)
    for one, other in turn.incidents:
        yield f"incident between {one} and {other}"
    for attacker, target, won in turn.attacks:
        yield f"{attacker} attacks {target} and {'wins' if won else 'fails'}"


def _intended(state: str, order: Order) -> Iterator[str]:
    if order.readiness is not Readiness.ROUTINE:
        yield f"{state} {'mobilises' if order.readiness is Readiness.MOBILISED else 'stands down'}"
    if order.signal is not None:
        to = f" to {order.signal.target}" if order.signal.target else ""
        yield f"{state} signals {_plain(order.signal.kind)}{to}"
    if order.action.kind is ActionKind.PROBE:
        yield f"{state} probes {order.action.target}"
    for other, response in order.responses.items():
        yield f"{state} answers {other}: {_plain(response)}"


def _war(war: WarFinding) -> str:
    battles = "; ".join(_battle(battle) for battle in war.battles)
    return f"turn {war.turn}: {battles}: {_plain(war.label)}"


def _battle(battle: Battle) -> str:
    attackers = ", ".join(
        f"{state} (which nobody ordered)" if state in battle.unordered else state
        for state in battle.attackers
    )
    outcome = "won" if battle.won else "failed"
    return f"{attackers} attacked {battle.defender} and {outcome}"


def _plain(word: str) -> str:
    return word.replace("_", " ")
