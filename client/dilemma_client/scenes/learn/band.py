"""The band: what the coach says, below the screen, and a ring around what it is about.

It takes room of its own, so that it hides nothing and can be left standing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.learn.doing import Doing
from dilemma_client.scenes.learn.step import Step
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.transitions import Place
from dilemma_client.theme import BODY, SMALL, SPACING, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Node, Size, Widget
from dilemma_client.widgets.boxes import Box, Column, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Text, caption

ROOMY = 900
"""Logical units of width from which the band has large words and names on its buttons."""


class Ways:
    """What the buttons of the band do."""

    def __init__(self, go_on: Callable[[], None], end: Callable[[], None]) -> None:
        self.next = go_on
        self.end = end


class Band(Box):
    """What the coach says now, as one thing that is read out, and what can be done about it."""

    role: ClassVar[str] = "coach"

    def __init__(self, inside: Widget, title: str, words: str) -> None:
        super().__init__([inside])
        self.title = title
        self.words = words

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)

    def node(self, memory: Memory) -> Node:
        return Node(self.role, self.title, self.words, "", "", self.rect, False)


def band_for(
    step: Step | None,
    number: str,
    names: dict[str, str],
    doing: Doing,
    moment: Moment,
    ways: Ways,
) -> Band:
    """The band of a step; without one it says how the lesson goes on."""
    title = say(step.title, **names) if step else say("Lesson")
    words = say(step.told(doing), **names) if step else _onward(doing)
    roomy = moment.width >= ROOMY
    said = Column(
        [
            caption(title, number, Tone.ACCENT, Tone.MUTED),
            Text(words, BODY if roomy else SMALL),
        ],
        gap=2,
        grow=1,
    )
    buttons = _buttons(step, ways, roomy) if step else []
    row = Row([Icon("learn", 26, Tone.ACCENT), said, *buttons], gap=12)
    return Band(Card(row, stripe=Tone.ACCENT, across=14, along=8 if roomy else 5), title, words)


def _onward(doing: Doing) -> str:
    """What has to happen before there is more to tell."""
    view = doing.model.view
    is_last = view is not None and view.turn >= view.turns
    if doing.place is Place.BRIEFING:
        return say("The lesson goes on in the first turn.")
    if doing.has_sealed and is_last:
        return say("That was the last turn. As soon as it closes, the fog lifts.")
    if doing.has_sealed:
        return say("The lesson goes on with the next turn.")
    if is_last:
        return say("This is the last turn. Seal your orders, and the fog lifts.")
    return say("Seal your orders, and the lesson goes on with the next turn.")


def _buttons(step: Step, ways: Ways, roomy: bool) -> list[Widget]:
    """On, and out of the lesson."""
    is_reading = step.done is None
    go_on = Button(
        "coach.next",
        say("Next") if is_reading else say("Skip"),
        ways.next,
        icon="right",
        weight=Weight.PRIMARY if is_reading else Weight.NORMAL,
        shows_label=roomy,
        style=BODY,
        hint=say("The next step (F8).") if is_reading else say("Go on without doing it."),
    )
    end = Button(
        "coach.end",
        say("End the lesson"),
        ways.end,
        icon="cross",
        weight=Weight.QUIET,
        shows_label=False,
        hint=say("End the lesson, and play on without it."),
    )
    return [go_on, end]


def room_of(band: Band, moment: Moment) -> int:
    """Pixels of the window's height that a band takes from the screen above it."""
    gap = moment.look.px(SPACING.near)
    return band.size(moment.look, moment.window.width - 2 * gap)[1] + gap


class Coached(Box):
    """A screen with the band below it, and a ring around what the step is about."""

    def __init__(self, screen: Widget, band: Band, at: str) -> None:
        super().__init__([screen, band])
        self.at = at

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        screen, band = self.inside
        gap = look.px(SPACING.near)
        height = band.size(look, rect.width - 2 * gap)[1]
        top = rect.bottom - height - gap
        screen.arrange(look, pygame.Rect(rect.x, rect.y, rect.width, max(1, top - rect.y)))
        band.arrange(look, pygame.Rect(rect.x + gap, top, rect.width - 2 * gap, height))

    def draw(self, brush: Brush, memory: Memory) -> None:
        screen, band = self.inside
        screen.draw(brush, memory)
        ground = self.rect.copy()
        ground.y, ground.height = screen.rect.bottom, self.rect.bottom - screen.rect.bottom
        brush.fill(ground, brush.theme.backdrop)
        band.draw(brush, memory)
        sight = sight_of(screen, self.at)
        if sight is not None:
            gap = brush.px(6)
            around = sight.inflate(2 * gap, 2 * gap).clip(self.rect)
            brush.ring(around, brush.theme.accent, brush.px(10), max(3, brush.px(3)))


def sight_of(screen: Widget, key: str) -> pygame.Rect | None:
    """What can be seen of a control or panel; None where it is not on the screen."""
    ahead = [(screen, screen.rect)]
    while ahead:
        widget, clip = ahead.pop()
        if key and getattr(widget, "key", "") == key:
            seen = widget.rect.clip(clip)
            return seen if seen.width and seen.height else None
        inner = clip.clip(widget.rect) if isinstance(widget, Scroll) else clip
        ahead.extend((child, inner) for child in widget.children())
    return None
