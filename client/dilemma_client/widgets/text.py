"""Words, signs and lines that are only looked at."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import BODY, CAPTION, SMALL, Ink, Style, Tone
from dilemma_client.widgets.base import Node, Size, Widget
from dilemma_client.widgets.boxes import Align, Row
from dilemma_client.widgets.memory import Memory


class Words(Widget):
    """Something to read."""

    role: ClassVar[str] = "text"

    def __init__(
        self,
        text: str,
        style: Style = BODY,
        ink: Ink = Tone.TEXT,
        *,
        align: Align = Align.START,
        grow: float = 0.0,
    ) -> None:
        super().__init__(grow=grow)
        self.text = text
        self.style = style
        self.ink = ink
        self.align = align

    def node(self, memory: Memory) -> Node | None:
        return Node(self.role, self.text, "", "", "", self.rect, False)


class Text(Words):
    """Words, wrapped to the room there is."""

    def measure(self, look: Look, width: int) -> Size:
        wide = look.fonts.width(self.text, self.style) if "\n" not in self.text else width + 1
        if wide <= width:
            return wide, look.fonts.line_height(self.style)
        lines = look.fonts.wrap(self.text, self.style, max(1, width))
        wide = max(look.fonts.width(line, self.style) for line in lines)
        return min(wide, width), look.fonts.line_height(self.style) * len(lines)

    def draw(self, brush: Brush, memory: Memory) -> None:
        fonts, y = brush.look.fonts, self.rect.y
        colour = brush.theme.ink(self.ink)
        share = max(0.0, self.align.value)
        for line in fonts.wrap(self.text, self.style, max(1, self.rect.width)):
            brush.text(line, self.style, colour, (self.rect.x + share * self.rect.width, y), share)
            y += fonts.line_height(self.style)


class Line(Words):
    """Words on one line, shortened with an ellipsis where room is short."""

    def measure(self, look: Look, width: int) -> Size:
        wide, high = look.fonts.size(self.text, self.style)
        return min(wide, width), high

    def draw(self, brush: Brush, memory: Memory) -> None:
        share = max(0.0, self.align.value)
        brush.text_in(self.text, self.style, brush.theme.ink(self.ink), self.rect, share)


class Icon(Widget):
    """A sign beside words."""

    def __init__(self, name: str, size: float = 18, ink: Ink = Tone.MUTED) -> None:
        super().__init__()
        self.name = name
        self.side = size
        self.ink = ink

    def measure(self, look: Look, width: int) -> Size:
        return look.px(self.side), look.px(self.side)

    def draw(self, brush: Brush, memory: Memory) -> None:
        side = brush.px(self.side)
        brush.icon(self.name, brush.theme.ink(self.ink), self.rect.center, side)


class Badge(Widget):
    """A state's sign: its first letter on its colour."""

    def __init__(self, letter: str, fill: Ink, size: float = 22, ink: Ink = Tone.TEXT) -> None:
        super().__init__()
        self.letter = letter
        self.fill = fill
        self.side = size
        self.ink = ink

    def measure(self, look: Look, width: int) -> Size:
        return look.px(self.side), look.px(self.side)

    def draw(self, brush: Brush, memory: Memory) -> None:
        side = brush.px(self.side)
        place = pygame.Rect(0, 0, side, side)
        place.center = self.rect.center
        brush.box(place, brush.theme.ink(self.fill), radius=brush.px(self.side / 5))
        style = Style(max(9, round(self.side * 0.58)), bold=True)
        brush.text_in(self.letter, style, brush.theme.ink(self.ink), place)


def caption(text: str, note: str = "", ink: Ink = Tone.MUTED, note_ink: Ink = Tone.TEXT) -> Row:
    """The heading of a group, with a note at its right end."""
    return Row(
        [Line(text, CAPTION, ink, grow=1), Line(note, SMALL, note_ink) if note else None], gap=6
    )


def reason(text: str, ink: Ink = Tone.CAUTION) -> Row:
    """A line that says why something is not allowed, or warns."""
    return Row([Icon("warning", 14, ink), Text(text, SMALL, ink, grow=1)], gap=6)
