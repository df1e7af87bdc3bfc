"""The desk: what the player is at in a turn, shared by all parts of the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dilemma.orders import Action, Order
from dilemma.view import View
from dilemma.vocabulary import ActionKind
from dilemma_client.atlas.geography import Geography, islands
from dilemma_client.atlas.knowledge import Knowledge
from dilemma_client.paint import Look
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.scenes.turn.insight import Insight
from dilemma_client.scenes.turn.reel import Reel
from dilemma_client.widgets.base import Widget


@dataclass
class Desk:
    """The draft, the state looked at, the message being written, and what can be asked for.

    `partner` is the other state that offers go to; `crises` are the states whose open crisis has
    yet to be answered on its own sheet; `tab` is the part in sight where there is room for one;
    `told` are the events of a view in a language and a look, ready to be shown, and `reel` is the
    last turn as it is shown at the start of the next. `sealed` are the orders sealed here, by turn;
    `lapsed` is the last turn if it closed before any were, else 0.
    """

    seal: Callable[[], None]
    take_off_seal: Callable[[], None]
    tell: Callable[[], None]
    leave: Callable[[], None]
    has_read: Callable[[str], None]
    open_settings: Callable[[], None]
    enter: Callable[[str], None]
    draft: Draft | None = None
    selected: str = ""
    partner: str = ""
    message: str = ""
    crises: list[str] = field(default_factory=list)
    tab: str = "map"
    is_leaving: bool = False
    is_reading: bool = False
    guide_part: str = "words"
    told: tuple[View, str, Look, Widget] | None = None
    reel: Reel = field(default_factory=Reel)
    sealed: dict[int, Order] = field(default_factory=dict)
    lapsed: int = 0
    liveries: dict[str, int] = field(default_factory=dict)
    insight: Insight = field(default_factory=Insight)
    known: Knowledge = field(default_factory=Knowledge)
    drawn: Geography = field(default_factory=lambda: islands(()))

    def select(self, state: str) -> None:
        """Look at a state; offers are made to the last of the others that was looked at."""
        self.selected = state
        if self.draft is not None and self.draft.view.other(state) is not None:
            self.partner = state

    def ordered_probe(self, state: str, turn: int) -> bool:
        """Whether the orders sealed here sent a probe against a state in a turn."""
        order = self.sealed.get(turn)
        return order is not None and order.action == Action(ActionKind.PROBE, state)

    def show(self, tab: str) -> None:
        """Bring a part of the screen into sight."""
        self.tab = tab

    def write(self, message: str) -> None:
        """Write a hotline message."""
        self.message = message

    def read_guide(self, is_reading: bool) -> None:
        """Look up what the words mean, or go back to the turn."""
        self.is_reading = is_reading

    def turn_guide(self, part: str) -> None:
        """Look at another part of the guide."""
        self.guide_part = part

    def think_of_leaving(self, is_leaving: bool) -> None:
        """Ask whether to leave, or stay after all."""
        self.is_leaving = is_leaving
