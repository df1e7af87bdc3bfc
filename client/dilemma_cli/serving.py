"""Serving matches: the subcommand `serve`."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

from dilemma_cli.children import ANNOUNCEMENT
from dilemma_cli.choices import whole_number
from dilemma_cli.complaints import BadInput
from dilemma_cli.watching import run_watched
from dilemma_server.app import CannotServe, serve
from dilemma_server.settings import LONGEST_TURN, SHORTEST_TURN, Settings, SettingsError


def serve_matches(
    host: str,
    port: str,
    database: Path | None,
    scenarios: Path | None,
    turn_seconds: str | None,
    until_stdin_closes: bool,
) -> int:
    """Serve until told to stop; raises BadInput."""
    try:
        settings = Settings(
            host=host,
            port=whole_number("--port", port, 0, 65_535),
            database=database or default_database(),
            scenarios=scenarios,
            turn_seconds=None
            if turn_seconds is None
            else whole_number("--turn-seconds", turn_seconds, SHORTEST_TURN, LONGEST_TURN),
        )
    except SettingsError as error:
        raise BadInput(str(error)) from None
    try:
        return run_watched(serve(settings, announce), until_stdin_closes)
    except CannotServe as error:
        raise BadInput(str(error)) from None


def announce(address: str) -> None:
    """Say where the server listens, for people and for the program that started it."""
    print(f"{ANNOUNCEMENT}{address}", flush=True)


def default_database() -> Path:
    """Where matches are kept when nobody says where."""
    return user_data_path("security-dilemma", appauthor=False) / "matches.sqlite3"
