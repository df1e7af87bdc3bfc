# long because: it has one case for every transition of every scene, and what each comes to.
"""The stage: one player, one window, one match at a time. Events go in, pictures come out.

It knows no clock, no thread and no socket of its own: time, the link and whoever can start matches
are handed in, so that a test or the autopilot drives the very stage that a player does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Browse, Join, MatchEnded, Rematch, Spectate
from dilemma_client.archive import Archive, Kept, NoReplay, read_replay
from dilemma_client.call import Call
from dilemma_client.entry import Entry
from dilemma_client.frames import Frames
from dilemma_client.keeping import Keeping, model_of
from dilemma_client.lines import Begin, Connect
from dilemma_client.model import Event, Model, Read, update
from dilemma_client.paint import Brush, Look
from dilemma_client.preferences import Keeper
from dilemma_client.scenes.backstage import scene_for
from dilemma_client.scenes.commands import command_for
from dilemma_client.scenes.lost import is_lost, lost_sheet
from dilemma_client.scenes.scene import Companion, Moment, Scene, Visit
from dilemma_client.scenes.transitions import (
    AtTable,
    CloseReplay,
    CloseSettings,
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
    Prefer,
    Quit,
    Transition,
    Watch,
)
from dilemma_client.senses import Senses
from dilemma_client.sound import Speaker
from dilemma_client.widgets.base import Stroke, stroke_of
from dilemma_client.widgets.boxes import Layers
from dilemma_client.wings import Wings
from dilemma_client.words.naming import in_words

TOUCHES = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN)


class Stage:
    """Scenes, the model they show, and the line that keeps it true."""

    def __init__(
        self,
        surface: pygame.Surface,
        look: Look | None,
        clock: Callable[[], float],
        *,
        connect: Connect,
        begin: Begin,
        place: Place = Place.MENU,
        archive: Archive | None = None,
        keeper: Keeper | None = None,
        speaker: Speaker | None = None,
    ) -> None:
        self.surface = surface
        self.senses = Senses(keeper or Keeper(), look, speaker)
        self.clock = clock
        self.model = Model()
        self.note = ""
        self.keeping = Keeping(archive)
        self.companion = Companion()
        self.is_running = True
        self._frames = Frames()
        self._call = Call(connect)
        self._begin = begin
        self._shown_clock: object = None
        self._is_stale = True
        self._visit = Visit()
        self._wings = Wings(place)
        self._show(self._wings.playing)

    @property
    def look(self) -> Look:
        """How it is drawn."""
        return self.senses.look

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._wings.scene

    @property
    def pictures(self) -> int:
        """How many have been drawn."""
        return self._frames.count

    @property
    def place(self) -> Place:
        """Where the player is, whether or not the settings lie over it."""
        return self._wings.playing.place

    @property
    def is_connected(self) -> bool:
        """Whether there is a line to a match."""
        return self._call.is_open

    # scenes

    def go(self, place: Place) -> None:
        """Show another scene; the settings lie over the one there was."""
        if place is Place.SETTINGS:
            self._wings.cover()
            self.refresh()
        else:
            self._show(scene_for(place))

    def _show(self, scene: Scene) -> None:
        if scene.place in (Place.MENU, Place.REPLAYS):
            self.companion = Companion()
        scene.follow(self.model)
        self._wings.bring(scene)
        self.refresh()

    def _close_settings(self) -> None:
        """Go back to what the settings lie over, which may speak another language now."""
        self._wings.uncover()
        self.senses.keeper.keep()
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
        return Moment(
            self.model,
            self.clock(),
            self.look,
            window,
            self.note,
            self._call.address,
            self.keeping.archive,
            self.senses.preferences,
            self.senses.keeper.trouble,
            self.senses.is_mute,
            self._visit,
        )

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
            self.senses.measure(*self.surface.get_size())
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
            changed = self._shortcut(stroke_of(event))
        if changed:
            self.settle()
        else:
            self.tick()

    def _shortcut(self, stroke: Stroke) -> bool:
        """A key that no control had a use for; F10 opens the settings from anywhere."""
        if stroke.key != pygame.K_F10:
            is_taken = self.companion.shortcut(stroke, self.scene.interface)
            return is_taken or self.scene.shortcut(stroke)
        self.carry_out(CloseSettings() if self._wings.is_covered else Go(Place.SETTINGS))
        return True

    def settle(self) -> None:
        """Carry out what the scene has asked for, and show what has come of it."""
        scene = self.scene
        for transition in scene.asked():
            self.carry_out(transition)
        if self.is_running and scene is self.scene:
            self.refresh()

    def listen(self) -> None:
        """Take what has come over the line."""
        came, before = self._call.news(), self.model
        for moment, event in came:
            self._learn(event, moment)
        if came:
            self.senses.hear(before, self.model)
            self._move_on()
            self._wings.playing.follow(self.model)
            self.settle()

    def tick(self) -> None:
        """Let time pass: what shows a clock is built again when a second of it has gone."""
        moment = self.moment()
        waited_for = self.model.turn_is_open and not self.model.sealed
        self.senses.pass_time(self.model.seconds_left(moment.now) if waited_for else None)
        if self._clock_face(moment) != self._shown_clock:
            self.refresh()

    def _learn(self, event: Event, moment: float) -> None:
        was_admitted = self.model.is_admitted
        self.model = update(self.model, event, moment)
        if isinstance(event, MatchEnded):
            self.note = self.keeping.keep(self.model, event) or self.note
        entry = self._call.entry
        if entry is None or was_admitted or not self.model.is_admitted:
            return
        if entry.seated is not None:
            entry.seated(self.model.code)
        if self._call.is_to_be_remembered:
            self.senses.remember(entry.address)

    def _move_on(self) -> None:
        """Show the scene that the match has come to."""
        model, place = self.model, self.place
        if model.failure is not None and not model.is_admitted:
            self.complain(in_words(model.failure))
        elif model.is_over and place is not Place.DEBRIEF:
            self.go(Place.DEBRIEF)
        elif place is Place.WAITING and model.watched is not None:
            self.go(Place.WATCH)
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
        self.model = model_of(kept)
        self.go(Place.DEBRIEF)

    # getting into a match and out of it

    def enter(self, entry: Entry) -> None:
        """Connect to a match."""
        self._hang_up()
        try:
            self._call.enter(entry)
        except ValueError as error:
            self.complain(str(error))
            return
        self.go(Place.WAITING)

    def complain(self, note: str) -> None:
        """Go back to where the player tried to get in, and say why it did not work."""
        self._hang_up()
        self.note = note
        self._show(self._wings.door)

    def close(self) -> None:
        """Leave everything in order."""
        self.is_running = False
        self._call.close()
        self._hang_up()
        self.senses.close()

    def _hang_up(self) -> None:
        self._call.hang_up()
        self.model, self.note = Model(), ""

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
                self.note = self.keeping.delete(path)
            case JoinMatch() | HostMatch() | Watch():
                self._get_in(transition)
            case Prefer(fields=fields):
                self.senses.prefer(**fields)
                if self._wings.is_covered:
                    self.senses.keeper.keep()
            case CloseSettings():
                self._close_settings()
            case LookAround(address=address):
                self._look_around(address)
            case PlayAgain():
                self._play_again()
            case GiveUp():
                self._give_up()
            case Leave():
                self._hang_up()
                self._wings.uncover()
                self.go(Place.MENU)
            case Quit():
                self.close()
            case HaveRead(partner=partner):
                self._learn(Read(partner), self.clock())
                self._wings.playing.follow(self.model)
            case _:
                self._say(transition)

    def _get_in(self, transition: JoinMatch | HostMatch | Watch) -> None:
        """Sit down at a table, lay one, or watch one; the server is known next time if it works."""
        match transition:
            case JoinMatch(address=address, name=name, code=code):
                self.enter(Entry(address, Join(PROTOCOL_VERSION, name, code, ready=False)))
            case HostMatch(address=address, first=first):
                self.enter(Entry(address, first))
            case Watch(address=address, code=code):
                self.enter(Entry(address, Spectate(PROTOCOL_VERSION, code)))
        self._call.is_to_be_remembered = True

    def _say(self, transition: AtTable) -> None:
        """Say to the match what was asked for, if there is one to hear it."""
        command = command_for(transition, self.model)
        if command is not None:
            self._call.say(command)
            self.listen()

    def _learn_by_playing(self) -> None:
        """A lesson is a match as any other, with a coach beside it."""
        from dilemma_client.scenes.learn.coach import Coach
        from dilemma_client.scenes.learn.steps import lesson

        self.carry_out(PlaySolo(lesson()))
        self.companion = Coach()

    def _look_around(self, address: str) -> None:
        """Ask a server for its public matches, and stay where one is."""
        self._hang_up()
        try:
            self._call.ask(address, Browse(PROTOCOL_VERSION))
        except ValueError as error:
            self.complain(str(error))

    def _play_again(self) -> None:
        """The token of the match that is over opens the one that follows it."""
        self.companion = Companion()
        entry, token = self._call.entry, self.model.token
        if entry is not None and token:
            self.enter(Entry(entry.address, Rematch(PROTOCOL_VERSION, token), entry.seated))

    def _give_up(self) -> None:
        """Tell the server that the seat is free, and go."""
        self._call.give_up()
        self._hang_up()
        self.go(Place.MENU)

    # pictures

    def draw(self) -> bool:
        """Draw if anything has changed since the last time; whether it was drawn.

        Where something moves by itself, that part alone is drawn, once a frame.
        """
        now = self.clock()
        area = self.surface.get_rect() if self._is_stale else self._frames.due(self.scene, now)
        if area is None:
            return False
        self._is_stale = False
        self._frames.drawn(now)
        brush = Brush(self.surface, self.look, now)
        with brush.clipped(area):
            self.surface.fill(self.look.theme.backdrop)
            self.scene.interface.draw(brush)
        return True

    def rest(self) -> float | None:
        """Seconds until something has moved and is to be drawn; None while all is still."""
        return self._frames.rest(self.scene, self.clock())
