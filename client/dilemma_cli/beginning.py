"""The beginning: the match that a command line asks for, found or refused in one line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import CreateMatch, Join
from dilemma.scenario import LONGEST_TURN, SHORTEST_TURN, Scenario
from dilemma_cli.choices import (
    bots_for,
    chosen_scenario,
    is_here,
    read_text,
    shipped_name,
    states_of,
    whole_number,
)
from dilemma_cli.complaints import BadInput
from dilemma_cli.likeness import as_identifier, guess, meant
from dilemma_cli.wishes import Wishes
from dilemma_client.entry import Entry, Solo
from dilemma_client.link import BadAddress, check_address
from dilemma_client.scenes.menu import DEFAULT_NAME, FIRST_BOT

FIRST_SCENARIO = "redland_blueland"
"""What is played when nothing was chosen: two states, one border."""

LONGEST_NAME = 40
"""Letters of a scenario's name that a server is asked for; none has so long a name."""


def beginning_of(wishes: Wishes) -> tuple[Solo | Entry | None, Mapping[str, str]]:
    """Where the window begins, None for the menu, and texts of scenarios that are not shipped.

    Raises BadInput.
    """
    solo, extra = chosen_match(wishes)
    start: Solo | Entry | None = seat_elsewhere(wishes) or table_elsewhere(wishes, solo)
    if start is None and wishes.match_is_chosen:
        start = solo
    return start, extra


def chosen_match(wishes: Wishes) -> tuple[Solo, Mapping[str, str]]:
    """The match to play, and the text of its scenario if it is not shipped; raises BadInput.

    A server may have scenarios of its own: a name that is not known here is left to it.
    """
    choice, name = wishes.scenario or FIRST_SCENARIO, wishes.name or DEFAULT_NAME
    seconds = (
        None
        if wishes.turn_seconds is None
        else whole_number("--turn-seconds", wishes.turn_seconds, SHORTEST_TURN, LONGEST_TURN)
    )
    if wishes.server is not None and not is_here(choice):
        seat = as_identifier(wishes.seat or "")
        return Solo(choice[:LONGEST_NAME], seat, (), name, seconds), {}
    scenario = chosen_scenario(choice)
    shipped = shipped_name(choice) is not None
    seat = _chosen_seat(wishes.seat, scenario)
    free = tuple(state for state in scenario.ids if state != seat)
    bots = bots_for(wishes.bots or ",".join(FIRST_BOT for _ in free), scenario, free)
    solo = Solo(scenario.name, seat, bots, name, seconds)
    extra = {} if shipped else {scenario.name: read_text(Path(choice), "scenario file")}
    return solo, extra


def seat_elsewhere(wishes: Wishes) -> Entry | None:
    """A seat in a match that is there already; None if none was asked for; raises BadInput."""
    from dilemma_cli.seating import invited_to

    if wishes.join is None:
        return None
    for option, is_given in (
        ("--scenario", wishes.scenario is not None),
        ("--bots", wishes.bots is not None),
        ("--turn-seconds", wishes.turn_seconds is not None),
        ("--autopilot", wishes.autopilot),
        ("--out", wishes.out is not None),
    ):
        if is_given:
            raise BadInput(f"{option}: does not go with --join; the match is there already")
    address, code = invited_to(wishes.server, wishes.join)
    name, seat = wishes.name or DEFAULT_NAME, as_identifier(wishes.seat or "") or None
    return Entry(address, Join(PROTOCOL_VERSION, name, code, seat))


def table_elsewhere(wishes: Wishes, solo: Solo) -> Entry | None:
    """A new match on a server that is there already, its other seats free for those who join.

    None if the match is to be on a server of our own; raises BadInput.
    """
    if wishes.server is None:
        return None
    for option, is_given in (
        ("--bots", wishes.bots is not None),
        ("--autopilot", wishes.autopilot),
        ("--out", wishes.out is not None),
    ):
        if is_given:
            others = "the other seats are for those who join; `dilemma bot` seats bots by the code"
            raise BadInput(f"{option}: does not go with --server; {others}")
    if "#" in wishes.server:
        raise BadInput("--server: that is a link to a match; --join with it leads there")
    try:
        address = check_address(wishes.server)
    except BadAddress as bad:
        raise BadInput(f"--server: {bad}") from None
    seat = solo.seat or None
    first = CreateMatch(PROTOCOL_VERSION, solo.name, solo.scenario, seat, solo.turn_seconds)
    return Entry(address, first)


def _chosen_seat(seat: str | None, scenario: Scenario) -> str:
    if seat is None:
        return scenario.ids[0]
    called = states_of(scenario)
    found = meant(seat, called)
    if found is None:
        question, states = guess(seat, called), ", ".join(called)
        raise BadInput(
            f"--seat: no state '{seat}' in {scenario.name}{question}; the states are {states}"
        )
    return found
