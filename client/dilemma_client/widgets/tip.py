"""Tips: a line beside the control that is looked at."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush
from dilemma_client.theme import SMALL

WIDEST = 300
"""Logical units before a tip is wrapped."""


def draw_tip(brush: Brush, text: str, about: pygame.Rect, window: pygame.Rect) -> None:
    """A small box below what it is about, or above where there is no room."""
    fonts = brush.look.fonts
    lines = fonts.wrap(text, SMALL, brush.px(WIDEST))
    height = fonts.line_height(SMALL)
    pad = brush.px(8)
    width = max(fonts.width(line, SMALL) for line in lines) + 2 * pad
    box = pygame.Rect(about.x, about.bottom + brush.px(6), width, height * len(lines) + 2 * pad)
    if box.bottom > window.bottom:
        box.bottom = about.top - brush.px(6)
    box.clamp_ip(window.inflate(-brush.px(8), -brush.px(8)))
    brush.box(box, brush.theme.raised, brush.theme.border_strong, brush.px(6))
    for place, line in enumerate(lines):
        at = (box.x + pad, box.y + pad + place * height)
        brush.text(line, SMALL, brush.theme.text, at)
