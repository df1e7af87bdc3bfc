"""The view: all that one seat may know at the start of a turn."""

from __future__ import annotations

from msgspec import Struct

from dilemma.scenario import Dials, PowerShift
from dilemma.view.books import OtherState, OwnBooks
from dilemma.view.occurrences import Occurrence
from dilemma.view.reports import Report
from dilemma.vocabulary import Module


class View(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """All that one seat may know; complete in itself, so a reconnect needs only the latest.

    `others` are in scenario order without the seat; `reports` and `occurrences` are everything the
    seat was told since the match began, oldest first; `wars` are the pairs at war and `pacts` those
    under a defence pact, seen by all: an alliance that nobody knows of deters nobody.
    `mean_homeland` is the average economy at the start, by which an authority is measured.
    `power_shifts` are the announced ones, which all see coming.
    `turn` counts from 1; a view of turn `turns + 1` is the last, with no orders to give.
    """

    turn: int
    turns: int
    seat: str
    dials: Dials
    modules: tuple[Module, ...]
    power_shifts: tuple[PowerShift, ...]
    own: OwnBooks
    others: tuple[OtherState, ...]
    wars: tuple[tuple[str, str], ...]
    pacts: tuple[tuple[str, str], ...]
    mean_homeland: float
    reports: tuple[Report, ...]
    occurrences: tuple[Occurrence, ...]

    def other(self, identifier: str) -> OtherState | None:
        """The page of one other state, or None if there is no such state."""
        return next((page for page in self.others if page.id == identifier), None)
