"""The turn scene: one screen for everything a player decides in a turn."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.atlas.geography import geography, livery_places
from dilemma_client.atlas.view import MapSheets
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.transitions import GiveUp, Go, HaveRead, Place, Seal, TakeOffSeal, Tell
from dilemma_client.scenes.turn.board import board_body, turn_board
from dilemma_client.scenes.turn.crisis import crisis_sheet, open_crises
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.draft import next_draft
from dilemma_client.scenes.turn.guide import guide_sheet
from dilemma_client.scenes.turn.insight import insight_of
from dilemma_client.scenes.turn.knowing import knowledge_of
from dilemma_client.scenes.turn.leaving import leaving_sheet
from dilemma_client.scenes.turn.reel import Reel, reel_of
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Layers
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.still import Still

RIGHT_BUTTON = 3
"""The last button of a mouse; what has a higher number is its wheel."""


class TurnScene(Scene):
    """Map, dossier, order sheet, events and hotline; crises and leaving lie on top."""

    place: ClassVar[Place] = Place.TURN
    shortcuts: ClassVar[dict[int, str]] = {
        pygame.K_F2: "dossier",
        pygame.K_F3: "orders",
        pygame.K_F4: "events",
        pygame.K_F5: "hotline",
        pygame.K_F6: "map",
    }

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(
            seal=self._seal,
            take_off_seal=self._take_off_seal,
            tell=self._tell,
            leave=lambda: self.ask(GiveUp()),
            has_read=lambda partner: self.ask(HaveRead(partner)),
            open_settings=lambda: self.ask(Go(Place.SETTINGS)),
            enter=self.interface.enter,
        )
        self.sheets = MapSheets()
        self._below: tuple[object, Still] | None = None

    def follow(self, model: Model) -> None:
        view = model.view
        if view is None or model.briefing is None:
            return
        desk = self.desk
        turn_before = 0 if desk.draft is None else desk.draft.view.turn
        desk.draft = next_draft(view, model.own_order, desk.draft, model.names)
        states = tuple(model.names)
        desk.liveries = livery_places(model.briefing.scenario, states)
        desk.drawn = geography(model.briefing.scenario, states)
        if desk.insight.view is not view:
            desk.insight = insight_of(view)
        desk.known = knowledge_of(model, desk.insight)
        if desk.selected not in model.names:
            desk.select(view.others[0].id)
        if view.turn != turn_before:
            self._begin_turn(model, turn_before)

    def _begin_turn(self, model: Model, before: int) -> None:
        """A new turn: crises are shown first, old scrolling is forgotten."""
        desk = self.desk
        assert model.view is not None
        missed = 0 < before == model.view.turn - 1 and before not in desk.sealed
        desk.lapsed = before if missed else 0
        if model.sealed and model.own_order is not None:
            desk.sealed[model.view.turn] = model.own_order
        desk.reel = Reel() if model.sealed else reel_of(model.last_turn, model.names, model.seat)
        desk.crises = [] if model.sealed else open_crises(model.view)
        desk.tab = "map"
        for area in ("orders", "events", "dossier"):
            self.interface.memory.scrolled.pop(f"{area}.scroll", None)

    def clock(self, moment: Moment) -> object:
        left = moment.left
        return None if left is None else int(left), self.desk.reel.is_over(moment.now)

    def build(self, moment: Moment) -> Widget:
        desk, memory = self.desk, self.interface.memory
        if desk.draft is not None and not memory.pressed and memory.focus != "statement":
            desk.draft.history.pause()
        sheet = self._sheet(moment)
        if sheet is None:
            self._below = None
            desk.reel.start(moment.now, moves=moment.look.motion)
            return turn_board(desk, moment, board_body(desk, moment, self.sheets))
        return Layers([turn_board(desk, moment, self._body_below(moment)), sheet])

    def _body_below(self, moment: Moment) -> Widget:
        """What a sheet lies over: built again only when what it shows may have changed.

        While a sheet is open the orders change only by the answer to a crisis, which closes it.
        """
        desk = self.desk
        if self.moving(moment.now) is not None:
            self._below = None
            return board_body(desk, moment, self.sheets)
        shown = moment.model, moment.look, moment.window.size  # other words come with another look
        state = (*shown, tuple(desk.crises), desk.selected)
        if self._below is None or self._below[0] != state:
            self._below = state, Still(board_body(desk, moment, self.sheets))
        return self._below[1]

    def _sheet(self, moment: Moment) -> Widget | None:
        """What lies over the board until it is done with."""
        if self.desk.is_leaving:
            return leaving_sheet(lambda: self.desk.think_of_leaving(False), self.desk.leave)
        if self.desk.is_reading:
            return guide_sheet(self.desk, moment)
        if self.desk.crises and moment.model.turn_is_open and not moment.model.sealed:
            return crisis_sheet(self.desk, moment)
        return None

    def moving(self, now: float) -> pygame.Rect | None:
        reel = self.desk.reel
        is_shown = reel.area.width and not reel.waits and not reel.is_over(now)
        return reel.area if is_shown else None

    def touched(self, event: pygame.event.Event, now: float) -> bool:
        """Whatever is pressed while the report is shown ends it, and does nothing else."""
        reel = self.desk.reel
        is_wheel = event.type == pygame.MOUSEBUTTONDOWN and event.button > RIGHT_BUTTON
        if reel.waits or reel.is_over(now) or is_wheel:
            return False
        reel.skip()
        self.interface.hold_tongue()
        return True

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_F1:
            self.desk.read_guide(not self.desk.is_reading)
            return True
        if stroke.key == pygame.K_ESCAPE and self.desk.is_reading:
            self.desk.read_guide(False)
            return True
        if stroke.key == pygame.K_ESCAPE:
            self.desk.is_leaving = not self.desk.is_leaving
            return True
        if stroke.control and stroke.key in (pygame.K_z, pygame.K_y):
            again = stroke.key == pygame.K_y or stroke.shift
            return self._press("redo" if again else "undo")
        tabs = {
            pygame.K_F2: "dossier",
            pygame.K_F3: "orders",
            pygame.K_F4: "talk",
            pygame.K_F5: "talk",
            pygame.K_F6: "map",
        }
        self.desk.tab = tabs.get(stroke.key, self.desk.tab)
        return super().shortcut(stroke)

    def _press(self, key: str) -> bool:
        """Use a button of the screen by another key; whether it is there and can be used now."""
        found = (control for control in self.interface.controls if control.key == key)
        button = next((c for c in found if isinstance(c, Button) and c.is_enabled), None)
        if button is not None:
            button.on_press()
        return button is not None

    def _seal(self) -> None:
        if self.desk.draft is not None and not self.desk.draft.problems:
            self.desk.sealed[self.desk.draft.view.turn] = self.desk.draft.order
            self.ask(Seal(self.desk.draft.order))

    def _take_off_seal(self) -> None:
        if self.desk.draft is not None:
            self.desk.sealed.pop(self.desk.draft.view.turn, None)
        self.ask(TakeOffSeal())

    def _tell(self) -> None:
        desk = self.desk
        text = desk.message.strip()
        if text:
            self.ask(Tell(desk.selected, text))
            desk.message = ""
