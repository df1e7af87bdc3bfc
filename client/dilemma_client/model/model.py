"""What the player's side knows of its connection, its match and its own commands."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from dilemma_client.model.hotline import Hotline

if TYPE_CHECKING:
    from dilemma.orders import Order, Problem
    from dilemma.protocol.hindsight import Hindsight
    from dilemma.protocol.messages import OpenTable, Say, Table
    from dilemma.view import Briefing, Occurrence, PublicBriefing, PublicView, Report, View
    from dilemma_client.model.events import Command


class Connection(StrEnum):
    """How the link stands."""

    CONNECTING = "connecting"
    ONLINE = "online"
    WAITING = "waiting"
    CLOSED = "closed"


class Refusal(Struct, frozen=True):
    """A command that changed nothing, and every reason why."""

    command: Command
    problems: tuple[Problem, ...]


class Model(Struct, frozen=True):
    """All that is known; times are seconds of this process's monotonic clock.

    `retry_at` and `lost` (when the next attempt is made, and why) are set while waiting; `failure`
    when the link has closed for a reason. `code`, `token` and `briefing` come with the seat;
    `view`, `own_order` (what this seat sealed last), `sealed` and `closes_at` (when the turn ends)
    with each turn. `pending` holds the commands without an answer, `refusals` the latest refused
    ones of this turn, at most one a kind. `hindsight` is there once the match is over.
    `tables` are public matches that wait for players, once asked for; a spectator has `watched`
    and `public` instead of `briefing` and `view`.
    """

    connection: Connection = Connection.CONNECTING
    retry_at: float | None = None
    lost: str = ""
    failure: Problem | None = None
    code: str = ""
    token: str = ""
    briefing: Briefing | None = None
    table: Table | None = None
    view: View | None = None
    own_order: Order | None = None
    sealed: bool = False
    closes_at: float | None = None
    hotlines: dict[str, Hotline] = field(default_factory=dict)
    pending: tuple[Command, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    hindsight: Hindsight | None = None
    tables: tuple[OpenTable, ...] | None = None
    watched: PublicBriefing | None = None
    public: PublicView | None = None

    @property
    def is_over(self) -> bool:
        """Whether the match has ended and the fog has lifted."""
        return self.hindsight is not None

    @property
    def is_lost(self) -> bool:
        """Whether a match goes on at a server that is out of reach."""
        goes_on = self.is_admitted and not self.is_over
        return goes_on and self.connection is not Connection.ONLINE

    @property
    def turn_is_open(self) -> bool:
        """Whether orders can be given now."""
        return self.view is not None and not self.is_over and self.view.turn <= self.view.turns

    @property
    def is_sealing(self) -> bool:
        """Whether orders for the open turn are on their way and not yet answered."""
        from dilemma.protocol.messages import SubmitOrders

        return self.view is not None and any(
            isinstance(command, SubmitOrders) and command.turn == self.view.turn
            for command in self.pending
        )

    @property
    def seat(self) -> str:
        """The player's own state; empty before it is seated."""
        return self.briefing.seat if self.briefing is not None else ""

    @property
    def about(self) -> Briefing | PublicBriefing | None:
        """What was told of the match: to a seat its briefing, to a spectator the public one."""
        return self.briefing or self.watched

    @property
    def is_admitted(self) -> bool:
        """Whether one sits in a match or watches one."""
        return self.about is not None

    @property
    def unread(self) -> int:
        """Messages not yet seen, on all hotlines together."""
        return sum(line.unread for line in self.hotlines.values())

    @property
    def unsealed(self) -> tuple[str, ...]:
        """States whose orders the turn still waits for, in scenario order."""
        if self.table is None:
            return ()
        sealed = self.table.sealed
        return tuple(state for state in self.names if state not in sealed)

    @property
    def told(self) -> Briefing | None:
        """The briefing in the language that the player reads."""
        if self.briefing is None:
            return None
        from dilemma_client.contents import briefing_told

        return briefing_told(self.briefing)

    @property
    def names(self) -> dict[str, str]:
        """What each state is called on screen, by its identifier, in scenario order."""
        told = self.told or self._told_to_all
        return {state.id: state.name for state in told.states} if told else {}

    @property
    def title(self) -> str:
        """What the match is called; empty before anything was told of it."""
        told = self.told or self._told_to_all
        return told.title if told else ""

    @property
    def summary(self) -> str:
        """What everybody was told of the match; empty before anything was."""
        told = self.told or self._told_to_all
        return told.summary if told else ""

    @property
    def _told_to_all(self) -> PublicBriefing | None:
        if self.watched is None:
            return None
        from dilemma_client.contents import briefing_told

        return briefing_told(self.watched)

    @property
    def last_turn(self) -> tuple[Occurrence, ...]:
        """What the seat learned had happened in the turn before the open one."""
        if self.view is None:
            return ()
        before = self.view.turn - 1
        return tuple(event for event in self.view.occurrences if event.turn == before)

    def seconds_left(self, now: float) -> float | None:
        """Seconds until the turn closes, never below 0; None when none is running."""
        return None if self.closes_at is None else max(0.0, self.closes_at - now)

    def retry_in(self, now: float) -> float | None:
        """Seconds until the next attempt to connect, never below 0; None when none is planned."""
        return None if self.retry_at is None else max(0.0, self.retry_at - now)

    def reports_on(self, identifier: str) -> tuple[Report, ...]:
        """The newest reports on one state, one for each source that made one."""
        if self.view is None:
            return ()
        about = [report for report in self.view.reports if report.about == identifier]
        newest = max((report.turn for report in about), default=0)
        return tuple(report for report in about if report.turn == newest)

    def hotline(self, partner: str) -> Hotline:
        """What was said with one partner; empty when nothing was."""
        return self.hotlines.get(partner) or Hotline(partner)

    def can_call(self, partner: str) -> bool:
        """Whether the hotline with a partner is in force, so that a message would get through."""
        from dilemma.vocabulary import Instrument

        page = self.view.other(partner) if self.view is not None else None
        return page is not None and Instrument.HOTLINE in page.in_force and not self.is_over

    def unsent(self, partner: str) -> tuple[Say, ...]:
        """Messages to a partner that the server has not yet answered, oldest first."""
        from dilemma.protocol.messages import Say

        return tuple(
            command
            for command in self.pending
            if isinstance(command, Say) and command.to == partner
        )
