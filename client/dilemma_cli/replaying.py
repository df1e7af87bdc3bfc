"""Records played again: the subcommand `replay`."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dilemma.chance import commitment
from dilemma.lab import DivergenceError, Exhibition, RecordError, reproduce
from dilemma.view import Briefing, StateName
from dilemma_cli.choices import read_text
from dilemma_cli.complaints import BadInput, WentWrong
from dilemma_cli.local_host import LocalHost
from dilemma_cli.telling import closing_lines
from dilemma_client.archive import ENDING
from dilemma_client.replay import Kept, NoReplay, read_replay

LARGEST_RECORD = 50_000_000
"""Bytes of a record file; a larger one is something else."""


FINGERPRINT = re.compile(r"[0-9a-f]{64}")
"""A fingerprint as a briefing shows it, but for the case of its letters."""


def replay_record(file: Path, verify: bool, fingerprint: str | None = None) -> int:
    """Play a record again and say what its number's fingerprint is, to be held against a briefing.

    Raises BadInput when it is no record, WentWrong when it diverges or has another fingerprint.
    """
    promised = None if fingerprint is None else _fingerprint(fingerprint)
    played = _reproduced(file)
    record = played.record
    found = commitment(bytes.fromhex(record.secret))
    if promised not in (None, found):
        raise WentWrong(
            f"{file}: the fingerprint of its number is {found}, not {promised}: it is the record of"
            " another match than the briefing's, or its number was chosen afterwards"
        )
    length = f"{len(record.turns)} of {record.scenario.turns} turns"
    print(f"{file}: the fingerprint of its number is {found}")
    print(f"{file}: reproduced, {length}, {record.final_hash}")
    if not verify:
        print("\n".join(closing_lines(played)))
    return 0


NO_WINDOW = "--window: no display can be opened here; leave it out to read the debrief"


def _fingerprint(text: str) -> str:
    """A fingerprint as it was written; raises BadInput."""
    lowered = text.lower()
    if FINGERPRINT.fullmatch(lowered) is None:
        raise BadInput(
            f"--fingerprint: '{text[:80]}' is none; it has 64 hexadecimal digits, as in a briefing"
        )
    return lowered


def show_replay(file: Path, verify: bool, fingerprint: str | None = None) -> int:
    """Show the debrief of a match in a window; raises BadInput or WentWrong."""
    from dilemma_cli.playing import ended_in_order, open_own_window, speak_as_wished

    for option, is_given in (("--verify", verify), ("--fingerprint", fingerprint is not None)):
        if is_given:
            raise BadInput(f"{option}: does not go with --window")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from dilemma_client.preferences import Keeper, settings_file
    from dilemma_client.quiet import quiet_libraries
    from dilemma_client.window import NoDisplay, has_display

    keeper = Keeper(settings_file())
    kept = kept_in(file)
    speak_as_wished(None, keeper.now.language)
    with quiet_libraries():
        in_window = has_display()
    if not in_window:
        raise BadInput(NO_WINDOW)
    with ended_in_order(), LocalHost() as host:
        try:
            open_own_window(host, kept, keeper)
        except NoDisplay:
            raise BadInput(NO_WINDOW) from None
    return 0


def kept_in(file: Path) -> Kept:
    """The match in a record, or in a file that the game kept; raises BadInput or WentWrong."""
    return _opened(file) if file.suffix == ENDING else _kept(_reproduced(file))


def _opened(file: Path) -> Kept:
    try:
        return read_replay(file)
    except NoReplay as error:
        raise BadInput(str(error)) from None


def _reproduced(file: Path) -> Exhibition:
    """The match of a record played again; the game keeps one in each file of its own."""
    if file.suffix == ENDING:
        text = _opened(file).hindsight.record
    else:
        text = read_text(file, "record", LARGEST_RECORD)
    try:
        return reproduce(text, str(file))
    except DivergenceError as error:
        raise WentWrong(f"{file}: {error}") from None
    except RecordError as error:
        raise BadInput(str(error)) from None


def _kept(played: Exhibition) -> Kept:
    """A record tells no one's part of it: the debrief opens at its first state."""
    scenario, hindsight = played.record.scenario, played.hindsight
    first = scenario.states[0]
    briefing = Briefing(
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        states=tuple(StateName(state.id, state.name) for state in scenario.states),
        seat=first.id,
        text=first.briefing,
        turns=scenario.turns,
        turn_seconds=scenario.turn_seconds,
        commitment="",
    )
    return Kept(briefing, None, hindsight)
