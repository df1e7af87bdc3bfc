"""The local host: a server and bots of our own, for a match without anybody else.

What it takes to start them is imported when the first match is asked for: the menu is there before.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dilemma_assets.scenarios import ENDING
from dilemma_client.entry import CannotHost, Entry, Solo
from dilemma_client.library import asset_bytes
from dilemma_client.tongue import say
from dilemma_client.tongue.troubles import trouble_in

if TYPE_CHECKING:
    from dilemma_cli.children import Child

LESSON = "first_lesson"
"""The scenario that the window's lesson is held in; no other match is offered it."""

START_SECONDS = 20.0
"""For a server to listen, on a machine that is busy with other things."""


class LocalHost:
    """Starts one server when the first match is asked for, and the bots of each match.

    `scenarios` are texts of scenarios besides those that are shipped and the lesson's, by name. As
    a context it leaves nothing behind: no process and no file.
    """

    def __init__(self, scenarios: Mapping[str, str] | None = None) -> None:
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="dilemma-", ignore_cleanup_errors=True)
        self._scenarios = dict(scenarios or {})
        self._address = ""
        self._children: list[Child] = []
        self._closed = False

    @property
    def folder(self) -> Path:
        """Where everything of the matches is kept until the end."""
        return Path(self._folder.name)

    def __call__(self, solo: Solo) -> Entry:
        """A seat at a table of our own; raises CannotHost."""
        from dilemma.protocol import PROTOCOL_VERSION
        from dilemma.protocol.messages import CreateMatch

        with self._lock:
            if self._closed:
                raise CannotHost(say("The game is being closed."))
            if self._children and self._children[0].wait(0.0) is not None:
                self._forget_the_ended()
            address = self._address = self._address or self._serve()
            server = self._children[0]
        first = CreateMatch(
            PROTOCOL_VERSION, solo.name, solo.scenario, solo.seat, solo.turn_seconds
        )
        return Entry(
            address,
            first,
            seated=lambda code: self._seat(address, code, solo.bots),
            serves=lambda: server.wait(0.0) is None,
        )

    @property
    def children(self) -> tuple[Child, ...]:
        """The processes that were started, the server first."""
        with self._lock:
            return tuple(self._children)

    def trouble(self) -> str:
        """What made a server or bots end before their time, in one line; empty if nothing did."""
        server, *bots = self.children or (None,)
        gone = [bot for bot in bots if bot.wait(0.0) not in (None, 0)]
        if server is not None and server.wait(0.0) is not None:
            # Its bots then end because of it.
            return f"the server has ended: {server.last_words()}"
        return "; ".join(f"bots have ended: {bot.last_words()}" for bot in gone)

    def close(self) -> None:
        """End the server and the bots; returns when they are gone."""
        with self._lock:
            self._closed = True
            children, self._children = self._children, []
        for child in children:
            child.dismiss()
        for child in reversed(children):
            child.stop()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _forget_the_ended(self) -> None:
        """The server has ended and its bots with it: the next match gets new ones."""
        for child in self._children:
            child.dismiss()
        self._children.clear()
        self._address = ""

    def _serve(self) -> str:
        """Start the server; where it listens."""
        from dilemma_cli.children import ANNOUNCEMENT, ChildFailed

        shelf = self.folder / "scenarios"
        lesson = asset_bytes("lessons", f"{LESSON}{ENDING}").decode("utf-8")
        try:
            shelf.mkdir(exist_ok=True)
            for name, text in {LESSON: lesson, **self._scenarios}.items():
                (shelf / f"{name}{ENDING}").write_text(text, encoding="utf-8")
            child = self._start(
                *("serve", "--port", "0", "--scenarios", str(shelf)),
                *("--database", str(self.folder / "matches.sqlite3")),
            )
            return child.line(ANNOUNCEMENT, START_SECONDS)
        except (ChildFailed, OSError) as error:
            why = say(trouble_in(error)) if isinstance(error, OSError) else error
            raise CannotHost(say("No server could be started here: {error}", error=why)) from None

    def _seat(self, address: str, code: str, bots: tuple[str, ...]) -> None:
        """Start the bots for the free seats of a match."""
        with self._lock:
            if bots and not self._closed:
                self._start("bot", "--server", address, "--join", code, "--bots", ",".join(bots))

    def _start(self, *arguments: str) -> Child:
        from dilemma_cli.children import Child

        log = self.folder / f"{arguments[0]}-{len(self._children)}.log"
        child = Child(*arguments, log=log)
        self._children.append(child)
        return child
