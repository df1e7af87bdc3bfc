"""The scrub: where in a match the reader of its debrief is."""

from __future__ import annotations

from dataclasses import dataclass, field

from dilemma_client.theme import Ink, livery_ink


@dataclass
class Scrub:
    """Which turn, which state and which of its stocks is looked at; no line is all its forces."""

    turn: int = 1
    state: str = ""
    line: str = ""
    names: dict[str, str] = field(default_factory=dict)
    liveries: dict[str, int] = field(default_factory=dict)

    def to(self, turn: float) -> None:
        """Go to a turn."""
        self.turn = round(turn)

    def look_at(self, state: str) -> None:
        """Look at a state."""
        self.state = state

    def measure(self, line: str) -> None:
        """Look at a stock, by its line of the budget."""
        self.line = line


def ink_of(scrub: Scrub, state: str) -> Ink:
    """The colour in which a state watches."""
    return livery_ink(scrub.liveries.get(state, 0))
