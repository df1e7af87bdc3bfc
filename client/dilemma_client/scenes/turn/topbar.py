"""The top bar: which turn, how long still, how tense, and who has sealed."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.charts.bands import Meter
from dilemma_client.model import Model
from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.scene import SHORT_TIME, Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.theme import CAPTION, SMALL, SPACING, STRONG, Ink, Tone
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Figure, Size, Widget
from dilemma_client.widgets.boxes import Box, Fitting, Fixed, Padded, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.progress import Dots
from dilemma_client.widgets.text import Icon, Line
from dilemma_client.words.durations import clock_words
from dilemma_client.words.naming import initials
from dilemma_client.words.terms import tension_word

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
        (20, Line(say("Security Dilemma"), STRONG)),
        (10, Line(model.title, SMALL, Tone.MUTED)),
        (None, Space(grow=0.4)),
        *turn_parts(model),
        (None, Space(grow=0.4)),
        *clock_parts(moment),
        (None, Space(grow=0.4)),
        *_tension(model),
        (None, Space(grow=0.4)),
        (None, Seals(model, desk.liveries)),
        (15, Line(model.code, SMALL, Tone.MUTED)),
        (None, guide),
        (None, settings),
        (None, leave),
    ]
    return Bar(Padded(Fitting(parts, gap=10), SPACING.normal, 4))


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
        (46, Line(say("Turn"), CAPTION, Tone.MUTED)),
        (30, Dots(say("Turn"), now, view.turns)),
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
        (35, Line(say("Sealed") if moment.model.sealed else say("Orders"), CAPTION, Tone.MUTED)),
        (None, Fixed(Line(words, STRONG, ink), width=44 if len(words) < 6 else 66)),
    ]


def _tension(model: Model) -> list[tuple[int | None, Widget]]:
    """The seat's own tension, where it is highest."""
    view = model.view
    if view is None or not view.others:
        return []
    page = max(view.others, key=lambda page: page.tension)
    level = f"{shown(page.tension * 100, '.0f')} {tension_word(page.tension)}"
    name = say("with {name}", name=model.names.get(page.id, page.id))
    ink = tension_ink(page.tension)
    return [
        (48, Line(say("Tension"), CAPTION, Tone.MUTED)),
        (32, Meter(say("Tension"), page.tension, f"{level} {name}", ink=ink, width=110)),
        (50, Line(level, SMALL)),
        (28, Line(name, SMALL)),
    ]


def tension_ink(tension: float) -> Ink:
    """The colour of a tension; its word says the same."""
    if tension < 0.35:
        return Tone.GOOD
    return Tone.CAUTION if tension < 0.55 else Tone.DANGER


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
        self.seat = model.seat
        words = ", ".join(f"{name} {self._standing(state)}" for state, name in self.names.items())
        super().__init__(say("Sealed"), words)

    def _standing(self, state: str) -> str:
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
            ink = livery.ink if sealed or state in self.present else theme.muted
            brush.box(box, ink if sealed else theme.panel, ink, brush.px(5), brush.px(2))
            if sealed:
                brush.icon("check", theme.shade, box.center, brush.px(17))
            else:
                style = STRONG if state == self.seat else SMALL
                here = state in self.present
                brush.text_in(self.signs[state] if here else "–", style, ink, box)
            x += brush.px(26)
