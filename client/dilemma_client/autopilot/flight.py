"""A flight: one match by autopilot, from the start to the menu, and what it leaves behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dilemma_client.app import App
from dilemma_client.autopilot.hands import PATIENCE, Hands, Stranded
from dilemma_client.autopilot.pilot import Pilot
from dilemma_client.entry import Entry, Host, Solo
from dilemma_client.scenes.transitions import Place
from dilemma_client.window import close_window, open_window
from dilemma_client.words.terms import VERDICTS

RECORD = "record.json"
"""The file that the match record is kept in."""


@dataclass(frozen=True)
class Flight:
    """What a flight left behind: turns played, the verdict in words, and where things are."""

    turns: int
    verdict: str
    pictures: tuple[Path, ...]
    record: Path


def run(
    host: Host,
    start: Solo | Entry,
    out: Path,
    *,
    say: Callable[[str], None] | None = None,
    patience: float = PATIENCE,
) -> Flight:
    """Play a whole match under SDL's dummy driver and keep pictures and record in `out`.

    `say` is given one line for each thing worth telling. Raises Stranded, one line, when the match
    does not go on for `patience` seconds.
    """
    out.mkdir(parents=True, exist_ok=True)
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    surface = open_window()
    try:
        app = App(surface, host)
        hands = Hands(app, patience=patience)
        app.begin_with(start)
        try:
            return _fly(app, hands, out, say)
        finally:
            app.stage.close()
    finally:
        close_window()


def _fly(app: App, hands: Hands, out: Path, say: Callable[[str], None] | None) -> Flight:
    pilot = Pilot(hands, out)
    turns = pilot.play()
    hindsight = app.stage.model.hindsight
    if hindsight is None:
        raise Stranded("The match ended without a debrief.")
    record = out / RECORD
    record.write_text(hindsight.record, encoding="utf-8")
    verdict = VERDICTS[hindsight.verdict].name
    if say is not None:
        say(f"{turns} turns played; verdict: {verdict}.")
    hands.press("button", "Back to the menu")
    hands.wait_until(lambda: app.stage.scene.place is Place.MENU, "menu")
    return Flight(turns, verdict, tuple(pilot.pictures), record)
