"""The ground that a chart is drawn on, and the stroke at the turn that is looked at."""

from __future__ import annotations

import pygame

from dilemma_client.paint.brush import Brush


def ground(brush: Brush, rect: pygame.Rect) -> pygame.Rect:
    """Draw the ground of a chart; the area of its curves."""
    brush.box(rect, brush.theme.sunken, brush.theme.border, brush.px(4))
    return rect.inflate(-brush.px(12), -brush.px(12))


def stroke_at(brush: Brush, rect: pygame.Rect, x: int) -> None:
    """Mark the turn that is looked at, from top to bottom."""
    brush.fill(pygame.Rect(x, rect.y + 1, 1, rect.height - 2), brush.theme.text)
