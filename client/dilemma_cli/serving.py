"""Serving matches: the subcommand `serve`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from dilemma_cli.children import ANNOUNCEMENT
from dilemma_cli.complaints import BadInput
from dilemma_cli.watching import run_watched
from dilemma_cli.whereabouts import at, is_everywhere, reached_at
from dilemma_client.link.address import is_of_this_machine
from dilemma_client.link.invitation import invitation_to
from dilemma_server.app import CannotServe, serve
from dilemma_server.settings import Chosen, SettingsError, as_toml, choose


def serve_matches(
    flags: Mapping[str, str | None], config: Path | None, until_stdin_closes: bool
) -> int:
    """Serve until told to stop; `flags` are by the names of settings; raises BadInput."""
    settings = _chosen(flags, config).settings
    # Asked before anybody is served: to look up the machine's own name may take seconds.
    tell = partial(announce, others=reached_at(settings.host))
    try:
        return run_watched(serve(settings, tell), until_stdin_closes)
    except CannotServe as error:
        raise BadInput(str(error)) from None


def print_settings(flags: Mapping[str, str | None], config: Path | None) -> int:
    """Print the settings a server would be run with, and where each comes from."""
    print(as_toml(_chosen(flags, config)), end="")
    return 0


def announce(address: str, others: Sequence[str] = ()) -> None:
    """Say where the server listens, for people and for the program that started it.

    `others` are the machine's addresses in its networks, where it listens at all of them.
    """
    lines = [f"{ANNOUNCEMENT}{address}", *_directions(address, others)]
    print("\n".join(lines), flush=True)


def _directions(address: str, others: Sequence[str]) -> Iterator[str]:
    """What to do with the address, and what to tell the others."""
    if is_of_this_machine(address):
        yield "only this machine reaches it; with --host 0.0.0.0 the network does"
        return
    if address.startswith("wss:"):
        yield f"the others need its name, as the certificate has it: {at(address, 'NAME')}"
        return
    if not is_everywhere(urlsplit(address).hostname or ""):
        places = [address]
    else:
        places = [at(address, other) for other in others]
    if not places:
        yield "this machine seems to be in no network: nobody else reaches it"
        return
    yield f"in the network it is {' or '.join(places)}"
    yield f"open a match with: dilemma play --server {places[0]}"
    yield f"the others join with that address and a code, or with a link: {_link(places[0])}"


def _link(address: str) -> str:
    return invitation_to(address, "CODE")


def default_database() -> Path:
    """Where matches are kept when nobody says where."""
    return user_data_path("security-dilemma", appauthor=False) / "matches.sqlite3"


def _chosen(flags: Mapping[str, str | None], config: Path | None) -> Chosen:
    try:
        return choose(default_database(), config, os.environ, flags)
    except SettingsError as error:
        raise BadInput(str(error)) from None
