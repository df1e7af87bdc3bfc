"""The app: a window, a stage, and the loop between them.

    run_window(host)                       the menu; `host` starts matches against bots
    run_window(host, start=Solo(...))      straight into a match against bots
    run_window(host, start=Entry(...))     straight to a table: join, create or rejoin
    run_window(host, start=Kept(...))      to the debrief of a match that is over

The loop sleeps until something happens: input, news from the link, or a second on a clock. A
picture is drawn only when something has changed, or while something moves by itself.

The window is there at once: until the first picture only that is imported which it needs. What
scenes and matches need is imported where a scene is asked for (`dilemma_client.scenes.backstage`),
a match attended (`dilemma_client.attendance`) or a server reached (`reach`). Once the menu is
seen, a thread draws what was left out of it and imports all of this, so that no first click waits.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pygame

from dilemma_client.archive import Archive
from dilemma_client.entry import CannotHost, Entry, First, Home, Host, Resume, Solo
from dilemma_client.lines import Connect, Line
from dilemma_client.paint import Look
from dilemma_client.preferences import Keeper
from dilemma_client.scenes import backstage
from dilemma_client.scenes.setting import veiled_map
from dilemma_client.scenes.transitions import Place, PlaySolo
from dilemma_client.seats import KeptSeat, Seats
from dilemma_client.sound import Speaker
from dilemma_client.stage import Stage
from dilemma_client.theme import Theme
from dilemma_client.tongue import say
from dilemma_client.window import close_window, open_window

if TYPE_CHECKING:
    from dilemma_client.replay import Kept

NEWS = pygame.USEREVENT + 1
"""Posted when the link has news."""

HOSTED = pygame.USEREVENT + 2
"""Posted when a match against bots is ready, as `entry`, or cannot be had, as `complaint`."""

READY = pygame.USEREVENT + 3
"""Posted when what the first pictures were drawn without can be drawn at once."""

NAP = 10
"""Milliseconds slept at a time: nobody feels them, and SDL's own waiting looks a thousand times a
second for what has happened."""

SPOKEN = ("dilemma_client.link", "dilemma_client.model.update", "dilemma_client.scenes.commands")
"""What is imported when a server is first spoken to."""

PREPARED = 2.0
"""Seconds waited at the end for what is still being prepared: nothing may draw after that."""

GLANCE = 200
"""Milliseconds between two looks at the clock while nothing happens."""


def run_window(
    host: Host,
    *,
    start: Solo | Entry | Kept | None = None,
    resume: Resume | None = None,
    archive: Archive | None = None,
    seats: Seats | None = None,
    keeper: Keeper | None = None,
) -> None:
    """Open the window and play until the player closes it; raises NoDisplay.

    Every match that ends is kept in the archive, and every seat in one that goes on in `seats`, if
    there are such. `keeper` has what the player has set; without one everything is as at first.
    """
    keeper = keeper or Keeper()
    surface = open_window(keeper.now.window)
    try:
        speaker = Speaker(time.monotonic)
        app = App(
            surface,
            host,
            resume=resume,
            archive=archive,
            seats=seats,
            keeper=keeper,
            speaker=speaker,
        )
        app.begin_with(start)
        app.open()
        app.run()
    finally:
        close_window()


class App:
    """One window's stage with its link and its helpers.

    `is_in_haste` while pictures are drawn without what takes long and can be missed for a moment.
    """

    def __init__(
        self,
        surface: pygame.Surface,
        host: Host,
        *,
        resume: Resume | None = None,
        clock: Callable[[], float] = time.monotonic,
        look: Look | None = None,
        archive: Archive | None = None,
        seats: Seats | None = None,
        keeper: Keeper | None = None,
        speaker: Speaker | None = None,
        connect: Connect | None = None,
    ) -> None:
        self._host = host
        self._resume = resume or stranded
        self._wanted: Solo | KeptSeat | None = None
        self.is_in_haste = False
        self._preparing: threading.Thread | None = None
        self.stage = Stage(
            surface,
            look,
            clock,
            connect=connect or reach,
            begin=self._begin,
            bring_back=self._bring_back,
            archive=archive,
            seats=seats,
            keeper=keeper,
            speaker=speaker,
        )
        self._shown = self.stage.scene

    def begin_with(self, start: Solo | Entry | Kept | None) -> None:
        """Go where the player asked to begin."""
        if isinstance(start, Solo):
            self.stage.carry_out(PlaySolo(start))
        elif isinstance(start, Entry):
            self.stage.enter(start)
        elif start is not None:
            self.stage.show_replay(start)

    def open(self) -> None:
        """Show the first picture as soon as can be, and prepare what it could do without."""
        self.is_in_haste = True
        self.show()
        shown = self.stage.look.theme, self.stage.surface.get_size()
        self._preparing = threading.Thread(
            target=prepare, args=shown, name="preparing", daemon=True
        )
        self._preparing.start()

    def run(self) -> None:
        """Play until the player closes the window."""
        try:
            while self.stage.is_running:
                self.show()
                self.take(pending(self.patience()))
        finally:
            self.stage.close()
            if self._preparing is not None:
                self._preparing.join(PREPARED)

    def patience(self) -> int:
        """Milliseconds to wait for something to happen before looking for oneself."""
        rest = self.stage.rest()
        return GLANCE if rest is None else max(1, math.ceil(1000 * rest))

    def take(self, events: Iterable[pygame.event.Event]) -> None:
        """Take what has happened, then look at the clock."""
        for event in events:
            if not self.stage.is_running:
                return
            if event.type == NEWS:
                self.stage.listen()
            elif event.type == HOSTED:
                self._hosted(event)
            elif event.type == READY:
                self.is_in_haste = False
                self.stage.uncover()
            else:
                self.stage.handle(event)
        if self.stage.is_running:
            self.stage.tick()

    def show(self) -> None:
        """Draw, if anything has changed."""
        if not self.stage.draw(in_haste=self.is_in_haste):
            return
        pygame.display.flip()
        if self.stage.scene is not self._shown:
            self._shown = self.stage.scene
            self._tidy()

    def _tidy(self) -> None:
        """Give back what the scene before has left, now that the next one is seen."""
        from dilemma_client.thrift import tidy

        tidy()

    def _begin(self, solo: Solo) -> None:
        """Start a match against bots."""
        self._start(solo, lambda: self._host(solo))

    def _bring_back(self, seat: KeptSeat) -> None:
        """Go on with a match against bots."""
        home, token = seat.home, seat.token
        if home is not None:
            self._start(seat, lambda: self._resume(home, token))

    def _start(self, wanted: Solo | KeptSeat, begin: Callable[[], Entry]) -> None:
        """Start a server, in a thread because that takes its time."""
        self._wanted = wanted
        thread = threading.Thread(target=hold, args=(wanted, begin), name="host", daemon=True)
        thread.start()

    def _hosted(self, event: pygame.event.Event) -> None:
        """A match is ready; nobody waits for it any more if the player has gone elsewhere."""
        waits = self.stage.place is Place.WAITING and not self.stage.is_connected
        if not waits or event.wanted is not self._wanted:
            return
        entry = getattr(event, "entry", None)
        if entry is None:
            self.stage.complain(event.complaint)
        else:
            self.stage.enter(entry)


def hold(wanted: Solo | KeptSeat, begin: Callable[[], Entry]) -> None:
    """Start a server and say what came of it."""
    try:
        entry = begin()
    except CannotHost as error:
        post(HOSTED, wanted=wanted, complaint=str(error))
    else:
        post(HOSTED, wanted=wanted, entry=entry)


def stranded(_home: Home, _token: str) -> Entry:
    """Nobody here can start the server of a match again."""
    raise CannotHost(say("That match is not on this machine any more."))


def reach(address: str, first: First) -> Line:
    """Open a link; websockets are imported only now, when somebody wants to play."""
    from dilemma_client.link import Link

    link = Link(address, first, wake=lambda: post(NEWS))
    link.start()
    return link


def prepare(theme: Theme, size: tuple[int, int]) -> None:
    """Draw what the first picture was shown without, then import all that a click may ask for."""
    try:
        veiled_map(theme, size)
    finally:
        post(READY)
    from dilemma_client import thrift

    thrift.begin()
    for name in SPOKEN:
        import_module(name)
    backstage.rehearse()


def post(kind: int, **facts: Any) -> None:
    """Wake the loop, from any thread. A full queue or a closed window needs no waking."""
    try:
        pygame.event.post(pygame.event.Event(kind, **facts))
    except pygame.error:
        return


def pending(milliseconds: int) -> list[pygame.event.Event]:
    """Everything that has happened, waiting a little for the first if there is nothing yet."""
    first = _awaited(milliseconds) if milliseconds else pygame.event.poll()
    if first.type == pygame.NOEVENT:
        return []
    return [first, *pygame.event.get()]


def _awaited(milliseconds: int) -> pygame.event.Event:
    """The first event of a while."""
    event = pygame.event.poll()
    while event.type == pygame.NOEVENT and milliseconds > 0:
        milliseconds -= pygame.time.wait(min(NAP, milliseconds)) or 1
        event = pygame.event.poll()
    return event
