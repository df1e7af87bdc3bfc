"""The report: what happened last turn, over the map, in motion or as a list that keeps still."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.atlas.deeds import draw_deed
from dilemma_client.atlas.view import MapView
from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.reel import Reel
from dilemma_client.theme import CAPTION, FINE, SMALL, SMALL_STRONG, SPACING, Tone
from dilemma_client.tongue import count, say
from dilemma_client.widgets.base import Figure, Size, Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Text, caption

LISTED, LISTED_WHERE_LOW = 6, 2
"""Things in the list that keeps still, where the window is high and where it is low."""

LOW = 560
"""Logical units of height below which a window is low."""


def report_over(view: MapView, reel: Reel, moment: Moment) -> Widget | None:
    """The report on the map; nothing once it is over."""
    if reel.is_over(moment.now) or reel.waits or moment.model.view is None:
        return None
    title = say("What happened in turn {turn}", turn=moment.model.view.turn - 1)
    if moment.look.motion:
        return MovingReport(title, view, reel)
    return _still_report(title, reel, LISTED if moment.height >= LOW else LISTED_WHERE_LOW)


def _still_report(title: str, reel: Reel, most: int) -> Widget:
    rows: list[Widget] = [
        Row(
            [
                Icon(deed.telling.icon, 15, deed.telling.tone),
                Text(deed.telling.text, SMALL, deed.telling.tone, grow=1),
            ],
            gap=7,
            align=Align.START,
        )
        for deed in reel.deeds[:most]
    ]
    left = len(reel.deeds) - most
    if left > 0:
        words = count("{n} more in Events (F4).", "{n} more in Events (F4).", left)
        rows.append(Text(words, SMALL, Tone.MUTED))
    rows.append(Text(say("Any key or click goes on."), FINE, Tone.MUTED))
    return Card(Column([caption(title), *rows], gap=4), across=12, along=8)


class MovingReport(Figure):
    """One thing after the other: its sign moves over the map, its sentence stands below."""

    role: ClassVar[str] = "report"

    def __init__(self, title: str, view: MapView, reel: Reel) -> None:
        super().__init__(title, " ".join(deed.telling.text for deed in reel.deeds))
        self.view = view
        self.reel = reel

    def measure(self, look: Look, width: int) -> Size:
        """As high as the longest sentence needs, so that nothing jumps."""
        room = max(1, width - look.px(66))
        lines = max(len(look.fonts.wrap(d.telling.text, SMALL, room)) for d in self.reel.deeds)
        high = look.fonts.line_height(CAPTION) + lines * look.fonts.line_height(SMALL)
        return width, high + look.px(24)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.reel.area = self.view.rect.union(rect)

    def draw(self, brush: Brush, memory: Memory) -> None:
        place, share = self.reel.at(brush.now)
        deed = self.reel.deeds[place]
        with brush.clipped(self.view.rect):
            draw_deed(brush, self.view.drawn, self.view.place, deed, share)
        self._draw_words(brush, place)

    def _draw_words(self, brush: Brush, place: int) -> None:
        theme, fonts = brush.theme, brush.look.fonts
        telling = self.reel.deeds[place].telling
        ink = theme.ink(telling.tone)
        brush.box(self.rect, theme.panel, theme.border_strong, brush.px(SPACING.radius))
        x, y = self.rect.x + brush.px(46), self.rect.y + brush.px(8)
        brush.icon(telling.icon, ink, (self.rect.x + brush.px(24), self.rect.centery), brush.px(22))
        right = self.rect.right - brush.px(12)
        brush.text(self.label, CAPTION, theme.muted, (x, y))
        number = f"{place + 1}/{len(self.reel.deeds)}"
        brush.text(number, SMALL_STRONG, theme.muted, (right, y), 1.0)
        y += fonts.line_height(CAPTION) + brush.px(2)
        for line in fonts.wrap(telling.text, SMALL, max(1, self.rect.width - brush.px(66))):
            brush.text(line, SMALL, ink, (x, y))
            y += fonts.line_height(SMALL)
        skip = say("Any key goes on")
        wide = fonts.width(skip, FINE)
        if fonts.width(self.label, CAPTION) + wide + brush.px(120) < self.rect.width:
            at = (right - brush.px(34), self.rect.y + brush.px(8))
            brush.text(skip, FINE, theme.muted, at, 1.0)
