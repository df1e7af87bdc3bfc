"""Matches between bots: the subcommand `match`."""

from __future__ import annotations

import json
from pathlib import Path

from dilemma.chance import secret_from_seed
from dilemma.lab import TurnReport, play_match
from dilemma_cli.choices import bots_for, chosen_scenario, chosen_seed
from dilemma_cli.complaints import BadInput, reason_of
from dilemma_cli.telling import closing_data, closing_lines, turn_data, turn_line


def play_bots(
    scenario_choice: str, bot_choice: str, seed_text: str | None, as_json: bool, file: Path | None
) -> int:
    """Play one match and tell it; raises BadInput."""
    scenario = chosen_scenario(scenario_choice)
    bots = bots_for(bot_choice, scenario, scenario.ids)
    seed = chosen_seed(seed_text)
    if file is not None:
        try_to_write(file)
    turns: list[TurnReport] = []

    def on_turn(turn: TurnReport) -> None:
        turns.append(turn)
        if not as_json:
            print(turn_line(turn))

    if not as_json:
        players = ", ".join(f"{s} {b}" for s, b in zip(scenario.ids, bots, strict=True))
        print(f"{scenario.title}, seed {seed}: {players}")
    played = play_match(scenario, bots, secret_from_seed(seed), on_turn)
    if as_json:
        opening = {"scenario": scenario.name, "seed": seed, "bots": list(bots)}
        told = [turn_data(turn) for turn in turns]
        print(json.dumps({**opening, "turns": told, **closing_data(played)}))
    else:
        print("\n".join(closing_lines(played)))
    if file is not None:
        write_text(file, played.text)
    return 0


def try_to_write(path: Path) -> None:
    """Find out before anything is played whether a file can be written; raises BadInput.

    What is there stays as it is, and what is not is not left behind.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        # To open a pipe and close it again would tell its reader that nothing more comes.
        return
    is_new = not path.exists()
    try:
        with path.open("ab"):
            pass
        if is_new:
            path.unlink()
    except OSError as error:
        raise BadInput(f"--record '{path}': {reason_of(error)}") from None


def write_text(path: Path, text: str) -> None:
    """Write a file; raises BadInput that says why it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--record '{path}': {reason_of(error)}") from None
