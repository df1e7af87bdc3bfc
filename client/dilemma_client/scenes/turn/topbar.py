"""The top bar: which turn, how long still, how tense, and who has sealed."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.charts.bands import Meter
from dilemma_client.model import Model
from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.scene import SHORT_TIME, Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.fear import fear_of, most_feared, what_fear_is, whose_fear
from dilemma_client.theme import CAPTION, SMALL, SPACING, STRONG, Ink, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Figure, Size, Widget
from dilemma_client.widgets.boxes import Box, Fitting, Fixed, Padded, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.explained import Explained
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.progress import Dots
from dilemma_client.widgets.text import Icon, Line
from dilemma_client.words.durations import clock_words
from dilemma_client.words.naming import initials

HEIGHT = 44


def top_bar(desk: Desk, moment: Moment) -> Widget:
    """One line over the whole window; where room is short it leaves out what matters least."""
    model = moment.model
    leave = Button(
        "leave",
        say("Leave"),
        lambda: desk.think_of_leaving(True),
        icon="leave",
        weight=Weight.QUIET,
        shows_label=False,
        hint=say("Leave the match (Esc)"),
    )
    guide = Button(
        "guide",
        say("What the words mean"),
        lambda: desk.read_guide(True),
        icon="question",
        weight=Weight.QUIET,
        shows_label=False,
        hint=say("What the words mean (F1)"),
    )
    settings = Button(
        "settings",
        say("Settings"),
        desk.open_settings,
        icon="settings",
        weight=Weight.QUIET,
        shows_label=False,
        hint=say("Settings (F10); the match goes on"),
    )
    parts: list[tuple[int | None, Widget]] = [
        (10, Line(say("Security Dilemma"), STRONG)),
        (5, Line(model.title, SMALL, Tone.MUTED)),
        (None, Space(grow=0.4)),
        *turn_parts(model),
        (None, Space(grow=0.4)),
        *clock_parts(moment),
        (None, Space(grow=0.4)),
        *_fear(model),
        (None, Space(grow=0.4)),
        (None, seals(model, desk.liveries)),
        (29, Line(model.code, SMALL, Tone.MUTED)),
        (None, guide),
        (None, settings),
        (None, leave),
    ]
    return Bar(Padded(Fitting(parts, gap=8), SPACING.normal, 4))


class Bar(Box):
    """The band that the top bar lies on."""

    def __init__(self, inside: Widget) -> None:
        super().__init__([inside])

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(HEIGHT)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)

    def draw(self, brush: Brush, memory: Memory) -> None:
        brush.fill(self.rect, brush.theme.panel)
        low = pygame.Rect(self.rect.x, self.rect.bottom - 1, self.rect.width, 1)
        brush.fill(low, brush.theme.border)
        super().draw(brush, memory)


def turn_parts(model: Model) -> list[tuple[int | None, Widget]]:
    """Which turn of how many is played."""
    view = model.view or model.public
    if view is None:
        return []
    now = min(view.turn, view.turns)
    return [
        (52, Line(say("Turn"), CAPTION, Tone.MUTED)),
        (20, Dots(say("Turn"), now, view.turns)),
        (None, Line(f"{now}/{view.turns}", STRONG)),
    ]


def clock_parts(moment: Moment) -> list[tuple[int | None, Widget]]:
    """How long the turn is open still."""
    left = moment.left
    ink: Ink = Tone.CAUTION
    if left is not None and left > SHORT_TIME:
        ink = Tone.TEXT
    words = clock_words(left)
    return [
        (None, Icon("clock", 18, Tone.CAUTION)),
        (51, Line(say("Sealed") if moment.model.sealed else say("Orders"), CAPTION, Tone.MUTED)),
        (None, Fixed(Line(words, STRONG, ink), width=44 if len(words) < 6 else 66)),
    ]


def _fear(model: Model) -> list[tuple[int | None, Widget]]:
    """The seat's own fear of the state that matters most."""
    view = model.view
    if view is None or not view.others:
        return []
    page = most_feared(view)
    fear, whose = fear_of(page), whose_fear(model.names.get(page.id, page.id))
    told = f"{whose}: {fear.words}. {what_fear_is()}"
    return [
        (None, Explained("fear.sign", told, Icon("warning", 18, fear.ink))),
        (40, Explained("fear.whose", told, Line(whose, SMALL, Tone.MUTED))),
        (
            28,
            Explained(
                "fear.meter", told, Meter(whose, fear.share, fear.words, ink=fear.ink, width=110)
            ),
        ),
        (54, Explained("fear.level", told, Line(fear.words, SMALL))),
    ]


def seals(model: Model, liveries: dict[str, int]) -> Widget:
    """The boxes of all states, and what they say."""
    boxes = Seals(model, liveries)
    hint = say(
        "Who has sealed: a tick for who has, a letter for who still writes, a broken line for "
        "who is away. Where the table has it so, a bot plays for who stays away. Now: {states}.",
        states=boxes.value,
    )
    return Explained("seals", hint, boxes)


class Seals(Figure):
    """A box for each state: ticked when it has sealed, hollow while the turn waits for it."""

    role: ClassVar[str] = "seals"

    def __init__(self, model: Model, liveries: dict[str, int]) -> None:
        self.names = model.names
        self.signs = initials(model.names)
        self.liveries = liveries
        table = model.table
        self.sealed = set(table.sealed) if table else set()
        if model.sealed:
            self.sealed.add(model.seat)
        else:
            self.sealed.discard(model.seat)
        self.present = set(table.present) if table else set()
        self.covered = set(table.covered) if table else set()
        self.seat = model.seat
        words = ", ".join(f"{name} {self._standing(state)}" for state, name in self.names.items())
        super().__init__(say("Sealed"), words)

    def _standing(self, state: str) -> str:
        if state in self.covered:
            return say("away, a bot plays")
        if state in self.sealed:
            return say("sealed")
        return say("open") if state in self.present else say("away")

    def measure(self, look: Look, width: int) -> Size:
        return look.px(26) * len(self.names) - look.px(4), look.px(22)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme, x = brush.theme, self.rect.x
        for state in self.names:
            livery = brush.look.livery(self.liveries.get(state, 0))
            box = pygame.Rect(x, self.rect.centery - brush.px(11), brush.px(22), brush.px(22))
            sealed = state in self.sealed
            here = state in self.present
            ink = livery.ink if here or (sealed and state not in self.covered) else theme.muted
            brush.box(box, ink if sealed else theme.panel, ink, brush.px(5), brush.px(2))
            if sealed:
                brush.icon("check", theme.shade, box.center, brush.px(17))
            elif here:
                style = STRONG if state == self.seat else SMALL
                brush.text_in(self.signs[state], style, ink, box)
            else:
                brush.icon("lost", theme.ink(Tone.CAUTION), box.center, brush.px(15))
            x += brush.px(26)
