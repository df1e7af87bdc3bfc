"""A household: a server of our own in a folder, and the bots that play in its matches."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from dilemma_assets.scenarios import ENDING
from dilemma_cli.children import ANNOUNCEMENT, Child, ChildFailed
from dilemma_client.entry import CannotHost
from dilemma_client.locks import Lock
from dilemma_client.tongue import say
from dilemma_client.tongue.troubles import trouble_in

START_SECONDS = 20.0
"""For a server to listen, on a machine that is busy with other things."""

ATTEMPTS = 6
"""Starts of a server in a folder that one before may be about to leave: it ends when its window
has, and a moment later."""

LOCK = ".lock"


class Household:
    """All that one folder holds; raises OSError where there can be none, InUse where one lives.

    `children` are the processes that were started, the server first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.children: list[Child] = []
        self._address = ""
        self._bots: dict[str, Child] = {}
        self._dismissed: list[Child] = []
        self._logs = count(1)
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = Lock(folder.with_suffix(LOCK))

    def furnish(self, scenarios: Mapping[str, str]) -> None:
        """Make the folder, with texts of scenarios by name; raises CannotHost."""
        shelf = self.folder / "scenarios"
        try:
            self.folder.mkdir(mode=0o700)
            shelf.mkdir()
            for name, text in scenarios.items():
                (shelf / f"{name}{ENDING}").write_text(text, encoding="utf-8")
        except OSError as error:
            raise _cannot(say(trouble_in(error))) from None

    def open(self) -> str:
        """Where the server listens, which is started if none runs; raises CannotHost."""
        attempts = ATTEMPTS if self._database.exists() else 1
        while not self.serves(self._address):
            attempts -= 1
            self._forget_the_ended()
            try:
                self._address = self._serve()
            except ChildFailed as error:
                if not attempts:
                    raise _cannot(error) from None
            except OSError as error:
                raise _cannot(say(trouble_in(error))) from None
        return self._address

    def serves(self, address: str) -> bool:
        """Whether the server that listened at an address still runs."""
        return self._address == address != "" and self.children[0].wait(0.0) is None

    def seat(self, code: str, bots: tuple[str, ...]) -> None:
        """Let the bots of a match sit down, for the first time or again."""
        before = self._bots.get(code)
        if not bots or (before is not None and before.wait(0.0) is None):
            return
        self._bots[code] = self._start(
            *("bot", "--server", self._address, "--join", code, "--bots", ",".join(bots)),
            *("--keep", str(self.folder / f"bots-{code}.key")),
        )

    def trouble(self) -> str:
        """What made the server or bots end before their time, in one line; empty if nothing did."""
        server, *bots = self.children or (None,)
        gone = [bot for bot in bots if bot.wait(0.0) not in (None, 0)]
        if server is not None and server.wait(0.0) is not None:
            # Its bots then end because of it.
            return f"the server has ended: {server.last_words()}"
        return "; ".join(f"bots have ended: {bot.last_words()}" for bot in gone)

    def close(self) -> None:
        """End the server and the bots; returns when they are gone, and the folder is left."""
        for child in self.children:
            child.dismiss()
        for child in reversed((*self._dismissed, *self.children)):
            child.stop()
        self.children, self._dismissed = [], []
        self._lock.release()

    def clear(self) -> None:
        """Remove the folder, once it is closed."""
        clear(self.folder)

    @property
    def _database(self) -> Path:
        return self.folder / "matches.sqlite3"

    def _forget_the_ended(self) -> None:
        """The server has ended and its bots with it."""
        for child in self.children:
            child.dismiss()
        self._dismissed += self.children
        self.children, self._bots, self._address = [], {}, ""

    def _serve(self) -> str:
        server = self._start(
            *("serve", "--port", "0", "--scenarios", str(self.folder / "scenarios")),
            *("--database", str(self._database)),
        )
        return server.line(ANNOUNCEMENT, START_SECONDS)

    def _start(self, *arguments: str) -> Child:
        child = Child(*arguments, log=self.folder / f"{arguments[0]}-{next(self._logs)}.log")
        self.children.append(child)
        return child


def clear(folder: Path) -> None:
    """Remove the folder of a household, and what locked it."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        folder.with_suffix(LOCK).unlink(missing_ok=True)


def clear_the_abandoned(homes: Path, wanted: frozenset[str]) -> None:
    """Remove every household in a folder in which nobody lives and to which nobody comes back."""
    for place in [*homes.iterdir()] if homes.is_dir() else []:
        if place.suffix == LOCK or place.name in wanted or not place.is_dir():
            continue
        lock = Lock.found(place.with_suffix(LOCK))
        if lock is not None:
            lock.release()
            clear(place)


def _cannot(error: object) -> CannotHost:
    return CannotHost(say("No server could be started here: {error}", error=error))
