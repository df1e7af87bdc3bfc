"""Buttons and check boxes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import (
    BODY,
    FINE,
    FINE_STRONG,
    HEADING,
    SMALL,
    SPACING,
    Colour,
    Ink,
    Style,
    Tone,
    mix,
)
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Control, Place, Size, Stroke
from dilemma_client.widgets.memory import Memory

ACTIVATORS = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)
"""Keys that press what has the focus."""


class Weight(Enum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    NORMAL = "normal"
    QUIET = "quiet"


class Button(Control):
    """Does something when pressed."""

    role: ClassVar[str] = "button"

    def __init__(
        self,
        key: str,
        label: str,
        on_press: Callable[[], None],
        *,
        icon: str = "",
        weight: Weight = Weight.NORMAL,
        shows_label: bool = True,
        style: Style | None = None,
        height: float = SPACING.control,
        why_not: str = "",
        hint: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(key, label, why_not=why_not, hint=hint, grow=grow)
        self.on_press = on_press
        self.icon = icon
        self.weight = weight
        self.shows_label = shows_label
        self.style = style or (HEADING if weight is Weight.PRIMARY else BODY)
        self.height = height

    def measure(self, look: Look, width: int) -> Size:
        wide = look.px(SPACING.normal) * 2
        if self.shows_label:
            wide += look.fonts.width(self.label, self.style)
        if self.icon:
            side = look.px(self.style.size + 3)
            wide += side + (look.px(SPACING.near) if self.shows_label else -look.px(8))
        return min(wide, width), look.px(self.height)

    def press(self, at: Place, memory: Memory) -> None:
        memory.pressed = self.key

    def release(self, at: Place, memory: Memory) -> None:
        if self.is_enabled and self.rect.collidepoint(at):
            self.on_press()

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        if stroke.key not in ACTIVATORS:
            return False
        if self.is_enabled:
            self.on_press()
        return True

    def draw(self, brush: Brush, memory: Memory) -> None:
        fill, edge, ink = self._colours(brush, memory)
        if fill is not None:
            brush.box(self.rect, fill, edge, brush.px(SPACING.radius))
        self._draw_inside(brush, ink)
        self.draw_focus(brush, memory)

    def _colours(self, brush: Brush, memory: Memory) -> tuple[Colour | None, Colour, Colour]:
        theme = brush.theme
        lifted = memory.hover == self.key
        if not self.is_enabled:
            return theme.raised, theme.border, theme.muted
        if self.weight is Weight.PRIMARY:
            fill = mix(theme.accent, theme.text, 0.18 if lifted else 0.0)
            return fill, fill, theme.on_accent
        if self.weight is Weight.QUIET:
            return (theme.raised if lifted else None), theme.edge, theme.text
        return (mix(theme.raised, theme.text, 0.08 if lifted else 0.0), theme.edge, theme.text)

    def _draw_inside(self, brush: Brush, ink: Colour) -> None:
        fonts = brush.look.fonts
        side = brush.px(self.style.size + 3) if self.icon else 0
        gap = brush.px(SPACING.near) if self.icon and self.shows_label else 0
        room = self.rect.width - side - gap - 2 * brush.px(SPACING.near)
        text = fonts.shorten(self.label, self.style, max(0, room)) if self.shows_label else ""
        width = side + gap + fonts.width(text, self.style) * bool(text)
        x = self.rect.centerx - width // 2
        if self.icon:
            brush.icon(self.icon, ink, (x + side / 2, self.rect.centery), side)
        if text:
            y = self.rect.centery - fonts.line_height(self.style) / 2
            brush.text(text, self.style, ink, (x + side + gap, y))


class Checkbox(Control):
    """Something that is so or not; `note` says beside it what it comes to."""

    role: ClassVar[str] = "checkbox"

    def __init__(
        self,
        key: str,
        label: str,
        is_on: bool,
        on_change: Callable[[bool], None],
        *,
        icon: str = "",
        note: str = "",
        note_ink: Ink = Tone.MUTED,
        why_not: str = "",
        hint: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(key, label, why_not=why_not, hint=hint, grow=grow)
        self.is_on = is_on
        self.on_change = on_change
        self.icon = icon
        self.note = note
        self.note_ink = note_ink

    @property
    def value(self) -> str:
        return (say("on") if self.is_on else say("off")) + (f", {self.note}" if self.note else "")

    def measure(self, look: Look, width: int) -> Size:
        wide = look.px(26) + look.fonts.width(self.label, SMALL) + look.px(20) * bool(self.icon)
        if self.note:
            wide += look.px(SPACING.near) + look.fonts.width(self.note, FINE_STRONG)
        return min(wide, width), look.px(24)

    def release(self, at: Place, memory: Memory) -> None:
        if self.is_enabled and self.rect.collidepoint(at):
            self.on_change(not self.is_on)

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        if stroke.key not in ACTIVATORS:
            return False
        if self.is_enabled:
            self.on_change(not self.is_on)
        return True

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        side = brush.px(16)
        tick = pygame.Rect(self.rect.x, self.rect.centery - side // 2, side, side)
        edge = theme.accent if self.is_on else theme.edge
        edge = theme.text if memory.hover == self.key else edge
        fill = theme.accent if self.is_on else theme.sunken
        brush.box(tick, fill, edge, brush.px(4))
        if self.is_on:
            brush.icon("check", theme.on_accent, tick.center, brush.px(13))
        x = tick.right + brush.px(5)
        ink = theme.text if self.is_enabled else theme.muted
        if self.icon:
            brush.icon(self.icon, theme.muted, (x + brush.px(8), self.rect.centery), brush.px(15))
            x += brush.px(20)
        note = brush.look.fonts.width(self.note, FINE_STRONG) + brush.px(5) if self.note else 0
        room = pygame.Rect(x, self.rect.y, self.rect.right - x - note, self.rect.height)
        fits = brush.look.fonts.width(self.label, SMALL) <= room.width
        brush.text_in(self.label, SMALL if fits else FINE, ink, room, 0.0)
        if self.note:
            brush.text_in(self.note, FINE_STRONG, theme.ink(self.note_ink), self.rect, 1.0)
        self.draw_focus(brush, memory)
