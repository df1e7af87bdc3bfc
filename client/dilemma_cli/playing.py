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

from msgspec.structs import replace

from dilemma_cli.complaints import BadInput, WentWrong, reason_of
from dilemma_cli.local_host import LocalHost
from dilemma_cli.wishes import Wishes
from dilemma_client.archive import Archive
from dilemma_client.entry import Entry, Solo
from dilemma_client.preferences import FOLDER, Keeper, chosen_language, settings_file
from dilemma_client.seats import Seats
from dilemma_client.tongue import NoLanguage, say, speak, spoken
from dilemma_client.tongue.languages import ENGLISH

if TYPE_CHECKING:
    from dilemma_client.replay import Kept

TERMINATED = 143
"""Exit status after SIGTERM, as a shell expects it."""


def play(wishes: Wishes) -> int:
    """Play; raises BadInput or WentWrong."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    keeper = Keeper(settings_file())
    speak_as_wished(wishes.language, keeper.now.language)
    wishes = replace(wishes, name=wishes.name or keeper.now.name or None)
    start, extra = _beginning(wishes)
    with ended_in_order(), LocalHost(extra) as host:
        if not wishes.autopilot and _played_in_window(host, start, wishes, keeper):
            return 0
        return _fly(host, wishes)


def _beginning(wishes: Wishes) -> tuple[Solo | Entry | None, Mapping[str, str]]:
    """Where the window begins; to read scenarios takes time, which the menu can do without."""
    if wishes.leads_to_the_menu:
        return None, {}
    from dilemma_cli.beginning import beginning_of
    from dilemma_client.scenes.menu import DEFAULT_NAME

    named = replace(wishes, name=wishes.name or say(DEFAULT_NAME))
    language = spoken()
    # A terminal is answered in one language, whatever that of the window is.
    speak(ENGLISH)
    try:
        return beginning_of(named)
    finally:
        speak(language)


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
    from dilemma_client.quiet import quiet_libraries
    from dilemma_client.window import NoDisplay, has_display

    with quiet_libraries():
        in_window = has_display()
    if in_window and wishes.out is not None:
        raise BadInput("--out: only an autopilot keeps pictures; add --autopilot")
    if in_window:
        with suppress(NoDisplay):
            open_own_window(host, start, keeper)
            trouble = host.trouble()
            if trouble:
                raise WentWrong(trouble)
            return True
    if wishes.server is not None or wishes.join is not None:
        option, does = ("--server", "host") if wishes.join is None else ("--join", "join")
        raise BadInput(f"{option}: no display can be opened here, and only a window can {does}")
    print("No display can be opened here, so an autopilot plays in your seat.", flush=True)
    return False


def open_own_window(host: LocalHost, start: Solo | Entry | Kept | None, keeper: Keeper) -> None:
    """Play in a window that keeps what it keeps in this player's folders; raises NoDisplay."""
    from platformdirs import user_cache_path, user_data_path

    from dilemma_client.app import run_window
    from dilemma_client.faces import keep_in

    keep_in(user_cache_path(FOLDER, appauthor=False) / "faces")
    folder = user_data_path(FOLDER, appauthor=False)
    seats = Seats(folder, time.time)
    host.remember_in(seats)
    run_window(
        host,
        start=start,
        resume=host.resume,
        archive=Archive(folder / "replays", time.time),
        seats=seats,
        keeper=keeper,
    )


def _fly(host: LocalHost, wishes: Wishes) -> int:
    """Let the autopilot play a match, and prove the record that it kept."""
    from dilemma_cli.beginning import chosen_match
    from dilemma_cli.replaying import replay_record
    from dilemma_client.autopilot import Stranded, run

    solo, _ = chosen_match(wishes)
    folder = wishes.out or unused_folder(Path("autopilot"), solo.scenario)
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
