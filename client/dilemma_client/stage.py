"""The stage: one player, one window, one match at a time. Events go in, pictures come out.

It knows no clock, no thread and no socket of its own: time, the link and whoever can start matches
are handed in, so that a test or the autopilot drives the very stage that a player does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Browse,
    Join,
    MatchEnded,
    Rematch,
)
from dilemma.protocol.messages import Leave as LeaveSeat
from dilemma_client.archive import Archive, Kept, NoReplay, read_replay
from dilemma_client.entry import Entry
from dilemma_client.lines import Begin, Connect, Line
from dilemma_client.model import Closed, Event, Model, Read, update
from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.backstage import scene_for
from dilemma_client.scenes.commands import command_for, new_key
from dilemma_client.scenes.lost import is_lost, lost_sheet
from dilemma_client.scenes.scene import Companion, Moment, Scene
from dilemma_client.scenes.transitions import (
    AtTable,
    CloseReplay,
    DeleteReplay,
    GiveUp,
    Go,
    HaveRead,
    HostMatch,
    JoinMatch,
    Learn,
    Leave,
    LookAround,
    OpenReplay,
    Place,
    PlayAgain,
    PlaySolo,
    Quit,
    Transition,
)
from dilemma_client.tongue import say
from dilemma_client.widgets.base import stroke_of
from dilemma_client.widgets.boxes import Layers
from dilemma_client.words.naming import in_words

FRAME = 1 / 30
"""Seconds between two pictures of something that moves by itself."""

TOUCHES = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN)


class Stage:
    """Scenes, the model they show, and the line that keeps it true."""

    def __init__(
        self,
        surface: pygame.Surface,
        look: Look,
        clock: Callable[[], float],
        *,
        connect: Connect,
        begin: Begin,
        place: Place = Place.MENU,
        archive: Archive | None = None,
    ) -> None:
        self.surface = surface
        self.look = look
        self.clock = clock
        self.model = Model()
        self.note = ""
        self.archive = archive
        self.companion = Companion()
        self.is_running = True
        self.pictures = 0
        self._connect = connect
        self._begin = begin
        self._line: Line | None = None
        self._parting: list[Line] = []
        self._entry: Entry | None = None
        self._came_from = Place.MENU
        self._shown_clock: object = None
        self._is_stale = True
        self._drawn_at = -FRAME
        self.scene: Scene = scene_for(place)
        self.go(place)

    @property
    def is_connected(self) -> bool:
        """Whether there is a line to a match."""
        return self._line is not None

    # scenes

    def go(self, place: Place) -> None:
        """Show another scene."""
        if place in (Place.PLAY_NOW, Place.JOIN, Place.HOST):
            self._came_from = place
        if place in (Place.MENU, Place.REPLAYS):
            self.companion = Companion()
        self.scene = scene_for(place)
        self.scene.follow(self.model)
        self.refresh()

    def refresh(self) -> None:
        """Build the scene anew from what is known now; what is shown may count as read by that."""
        self._build()
        shown = [asked for asked in self.scene.asked() if isinstance(asked, HaveRead)]
        if shown:
            for transition in shown:
                self.carry_out(transition)
            self._build()

    def _build(self) -> None:
        self._is_stale = True
        moment = self.moment()
        root = self.companion.build(self.scene, moment)
        if is_lost(self.model):
            root = Layers([root, lost_sheet(moment, leave=lambda: self.carry_out(Leave()))])
        self.scene.interface.show(root, self.look, moment.window)
        self.companion.point(self.scene.interface)
        self._shown_clock = self._clock_face(moment)

    def moment(self) -> Moment:
        """What a scene is built from, now."""
        window = self.surface.get_rect()
        address = self._entry.address if self._entry is not None else ""
        facts = (self.note, address, self.archive)
        return Moment(self.model, self.clock(), self.look, window, *facts)

    def _clock_face(self, moment: Moment) -> object:
        """All on screen that moves with time alone."""
        retry = self.model.retry_in(moment.now)
        return self.scene.clock(moment), None if retry is None else int(retry)

    # what happens

    def handle(self, event: pygame.event.Event) -> None:
        """Take one event of the window."""
        if event.type == pygame.QUIT:
            self.carry_out(Quit())
            return
        if event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self.surface = pygame.display.get_surface() or self.surface
            self.refresh()
            return
        if event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWFOCUSGAINED):
            self._is_stale = True
            return
        if event.type in TOUCHES and self.scene.touched(event, self.clock()):
            self.settle()
            return
        changed = self.scene.interface.handle(event)
        if not changed and event.type == pygame.KEYDOWN:
            stroke = stroke_of(event)
            is_taken = self.companion.shortcut(stroke, self.scene.interface)
            changed = is_taken or self.scene.shortcut(stroke)
        if changed:
            self.settle()
        else:
            self.tick()

    def settle(self) -> None:
        """Carry out what the scene has asked for, and show what has come of it."""
        scene = self.scene
        for transition in scene.asked():
            self.carry_out(transition)
        if self.is_running and scene is self.scene:
            self.refresh()

    def listen(self) -> None:
        """Take what has come over the line."""
        self._parting = [line for line in self._parting if not _has_closed(line)]
        line = self._line
        if line is None:
            return
        came = list(line.poll())
        for moment, event in came:
            self._learn(event, moment)
        if came:
            self._move_on()
            self.scene.follow(self.model)
            self.settle()

    def tick(self) -> None:
        """Let time pass: what shows a clock is built again when a second of it has gone."""
        if self._clock_face(self.moment()) != self._shown_clock:
            self.refresh()

    def _learn(self, event: Event, moment: float) -> None:
        was_seated = bool(self.model.seat)
        self.model = update(self.model, event, moment)
        entry = self._entry
        if entry is not None and entry.seated is not None and not was_seated and self.model.seat:
            entry.seated(self.model.code)
        if isinstance(event, MatchEnded):
            self._keep(event)

    def _keep(self, ended: MatchEnded) -> None:
        """Keep a match that is over, as far as the disk has room for it."""
        briefing = self.model.briefing
        if self.archive is not None and briefing is not None:
            why = self.archive.keep(briefing, ended)
            self.note = say("This match cannot be kept: {why}.", why=why) if why else self.note

    def _move_on(self) -> None:
        """Show the scene that the match has come to."""
        model, place = self.model, self.scene.place
        if model.failure is not None and not model.seat:
            self.complain(in_words(model.failure))
        elif model.is_over and place is not Place.DEBRIEF:
            self.go(Place.DEBRIEF)
        elif place is Place.WAITING and model.view is not None and not model.is_over:
            begun = model.view.turn > 1 or model.own_order is not None
            self.go(Place.TURN if begun else Place.BRIEFING)

    def _open_replay(self, path: Path) -> None:
        """Show a match that was kept; a file that is none is told in the list."""
        try:
            self.show_replay(read_replay(path))
        except NoReplay as error:
            self.note = str(error)

    def show_replay(self, kept: Kept) -> None:
        """The debrief of a match that is over."""
        self._hang_up()
        self.model = Model(briefing=kept.briefing, view=kept.view, hindsight=kept.hindsight)
        self.go(Place.DEBRIEF)

    # getting into a match and out of it

    def enter(self, entry: Entry) -> None:
        """Connect to a match."""
        self._hang_up()
        try:
            self._line = self._connect(entry.address, entry.first)
        except ValueError as error:
            self.complain(str(error))
            return
        self._entry = entry
        self.go(Place.WAITING)

    def complain(self, note: str) -> None:
        """Go back to where the player tried to get in, and say why it did not work."""
        self._hang_up()
        self.note = note
        self.go(self._came_from)

    def close(self) -> None:
        """Leave everything in order."""
        self.is_running = False
        for line in self._parting:
            line.close()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line, self._entry, self.model, self.note = None, None, Model(), ""

    # transitions

    def carry_out(self, transition: Transition) -> None:
        """Do what a scene asked for."""
        match transition:
            case Go(place=place):
                self.note = ""
                self.go(place)
            case PlaySolo(solo=solo):
                self._hang_up()
                self.go(Place.WAITING)
                self._begin(solo)
            case Learn():
                self._learn_by_playing()
            case OpenReplay(path=path):
                self._open_replay(path)
            case CloseReplay():
                self._hang_up()
                self.go(Place.REPLAYS)
            case DeleteReplay(path=path):
                self.note = self.archive.delete(path) if self.archive is not None else ""
            case JoinMatch(address=address, name=name, code=code):
                self.enter(Entry(address, Join(PROTOCOL_VERSION, name, code, ready=False)))
            case HostMatch(address=address, first=first):
                self.enter(Entry(address, first))
            case LookAround(address=address):
                self._look_around(address)
            case PlayAgain():
                self._play_again()
            case GiveUp():
                self._give_up()
            case Leave():
                self._hang_up()
                self.go(Place.MENU)
            case Quit():
                self.close()
            case HaveRead(partner=partner):
                self._learn(Read(partner), self.clock())
                self.scene.follow(self.model)
            case _:
                self._say(transition)

    def _say(self, transition: AtTable) -> None:
        """Say to the match what was asked for, if there is one to hear it."""
        command = command_for(transition, self.model)
        if self._line is not None and command is not None:
            self._line.send(command)
            self.listen()

    def _learn_by_playing(self) -> None:
        """A lesson is a match as any other, with a coach beside it."""
        from dilemma_client.scenes.learn.coach import Coach
        from dilemma_client.scenes.learn.steps import lesson

        self._came_from = Place.MENU
        self.carry_out(PlaySolo(lesson()))
        self.companion = Coach()

    def _look_around(self, address: str) -> None:
        """Ask a server for its public matches, and stay where one is."""
        self._hang_up()
        try:
            self._line = self._connect(address, Browse(PROTOCOL_VERSION))
        except ValueError as error:
            self.complain(str(error))

    def _play_again(self) -> None:
        """The token of the match that is over opens the one that follows it."""
        self.companion = Companion()
        entry, token = self._entry, self.model.token
        if entry is not None and token:
            self.enter(Entry(entry.address, Rematch(PROTOCOL_VERSION, token), entry.seated))

    def _give_up(self) -> None:
        """Tell the server that the seat is free, and go; its answer is awaited on the side."""
        line, self._line = self._line, None
        if line is not None:
            line.send(LeaveSeat(new_key()))
            self._parting.append(line)
        self._hang_up()
        self.go(Place.MENU)

    # pictures

    def draw(self) -> bool:
        """Draw if anything has changed since the last time; whether it was drawn.

        Where something moves by itself, that part alone is drawn, once a frame.
        """
        now = self.clock()
        area = self.surface.get_rect() if self._is_stale else self._due(now)
        if area is None:
            return False
        self._is_stale = False
        self._drawn_at = now
        self.pictures += 1
        brush = Brush(self.surface, self.look, now)
        with brush.clipped(area):
            self.surface.fill(self.look.theme.backdrop)
            self.scene.interface.draw(brush)
        return True

    def rest(self) -> float | None:
        """Seconds until something has moved and is to be drawn; None while all is still."""
        now = self.clock()
        if self.scene.moving(now) is None:
            return None
        return max(0.0, self._drawn_at + FRAME - now)

    def _due(self, now: float) -> pygame.Rect | None:
        """What has moved since the last picture, once a frame has gone."""
        return self.scene.moving(now) if now - self._drawn_at >= FRAME else None


def _has_closed(line: Line) -> bool:
    """Whether a line that is only waited for has said its last."""
    return any(isinstance(event, Closed) for _, event in line.poll())
