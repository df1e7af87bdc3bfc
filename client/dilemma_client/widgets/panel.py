"""Panels and cards: framed groups, the landmarks of a screen."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import SMALL, SPACING, STRONG, Ink, Tone
from dilemma_client.widgets.base import Size, Widget
from dilemma_client.widgets.boxes import Box, Column, Padded, Row
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.text import Icon, Line


class Panel(Box):
    """A framed group with a heading; `key` is where a shortcut finds it."""

    def __init__(
        self,
        key: str,
        title: str,
        inside: Widget,
        *,
        icon: str = "",
        note: str = "",
        note_ink: Ink = Tone.MUTED,
        grow: float = 0.0,
    ) -> None:
        self.heading = Row(
            [
                Icon(icon, 18, Tone.ACCENT) if icon else None,
                Line(title, STRONG, grow=1),
                Line(note, SMALL, note_ink) if note else None,
            ]
        )
        inside.grow = inside.grow or 1.0
        body = Column([self.heading, inside], gap=SPACING.near)
        super().__init__([Padded(body, SPACING.normal, SPACING.normal - 2)], grow=grow)
        self.key = key
        self.title = title

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        brush.box(self.rect, theme.panel, theme.border, brush.px(SPACING.radius + 2))
        super().draw(brush, memory)


class Card(Box):
    """A small framed group, with a stripe of colour at its left if it has one to show."""

    def __init__(
        self,
        inside: Widget,
        *,
        stripe: Ink | None = None,
        fill: Ink | None = None,
        across: float = SPACING.normal,
        along: float = SPACING.near,
        grow: float = 0.0,
    ) -> None:
        super().__init__([Padded(inside, across, along)], grow=grow)
        self.stripe = stripe
        self.fill = fill

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        fill = theme.raised if self.fill is None else theme.ink(self.fill)
        brush.box(self.rect, fill, theme.border, brush.px(SPACING.radius - 2))
        if self.stripe is not None:
            inset = brush.px(5)
            stripe = pygame.Rect(self.rect.x, self.rect.y + inset, brush.px(3), 0)
            stripe.height = self.rect.height - 2 * inset
            brush.fill(stripe, theme.ink(self.stripe))
        super().draw(brush, memory)
