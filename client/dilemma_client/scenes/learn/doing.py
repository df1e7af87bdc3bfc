"""Doing: what a player is at, as far as a lesson looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from dilemma.orders import Order
from dilemma.protocol.messages import Say
from dilemma.view import OtherState
from dilemma.vocabulary import BudgetLine, Instrument, Verdict
from dilemma_client.model import Model
from dilemma_client.scenes.debrief.scene import DebriefScene
from dilemma_client.scenes.scene import Scene
from dilemma_client.scenes.transitions import Place
from dilemma_client.scenes.turn.scene import TurnScene

NOTHING = Order({})
"""The orders of who has none to give."""


@dataclass(frozen=True)
class Doing:
    """Where the player is, what is known, the orders as written, and what is looked at.

    `answers` is how many crises still wait for an answer on their own sheet; `scrubbed` the turn
    that is looked at in the debrief; `has_armed` whether forces ever got more than at the start.
    """

    place: Place
    model: Model
    order: Order = NOTHING
    selected: str = ""
    answers: int = 0
    scrubbed: int = 0
    has_armed: bool = False

    @property
    def turn(self) -> int:
        """The open turn; 0 before the first."""
        return self.model.view.turn if self.model.view is not None else 0

    @property
    def was_peace(self) -> bool:
        """Whether the match has ended, and without a conflict."""
        end = self.model.hindsight
        return end is not None and end.verdict in (Verdict.STABLE_PEACE, Verdict.ARMED_PEACE)

    @property
    def rival(self) -> OtherState | None:
        """The page of the first other state; a lesson has no more."""
        return self.model.view.others[0] if self.model.view is not None else None

    @property
    def has_sealed(self) -> bool:
        """Whether the orders of the open turn are on their way or there."""
        return self.model.sealed or self.model.is_sealing

    @property
    def said(self) -> int:
        """How many messages of one's own have gone out on the hotline."""
        lines = self.model.hotlines.values()
        own = [m for line in lines for m in line.messages if m.speaker == self.model.seat]
        return len(own) + sum(isinstance(command, Say) for command in self.model.pending)

    def share(self, line: BudgetLine) -> float:
        """The share of the funds that a line of the budget takes."""
        return self.order.budget.get(line, 0.0)

    def offers(self, instrument: Instrument) -> bool:
        """Whether the orders as written offer an instrument to the rival."""
        rival = self.rival
        return rival is not None and instrument in self.order.offers.get(rival.id, ())

    def in_force(self, instrument: Instrument) -> bool:
        """Whether an instrument is in force with the rival."""
        return self.rival is not None and instrument in self.rival.in_force


ARMS = (BudgetLine.DEFENCE, BudgetLine.OFFENCE)

MORE = 0.07
"""The share of the funds from which it is arming, and not a slip of the slider."""


class Armament:
    """Whether forces ever got more of the budget than at the start, seen turn by turn."""

    def __init__(self) -> None:
        self.has_grown = False
        self._at_first: float | None = None

    def look(self, model: Model) -> None:
        """Take note of the budget that was carried out last."""
        if model.view is None:
            return
        share = sum(model.view.own.budget.get(line, 0.0) for line in ARMS)
        if self._at_first is None:
            self._at_first = share
        self.has_grown = self.has_grown or share >= self._at_first + MORE


def doing_in(scene: Scene, model: Model, *, has_armed: bool = False) -> Doing:
    """What the player is at in a scene."""
    match scene:
        case TurnScene(desk=desk) if desk.draft is not None:
            answers = len(desk.crises) if model.turn_is_open and not model.sealed else 0
            return Doing(
                scene.place,
                model,
                desk.draft.order,
                desk.selected,
                answers,
                has_armed=has_armed,
            )
        case DebriefScene(scrub=scrub):
            return Doing(scene.place, model, scrubbed=scrub.turn, has_armed=has_armed)
        case _:
            return Doing(scene.place, model, has_armed=has_armed)
