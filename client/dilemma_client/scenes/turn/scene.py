"""The turn scene: one screen for everything a player decides in a turn."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.atlas.geography import geography, livery_places
from dilemma_client.atlas.view import MapSheets
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.transitions import Go, HaveRead, Leave, Place, Seal, TakeOffSeal, Tell
from dilemma_client.scenes.turn.board import turn_board
from dilemma_client.scenes.turn.crisis import crisis_sheet, open_crises
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.draft import next_draft
from dilemma_client.scenes.turn.guide import guide_sheet
from dilemma_client.scenes.turn.insight import insight_of
from dilemma_client.scenes.turn.knowing import knowledge_of
from dilemma_client.scenes.turn.leaving import leaving_sheet
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Layers


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
            leave=lambda: self.ask(Leave()),
            has_read=lambda partner: self.ask(HaveRead(partner)),
            open_settings=lambda: self.ask(Go(Place.SETTINGS)),
            enter=self.interface.enter,
        )
        self.sheets = MapSheets()

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
        desk.crises = [] if model.sealed else open_crises(model.view)
        desk.tab = "map"
        for area in ("orders", "events", "dossier"):
            self.interface.memory.scrolled.pop(f"{area}.scroll", None)

    def clock(self, moment: Moment) -> object:
        left = moment.left
        return None if left is None else int(left)

    def build(self, moment: Moment) -> Widget:
        board = turn_board(self.desk, moment, self.sheets)
        if self.desk.is_leaving:
            return Layers([board, leaving_sheet(self.desk)])
        if self.desk.is_reading:
            return Layers([board, guide_sheet(self.desk, moment)])
        if self.desk.crises and moment.model.turn_is_open and not moment.model.sealed:
            return Layers([board, crisis_sheet(self.desk, moment)])
        return board

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
        tabs = {
            pygame.K_F2: "dossier",
            pygame.K_F3: "orders",
            pygame.K_F4: "talk",
            pygame.K_F5: "talk",
            pygame.K_F6: "map",
        }
        self.desk.tab = tabs.get(stroke.key, self.desk.tab)
        return super().shortcut(stroke)

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
