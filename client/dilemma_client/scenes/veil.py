"""A veil: a sheet in the middle of the window, over a screen that has to wait."""

from __future__ import annotations

from dilemma_client.paint import Brush
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Centred
from dilemma_client.widgets.memory import Memory

STRENGTH = 0.66


class Veil(Centred):
    """A sheet of at most `width` logical units over everything else."""

    def __init__(self, sheet: Widget, width: float) -> None:
        super().__init__(sheet, width)

    def draw(self, brush: Brush, memory: Memory) -> None:
        brush.dim(self.rect, STRENGTH)
        super().draw(brush, memory)
