"""Widgets: what a screen is made of. A tree of them is built, laid out, drawn, and thrown away.

Layout is computed in pixels from logical units: a widget says what size it wants for a given
width, and is then given its place. Controls have a role, a label and a value, which tests and
screen readers go by, and a key, by which focus finds them again in the next tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import pygame
from msgspec import Struct

from dilemma_client.paint import Brush, Look
from dilemma_client.widgets.memory import Memory

Size = tuple[int, int]
Place = tuple[int, int]


def stroke_of(event: pygame.event.Event) -> Stroke:
    """The key of an event, with the modifiers that matter."""
    control = bool(event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META))
    return Stroke(event.key, bool(event.mod & pygame.KMOD_SHIFT), control)


class Node(Struct, frozen=True):
    """What a test or a screen reader is told of a control."""

    role: str
    label: str
    value: str
    why_not: str
    key: str
    rect: pygame.Rect
    is_focused: bool


class Widget:
    """Anything with a place on screen; `grow` is its share of the room that is left over."""

    role: ClassVar[str] = ""

    def __init__(self, *, grow: float = 0.0) -> None:
        self.grow = grow
        self.rect = pygame.Rect(0, 0, 0, 0)
        self._wanted: dict[int, Size] = {}

    def children(self) -> Sequence[Widget]:
        """The widgets inside this one, in reading order."""
        return ()

    def size(self, look: Look, width: int) -> Size:
        """The size wanted in pixels when `width` pixels are there."""
        wanted = self._wanted.get(width)
        if wanted is None:
            wanted = self._wanted[width] = self.measure(look, width)
        return wanted

    def measure(self, look: Look, width: int) -> Size:
        """Compute what `size` keeps."""
        raise NotImplementedError

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        """Take a place, and give every child its own."""
        self.rect = rect

    def draw(self, brush: Brush, memory: Memory) -> None:
        """Draw this widget and those inside it that are in sight."""
        sight = brush.surface.get_clip()
        for child in self.children():
            if sight.colliderect(child.rect):
                child.draw(brush, memory)

    def walk(self) -> Iterator[Widget]:
        """This widget and all inside it, in reading order."""
        ahead: list[Widget] = [self]
        while ahead:
            widget = ahead.pop()
            yield widget
            ahead.extend(reversed(widget.children()))

    def node(self, memory: Memory) -> Node | None:
        """What it is, for tests and screen readers; None for what is only there to look at."""
        return None


class Figure(Widget):
    """Something only looked at that says something: a label, and a value in words."""

    def __init__(self, label: str, value: str, *, grow: float = 0.0) -> None:
        super().__init__(grow=grow)
        self.label = label
        self.value = value

    def node(self, memory: Memory) -> Node:
        return Node(self.role, self.label, self.value, "", "", self.rect, False)


class Stroke(Struct, frozen=True):
    """A key that was pressed: its pygame code and the modifiers that matter."""

    key: int
    shift: bool = False
    control: bool = False


class Control(Widget):
    """A widget that can be used; `why_not` says in one line why not now, `hint` what it does."""

    edits_text: ClassVar[bool] = False

    def __init__(
        self, key: str, label: str, *, why_not: str = "", hint: str = "", grow: float = 0.0
    ) -> None:
        super().__init__(grow=grow)
        self.key = key
        self.label = label
        self.why_not = why_not
        self.hint = hint

    @property
    def value(self) -> str:
        """What it is set to, in words."""
        return ""

    @property
    def takes_focus(self) -> bool:
        """Whether the keyboard stops here; also where it cannot be used now, to learn why."""
        return True

    @property
    def is_enabled(self) -> bool:
        """Whether it can be used now."""
        return not self.why_not

    @property
    def tip(self) -> str:
        """What to say about it while it is looked at."""
        return self.why_not or self.hint

    @property
    def tip_rect(self) -> pygame.Rect:
        """What the tip is about, and must not cover."""
        return self.rect

    def node(self, memory: Memory) -> Node:
        focused = memory.focus == self.key
        return Node(self.role, self.label, self.value, self.why_not, self.key, self.rect, focused)

    def point(self, at: Place) -> bool:
        """The pointer is here; whether it matters where."""
        return False

    def press(self, at: Place, memory: Memory) -> None:
        """The pointer went down here."""

    def drag(self, at: Place, memory: Memory) -> None:
        """The pointer moved while down."""

    def release(self, at: Place, memory: Memory) -> None:
        """The pointer came up; outside the rect it means: never mind."""

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        """A key was pressed while this had the focus; whether it was of use."""
        return False

    def write(self, text: str, memory: Memory) -> None:
        """Text was typed while this had the focus."""

    def draw_focus(self, brush: Brush, memory: Memory) -> None:
        """The ring around what the keyboard works on."""
        if memory.focus == self.key:
            gap, radius = brush.px(3), brush.px(8)
            around = self.rect.inflate(2 * gap, 2 * gap)
            brush.ring(around, brush.theme.focus, radius, max(2, brush.px(2)))


class Covering(Control):
    """A control that, while open, lays something over everything else."""

    def cover(self, look: Look, window: pygame.Rect, memory: Memory) -> pygame.Rect:
        """Where it lies while open."""
        raise NotImplementedError

    def draw_cover(self, brush: Brush, cover: pygame.Rect, memory: Memory) -> None:
        """Draw what lies over everything else."""
        raise NotImplementedError

    def press_cover(self, at: Place, cover: pygame.Rect, memory: Memory) -> None:
        """The pointer went down on what lies over everything else."""
        raise NotImplementedError
