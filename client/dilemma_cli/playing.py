"""Playing: the subcommand `play`, in a window, or by autopilot where there is no display."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from platformdirs import user_data_path

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import CreateMatch, Join
from dilemma.scenario import LONGEST_TURN, SHORTEST_TURN, Scenario
from dilemma_assets import scenarios
from dilemma_cli.choices import bots_for, chosen_scenario, is_here, read_text, whole_number
from dilemma_cli.complaints import BadInput, WentWrong, reason_of
from dilemma_cli.local_host import LocalHost
from dilemma_client.entry import Entry, Solo
from dilemma_client.preferences import Keeper, chosen_language, settings_file
from dilemma_client.tongue import NoLanguage, speak

if TYPE_CHECKING:
    from dilemma_client.archive import Archive

FIRST_SCENARIO = "redland_blueland"
"""What is played when nothing was chosen: two states, one border."""

LONGEST_NAME = 40
"""Letters of a scenario's name that a server is asked for; none has so long a name."""

TERMINATED = 143
"""Exit status after SIGTERM, as a shell expects it."""


class Wishes(Struct, frozen=True):
    """What the command line asks for; None where it leaves the choice to us."""

    scenario: str | None
    seat: str | None
    bots: str | None
    turn_seconds: str | None
    autopilot: bool
    out: Path | None
    server: str | None = None
    join: str | None = None
    name: str | None = None
    language: str | None = None

    @property
    def match_is_chosen(self) -> bool:
        """Whether the player said anything about the match."""
        return any((self.scenario, self.seat, self.bots, self.turn_seconds))


def play(wishes: Wishes) -> int:
    """Play; raises BadInput or WentWrong."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    keeper = Keeper(settings_file())
    speak_as_wished(wishes.language, keeper.now.language)
    wishes = replace(wishes, name=wishes.name or keeper.now.name or None)
    solo, extra = chosen_match(wishes)
    start: Solo | Entry | None = seat_elsewhere(wishes) or table_elsewhere(wishes, solo)
    if start is None and wishes.match_is_chosen:
        start = solo
    with ended_in_order(), LocalHost(extra) as host:
        if not wishes.autopilot and _played_in_window(host, start, wishes, keeper):
            return 0
        return _fly(host, solo, wishes.out)


def speak_as_wished(language: str | None, kept: str) -> None:
    """Speak the language asked for here, or else that of the settings; raises BadInput."""
    try:
        speak(chosen_language(kept, os.environ) if language is None else language)
    except NoLanguage as error:
        raise BadInput(f"--language: {error}") from None


def _played_in_window(
    host: LocalHost, start: Solo | Entry | None, wishes: Wishes, keeper: Keeper
) -> bool:
    """Play in a window until it is closed; False where none can be opened, and says so."""
    from dilemma_client.app import run_window
    from dilemma_client.quiet import quiet_libraries
    from dilemma_client.window import NoDisplay, has_display

    with quiet_libraries():
        in_window = has_display()
    if in_window and wishes.out is not None:
        raise BadInput("--out: only an autopilot keeps pictures; add --autopilot")
    if in_window:
        with suppress(NoDisplay):
            run_window(host, start=start, archive=own_archive(), keeper=keeper)
            trouble = host.trouble()
            if trouble:
                raise WentWrong(trouble)
            return True
    if wishes.server is not None or wishes.join is not None:
        option, does = ("--server", "host") if wishes.join is None else ("--join", "join")
        raise BadInput(f"{option}: no display can be opened here, and only a window can {does}")
    print("No display can be opened here, so an autopilot plays in your seat.", flush=True)
    return False


def own_archive() -> Archive:
    """Where the matches that end in this player's window are kept."""
    from dilemma_client.archive import Archive

    return Archive(user_data_path("security-dilemma", appauthor=False) / "replays", time.time)


def chosen_match(wishes: Wishes) -> tuple[Solo, Mapping[str, str]]:
    """The match to play, and the text of its scenario if it is not shipped; raises BadInput.

    A server may have scenarios of its own: a name that is not known here is left to it.
    """
    from dilemma_client.scenes.menu import DEFAULT_NAME, FIRST_BOT

    choice, name = wishes.scenario or FIRST_SCENARIO, wishes.name or DEFAULT_NAME
    seconds = (
        None
        if wishes.turn_seconds is None
        else whole_number("--turn-seconds", wishes.turn_seconds, SHORTEST_TURN, LONGEST_TURN)
    )
    if wishes.server is not None and not is_here(choice):
        return Solo(choice[:LONGEST_NAME], wishes.seat or "", (), name, seconds), {}
    scenario = chosen_scenario(choice)
    shipped = choice in scenarios.names()
    seat = _chosen_seat(wishes.seat, scenario)
    free = tuple(state for state in scenario.ids if state != seat)
    bots = bots_for(wishes.bots or ",".join(FIRST_BOT for _ in free), scenario, free)
    solo = Solo(scenario.name, seat, bots, name, seconds)
    extra = {} if shipped else {scenario.name: read_text(Path(choice), "scenario file")}
    return solo, extra


def seat_elsewhere(wishes: Wishes) -> Entry | None:
    """A seat in a match that is there already; None if none was asked for; raises BadInput."""
    from dilemma_cli.seating import invited_to
    from dilemma_client.scenes.menu import DEFAULT_NAME

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
    return Entry(address, Join(PROTOCOL_VERSION, wishes.name or DEFAULT_NAME, code, wishes.seat))


def table_elsewhere(wishes: Wishes, solo: Solo) -> Entry | None:
    """A new match on a server that is there already, its other seats free for those who join.

    None if the match is to be on a server of our own; raises BadInput.
    """
    from dilemma_client.link import BadAddress, check_address

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
    try:
        address = check_address(wishes.server)
    except BadAddress as bad:
        raise BadInput(f"--server: {bad}") from None
    seat = solo.seat or None
    first = CreateMatch(PROTOCOL_VERSION, solo.name, solo.scenario, seat, solo.turn_seconds)
    return Entry(address, first)


def _chosen_seat(seat: str | None, scenario: Scenario) -> str:
    if seat is not None and seat not in scenario.ids:
        states = ", ".join(scenario.ids)
        raise BadInput(f"--seat: no state '{seat}' in {scenario.name}; the states are {states}")
    return seat or scenario.ids[0]


def _fly(host: LocalHost, solo: Solo, out: Path | None) -> int:
    """Let the autopilot play a match, and prove the record that it kept."""
    from dilemma_cli.replaying import replay_record
    from dilemma_client.autopilot import Stranded, run

    folder = out or unused_folder(Path("autopilot"), solo.scenario)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"--out '{folder}': {reason_of(error)}") from None
    print(f"Playing {solo.seat} of {solo.scenario} against {', '.join(solo.bots)}.", flush=True)
    try:
        flight = run(host, solo, folder, say=lambda line: print(line, flush=True))
    except Stranded as stranded:
        trouble = host.trouble()
        because = f" ({trouble})" if trouble else ""
        raise WentWrong(f"the autopilot is stranded: {stranded}{because}") from None
    print(f"{len(flight.pictures)} pictures and the record are in {folder.resolve()}")
    return replay_record(flight.record, verify=True)


def unused_folder(shelf: Path, name: str) -> Path:
    """A folder that is not there yet, so that no picture of an earlier match stays among these."""
    number = 1
    while (shelf / f"{name}-{number}").exists():
        number += 1
    return shelf / f"{name}-{number}"


@contextmanager
def ended_in_order() -> Iterator[None]:
    """When told to end, end as if the window had been closed: with the server and the bots."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        sys.exit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
