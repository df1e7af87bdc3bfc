"""The stage: one player, one window, one match at a time. Events go in, pictures come out.

It knows no clock, no thread and no socket of its own: time, the link and whoever can start matches
are handed in, so that a test or the autopilot drives the very stage that a player does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from dilemma_client.archive import Archive
from dilemma_client.attendance import Attendance
from dilemma_client.entry import Entry
from dilemma_client.frames import Frames
from dilemma_client.keeping import Keeping
from dilemma_client.lines import Begin, BringBack, Connect
from dilemma_client.model import Model
from dilemma_client.paint import Look
from dilemma_client.preferences import Keeper
from dilemma_client.scenes import backstage
from dilemma_client.scenes.scene import Companion, Moment, Scene, Visit
from dilemma_client.scenes.transitions import (
    CloseReplay,
    CloseSettings,
    ComeBack,
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
    Renounce,
    SaveRecord,
    Transition,
    Watch,
)
from dilemma_client.seats import KeptSeat, Seats
from dilemma_client.senses import Senses
from dilemma_client.sound import Speaker
from dilemma_client.widgets.base import Stroke, stroke_of
from dilemma_client.widgets.boxes import Layers
from dilemma_client.wings import Wings

if TYPE_CHECKING:
    from dilemma_client.replay import Kept

TOUCHES = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN)


class Stage:
    """Scenes, what they show of a match, and what comes of what they ask for."""

    def __init__(
        self,
        surface: pygame.Surface,
        look: Look | None,
        clock: Callable[[], float],
        *,
        connect: Connect,
        begin: Begin,
        bring_back: BringBack = lambda _: None,
        place: Place = Place.MENU,
        archive: Archive | None = None,
        seats: Seats | None = None,
        keeper: Keeper | None = None,
        speaker: Speaker | None = None,
    ) -> None:
        self.surface = surface
        self.senses = Senses(keeper or Keeper(), look, speaker)
        self.clock = clock
        self.companion = Companion()
        self.is_running = True
        self._frames = Frames()
        self._attendance = Attendance(connect, archive, self.senses.remember, seats)
        self._begin = begin
        self._bring_back = bring_back
        self._shown_clock: object = None
        self._visit = Visit()
        self._wings = Wings(place)
        self._show(self._wings.playing)

    @property
    def look(self) -> Look:
        """How it is drawn."""
        return self.senses.look

    @property
    def model(self) -> Model:
        """All that is known of the match."""
        return self._attendance.model

    @property
    def note(self) -> str:
        """One line on what went wrong; empty while nothing did."""
        return self._attendance.note

    @property
    def keeping(self) -> Keeping:
        """Where matches that are over go."""
        return self._attendance.keeping

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
        return self._attendance.is_connected

    # scenes

    def go(self, place: Place) -> None:
        """Show another scene; the settings lie over the one there was."""
        if place is Place.SETTINGS:
            self._wings.cover()
            self.refresh()
        else:
            self._show(backstage.scene_for(place))

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
        self._frames.spoil()
        moment = self.moment()
        root = self.companion.build(self.scene, moment)
        if self.model.is_lost:
            root = Layers([root, backstage.sheet_for_lost(moment, lambda: self.carry_out(Leave()))])
        self.scene.interface.show(root, self.look, moment.window)
        self.companion.point(self.scene.interface)
        self._shown_clock = self._clock_face(moment)

    def moment(self) -> Moment:
        """What a scene is built from, now."""
        return Moment(
            self.model,
            self.clock(),
            self.look,
            self.surface.get_rect(),
            self.note,
            self._attendance.address,
            self.keeping.archive,
            self.senses.preferences,
            self.senses.keeper.trouble,
            self.senses.is_mute,
            self._visit,
            self._attendance.is_stranded,
            self._attendance.seats,
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
            self.uncover()
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
        before = self.model
        if self._attendance.listen():
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

    def _move_on(self) -> None:
        """Show the scene that the match has come to."""
        model, place = self.model, self.place
        if self._attendance.is_refused:
            self.complain(self._attendance.why_refused())
        elif model.is_over and place is not Place.DEBRIEF:
            self.go(Place.DEBRIEF)
        elif place is Place.WAITING and model.watched is not None:
            self.go(Place.WATCH)
        elif place is Place.WAITING and model.view is not None and not model.is_over:
            begun = model.view.turn > 1 or model.own_order is not None
            self.go(Place.TURN if begun else Place.BRIEFING)

    def show_replay(self, kept: Kept) -> None:
        """The debrief of a match that is over."""
        self._attendance.look_back(kept)
        self.go(Place.DEBRIEF)

    # getting into a match and out of it

    def enter(self, entry: Entry) -> None:
        """Connect to a match."""
        self._attend(lambda: self._attendance.enter(entry))

    def _attend(self, get_in: Callable[[], object]) -> None:
        """Wait at the table, or say at the door why there is no way to it."""
        if self._tries(get_in):
            self.go(Place.WAITING)

    def _tries(self, reach: Callable[[], object]) -> bool:
        """Try to reach a server; whether its address is one."""
        try:
            reach()
        except ValueError as error:
            self.complain(str(error))
            return False
        return True

    def complain(self, note: str) -> None:
        """Go back to where the player tried to get in, and say why it did not work."""
        self._attendance.hang_up()
        self._attendance.note = note
        self._show(self._wings.door)

    def close(self) -> None:
        """Leave everything in order."""
        self.is_running = False
        self._attendance.close()
        self.senses.close()

    # transitions

    def carry_out(self, transition: Transition) -> None:
        """Do what a scene asked for."""
        attendance = self._attendance
        match transition:
            case Go(place=place):
                attendance.note = ""
                self.go(place)
            case PlaySolo(solo=solo):
                attendance.hang_up()
                self.go(Place.WAITING)
                self._begin(solo)
            case Learn():
                self._learn_by_playing()
            case JoinMatch() | HostMatch() | Watch() as way:
                self._attend(lambda: attendance.get_in(way))
            case ComeBack(seat=seat):
                self._come_back(seat)
            case Renounce(seat=seat):
                attendance.renounce(seat)
            case LookAround(address=address):
                self._tries(lambda: attendance.look_around(address))
            case PlayAgain():
                self._play_again()
            case OpenReplay() | CloseReplay() | DeleteReplay() | SaveRecord():
                where = attendance.look_back_through(transition)
                if where is not None:
                    self.go(where)
            case Prefer(fields=fields):
                self.senses.prefer(**fields)
                if self._wings.is_covered:
                    self.senses.keeper.keep()
            case CloseSettings():
                self._close_settings()
            case GiveUp():
                attendance.give_up()
                self.go(Place.MENU)
            case Leave():
                attendance.hang_up()
                self._wings.uncover()
                self.go(Place.MENU)
            case Quit():
                self.close()
            case HaveRead(partner=partner):
                attendance.read(partner, self.clock())
                self._wings.playing.follow(self.model)
            case _:
                if attendance.say(transition):
                    self.listen()

    def _come_back(self, seat: KeptSeat) -> None:
        """Sit down again where one sat, after a server of our own has been started again."""
        if seat.home is None:
            self._attend(lambda: self._attendance.come_back(seat))
        else:
            self._attendance.hang_up()
            self.go(Place.WAITING)
            self._bring_back(seat)
        if self.place is Place.WAITING:
            self.companion = backstage.companion_in(seat.scenario)

    def _learn_by_playing(self) -> None:
        """A lesson is a match as any other, with a coach beside it."""
        solo, coach = backstage.lesson_with_coach()
        self.carry_out(PlaySolo(solo))
        self.companion = coach

    def _play_again(self) -> None:
        """The match that follows the one that is over, without anybody beside the player."""
        self.companion = Companion()
        if (entry := self._attendance.entry_again()) is not None:
            self.enter(entry)

    # pictures

    def draw(self, *, in_haste: bool = False) -> bool:
        """Draw if anything has changed since the last time; whether it was drawn.

        In haste, what takes long and can be missed for a moment is left out.
        """
        now = self.clock()
        return self._frames.draw(self.surface, self.scene, self.look, now, in_haste=in_haste)

    def uncover(self) -> None:
        """Draw all that is shown again, as soon as a picture is drawn."""
        self._frames.spoil()

    def rest(self) -> float | None:
        """Seconds until something has moved and is to be drawn; None while all is still."""
        return self._frames.rest(self.scene, self.clock())
