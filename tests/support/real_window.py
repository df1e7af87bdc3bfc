"""A real window, in a process of its own: python -m support.real_window FOLDER.

Leaves the loop alone for some seconds, then starts a match as a player would and keeps a picture of
what is in the window. Prints one JSON object: the driver, the scene that was reached, and what the
loop took of a core and drew while nothing moved.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma_client.app import App

IDLE_SECONDS = 3.0


def play(folder: Path) -> None:
    """Rest, then play a little."""
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    import pygame

    from dilemma_cli.local_host import LocalHost
    from dilemma_client.app import App
    from dilemma_client.autopilot.hands import Hands
    from dilemma_client.scenes.transitions import Place
    from dilemma_client.window import close_window, open_window

    surface = open_window()
    with LocalHost() as host:
        share, pictures = rest(App(surface, host))
        app = App(surface, host)
        hands = Hands(app)
        hands.press("button", "Play now")
        hands.wait_until(lambda: app.stage.scene.place is Place.BRIEFING, "briefing")
        hands.press("button", "To the first turn")
        hands.picture(folder / "turn.png")
        place, driver = app.stage.scene.place.value, pygame.display.get_driver()
        app.stage.close()
    close_window()
    told = {"driver": driver, "place": place, "share": share, "pictures": pictures}
    print(json.dumps(told), flush=True)  # noqa: T201  (the test reads it)


def rest(app: App) -> tuple[float, int]:
    """The share of a core that the loop takes where nothing moves, and the pictures it draws."""
    import pygame

    from dilemma_client.app import pending, post

    app.show()
    app.take(pending(0))
    app.show()
    pictures = app.stage.pictures
    threading.Timer(IDLE_SECONDS, lambda: post(pygame.QUIT)).start()
    began, used = time.monotonic(), time.process_time()
    app.run()
    share = (time.process_time() - used) / (time.monotonic() - began)
    return share, app.stage.pictures - pictures


if __name__ == "__main__":
    play(Path(sys.argv[1]))
