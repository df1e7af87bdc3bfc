"""Tips: a line beside the control that is looked at."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush
from dilemma_client.theme import SMALL

WIDEST = 300
"""Logical units before a tip is wrapped."""


def draw_tip(brush: Brush, text: str, about: pygame.Rect, window: pygame.Rect) -> None:
    """A small box beside what it is about."""
    fonts = brush.look.fonts
    lines = fonts.wrap(text, SMALL, brush.px(WIDEST))
    height = fonts.line_height(SMALL)
    pad = brush.px(8)
    width = max(fonts.width(line, SMALL) for line in lines) + 2 * pad
    size = (width, height * len(lines) + 2 * pad)
    box = _beside(pygame.Rect((0, 0), size), about, window, brush.px(10))
    brush.box(box, brush.theme.raised, brush.theme.border_strong, brush.px(6))
    for place, line in enumerate(lines):
        at = (box.x + pad, box.y + pad + place * height)
        brush.text(line, SMALL, brush.theme.text, at)


def _beside(box: pygame.Rect, about: pygame.Rect, window: pygame.Rect, gap: int) -> pygame.Rect:
    """Towards the middle of the window, so that it hides nothing of the column it is about."""
    third = window.width // 3
    if about.left > window.left + 2 * third - gap:
        box.topright = (about.left - gap, about.top)
    elif about.right < window.left + third + gap:
        box.topleft = (about.right + gap, about.top)
    elif about.bottom + gap + box.height <= window.bottom:
        box.midtop = (about.centerx, about.bottom + gap)
    else:
        box.midbottom = (about.centerx, about.top - gap)
    return box.clamp(window.inflate(-gap, -gap))
