"""A window in a process of its own, for a test to steer and to kill.

    python -m support.steered_window FOLDER

The real window under SDL's dummy driver, with seats and matches kept in FOLDER as `dilemma play`
does. It reads one command a line from standard input and answers each with one line of JSON that
says where the player is; at the end of the input it is closed.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from dilemma_cli.local_host import LocalHost
    from dilemma_client.app import App
    from dilemma_client.autopilot.hands import Hands

SECONDS = 60.0


class SteeredWindow:
    """The test's end of it."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "support.steered_window", str(folder)],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def do(self, *words: str) -> dict[str, Any]:
        """Give a command; where the player is then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(words)}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the window has ended at {words}"
        found: dict[str, Any] = json.loads(answer)
        return found

    def kill(self) -> None:
        """End it as the system ends what hangs."""
        self._process.kill()
        self._process.wait(SECONDS)
        self._let_go()

    def close(self) -> int:
        """Close it as a player does; its exit status."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        status = self._process.wait(SECONDS)
        self._let_go()
        return status

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self.kill()

    def _let_go(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed:
                stream.close()


class Steering:
    """The window's end of it."""

    def __init__(self, app: App, host: LocalHost, hands: Hands) -> None:
        self.app = app
        self.host = host
        self.hands = hands

    def obey(self, verb: str, *words: str) -> None:
        """Carry out one command."""
        from dilemma_client.scenes.transitions import Leave, Place

        match verb:
            case "join":
                self._join(*words)
            case "back":
                self.hands.press("button", "Back to your match")
                self._until(lambda: bool(self.app.stage.model.seat) or bool(self.app.stage.note))
            case "menu":
                self.app.stage.carry_out(Leave())
            case "press":
                self.hands.press("button", words[0])
            case "turn":
                self._until(lambda: self.app.stage.place in (Place.BRIEFING, Place.TURN))
            case "seal":
                self._seal()
            case "lost":
                self._until(lambda: self.app.stage.model.is_lost)
            case "kill server":
                self.host.children[0].kill()
                self._until(lambda: self.app.stage.model.is_lost)

    def state(self) -> dict[str, Any]:
        """Where the player is."""
        stage = self.app.stage
        model = stage.model
        return {
            "place": stage.place.value,
            "seat": model.seat,
            "code": model.code,
            "turn": 0 if model.view is None else model.view.turn,
            "sealed": model.sealed,
            "note": stage.note,
            "back": self.hands.find("button", "Back to your match") is not None,
            "present": sorted(model.table.present) if model.table else [],
            "trouble": self.host.trouble(),
        }

    def _join(self, url: str, code: str, name: str) -> None:
        from dilemma_client.scenes.transitions import JoinMatch

        self.app.stage.carry_out(JoinMatch(url, name, code))
        self._until(lambda: bool(self.app.stage.model.table) or bool(self.app.stage.note))

    def _seal(self) -> None:
        """Seal the standing orders, and wait until they are stored."""
        from dilemma.orders import standing_order
        from dilemma_client.scenes.transitions import Seal

        view = self.app.stage.model.view
        assert view is not None
        self.app.stage.carry_out(Seal(standing_order(view)))
        self._until(lambda: self._has_sealed(view.turn))

    def _has_sealed(self, turn: int) -> bool:
        model = self.app.stage.model
        return model.sealed or model.is_over or (model.view is not None and model.view.turn > turn)

    def _until(self, so: Callable[[], bool]) -> None:
        from dilemma_client.app import pending

        end = time.monotonic() + SECONDS
        while not so():
            assert time.monotonic() < end, f"it never came: {self.state()}"
            self.app.take(pending(10))
            self.app.show()


@contextmanager
def steering(folder: Path) -> Iterator[Steering]:
    """A window, as `dilemma play` opens it."""
    from dilemma_cli.local_host import LocalHost
    from dilemma_client.app import App
    from dilemma_client.autopilot.hands import Hands
    from dilemma_client.seats import Seats
    from dilemma_client.window import close_window, open_window

    seats = Seats(folder, time.time)
    with LocalHost(seats=seats) as host:
        app = App(open_window(), host, resume=host.resume, seats=seats)
        yield Steering(app, host, Hands(app))
        app.stage.close()
    close_window()


def run(folder: Path) -> None:
    """Obey until the input ends; the window goes on all the while."""
    from dilemma_client.app import pending

    given: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            given.put(line)
        given.put("")

    threading.Thread(target=read, daemon=True).start()
    with steering(folder) as window:
        while True:
            window.app.take(pending(10))
            window.app.show()
            if given.empty():
                continue
            line = given.get()
            if not line:
                return
            window.obey(*json.loads(line))
            print(json.dumps(window.state()), flush=True)  # noqa: T201  (the test reads it)


if __name__ == "__main__":
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    run(Path(sys.argv[1]))
