"""Boxes: widgets whose only work is to place others."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import pygame

from dilemma_client.paint import Look
from dilemma_client.theme import SPACING
from dilemma_client.widgets.base import Size, Widget


class Align(Enum):
    """Where a child lies across the direction of its row or column."""

    START = 0.0
    CENTRE = 0.5
    END = 1.0
    STRETCH = -1.0


class Box(Widget):
    """A widget with others inside."""

    def __init__(self, inside: Sequence[Widget | None], *, grow: float = 0.0) -> None:
        super().__init__(grow=grow)
        self.inside = [child for child in inside if child is not None]

    def children(self) -> Sequence[Widget]:
        return self.inside


class Row(Box):
    """Children side by side; those that grow share what the others leave."""

    def __init__(
        self,
        inside: Sequence[Widget | None],
        *,
        gap: float = SPACING.near,
        align: Align = Align.CENTRE,
        grow: float = 0.0,
    ) -> None:
        super().__init__(inside, grow=grow)
        self.gap = gap
        self.align = align
        self._shared: dict[int, list[int]] = {}

    def _widths(self, look: Look, width: int) -> list[int]:
        """How wide each child is when `width` pixels are there."""
        widths = self._shared.get(width)
        if widths is None:
            widths = self._shared[width] = self._share(look, width)
        return widths

    def _share(self, look: Look, width: int) -> list[int]:
        left = width - look.px(self.gap) * max(0, len(self.inside) - 1)
        shares = sum(child.grow for child in self.inside)
        fixed = {
            place: min(child.size(look, max(0, left))[0], max(0, left))
            for place, child in enumerate(self.inside)
            if not child.grow
        }
        left = max(0, left - sum(fixed.values()))
        widths = []
        for place, child in enumerate(self.inside):
            if child.grow:
                part = round(left * child.grow / shares)
                left, shares = left - part, shares - child.grow
                widths.append(part)
            else:
                widths.append(fixed[place])
        return widths

    def measure(self, look: Look, width: int) -> Size:
        widths = self._widths(look, width)
        sizes = [child.size(look, w) for child, w in zip(self.inside, widths, strict=True)]
        height = max((size[1] for size in sizes), default=0)
        if any(child.grow for child in self.inside):
            return width, height
        gaps = look.px(self.gap) * max(0, len(self.inside) - 1)
        return sum(size[0] for size in sizes) + gaps, height

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        x = rect.x
        for child, width in zip(self.inside, self._widths(look, rect.width), strict=True):
            height = child.size(look, width)[1]
            if self.align is Align.STRETCH:
                child.arrange(look, pygame.Rect(x, rect.y, width, rect.height))
            else:
                y = rect.y + round((rect.height - height) * self.align.value)
                child.arrange(look, pygame.Rect(x, y, width, height))
            x += width + look.px(self.gap)


class Fitting(Row):
    """A row that leaves out what matters least until the rest fits; never a control.

    `parts` are pairs of how much a child matters and the child; None is always kept.
    """

    def __init__(
        self, parts: Sequence[tuple[int | None, Widget]], *, gap: float = SPACING.near
    ) -> None:
        self.parts = list(parts)
        super().__init__([child for _, child in parts], gap=gap)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        kept = self.parts
        while self._needs(look, kept, rect.width) > rect.width:
            spare = [worth for worth, _ in kept if worth is not None]
            if not spare:
                break
            kept = [part for part in kept if part[0] is None or part[0] > min(spare)]
        self.inside = [child for _, child in kept]
        self._shared.clear()
        super().arrange(look, rect)

    def _needs(self, look: Look, parts: Sequence[tuple[int | None, Widget]], width: int) -> int:
        """Pixels that these parts take without being squeezed."""
        fixed = [child.size(look, 10 * width)[0] for _, child in parts if not child.grow]
        return sum(fixed) + look.px(self.gap) * max(0, len(parts) - 1)


class Column(Box):
    """Children below one another, each as wide as the column unless aligned otherwise."""

    def __init__(
        self,
        inside: Sequence[Widget | None],
        *,
        gap: float = SPACING.near,
        align: Align = Align.STRETCH,
        grow: float = 0.0,
    ) -> None:
        super().__init__(inside, grow=grow)
        self.gap = gap
        self.align = align

    def measure(self, look: Look, width: int) -> Size:
        sizes = [child.size(look, width) for child in self.inside]
        gaps = look.px(self.gap) * max(0, len(self.inside) - 1)
        wide = max((size[0] for size in sizes), default=0)
        return wide, sum(size[1] for size in sizes) + gaps

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        gap = look.px(self.gap)
        heights = [child.size(look, rect.width)[1] for child in self.inside]
        fixed = sum(h for h, child in zip(heights, self.inside, strict=True) if not child.grow)
        left = max(0, rect.height - fixed - gap * max(0, len(self.inside) - 1))
        shares = sum(child.grow for child in self.inside)
        y = rect.y
        for height, child in zip(heights, self.inside, strict=True):
            if child.grow:
                height = round(left * child.grow / shares)
                left, shares = left - height, shares - child.grow
            child.arrange(look, self._place(look, child, rect, y, height))
            y += height + gap

    def _place(
        self, look: Look, child: Widget, rect: pygame.Rect, y: int, height: int
    ) -> pygame.Rect:
        if self.align is Align.STRETCH:
            return pygame.Rect(rect.x, y, rect.width, height)
        width = min(rect.width, child.size(look, rect.width)[0])
        x = rect.x + round((rect.width - width) * self.align.value)
        return pygame.Rect(x, y, width, height)


class Grid(Box):
    """Children in rows of cells; columns are equally wide, or by `shares` of the width."""

    def __init__(
        self,
        inside: Sequence[Widget | None],
        columns: int,
        *,
        shares: Sequence[float] = (),
        gap: float = SPACING.near,
        row_gap: float = SPACING.tight,
        grow: float = 0.0,
    ) -> None:
        super().__init__(inside, grow=grow)
        self.shares = tuple(shares) or (1.0,) * max(1, columns)
        self.gap = gap
        self.row_gap = row_gap

    @property
    def columns(self) -> int:
        """How many children stand side by side."""
        return len(self.shares)

    def _cells(self, look: Look, width: int) -> list[int]:
        """The width of each column in pixels."""
        room = width - look.px(self.gap) * (self.columns - 1)
        return [int(room * share / sum(self.shares)) for share in self.shares]

    def _heights(self, look: Look, width: int) -> list[int]:
        cells = self._cells(look, width)
        rows = range(0, len(self.inside), self.columns)
        return [
            max(
                child.size(look, cell)[1]
                for child, cell in zip(self.inside[at : at + self.columns], cells, strict=False)
            )
            for at in rows
        ]

    def measure(self, look: Look, width: int) -> Size:
        heights = self._heights(look, width)
        return width, sum(heights) + look.px(self.row_gap) * max(0, len(heights) - 1)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        cells, y = self._cells(look, rect.width), rect.y
        for row, height in enumerate(self._heights(look, rect.width)):
            x = rect.x
            inside = self.inside[row * self.columns : (row + 1) * self.columns]
            for child, cell in zip(inside, cells, strict=False):
                child.arrange(look, pygame.Rect(x, y, cell, height))
                x += cell + look.px(self.gap)
            y += height + look.px(self.row_gap)


class Padded(Box):
    """One child with room around it, in logical units."""

    def __init__(
        self,
        inside: Widget,
        across: float = SPACING.normal,
        along: float | None = None,
        *,
        grow: float = 0.0,
    ) -> None:
        super().__init__([inside], grow=grow)
        self.across = across
        self.along = across if along is None else along

    def measure(self, look: Look, width: int) -> Size:
        across, along = 2 * look.px(self.across), 2 * look.px(self.along)
        wide, high = self.inside[0].size(look, max(0, width - across))
        return wide + across, high + along

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        across, along = look.px(self.across), look.px(self.along)
        self.inside[0].arrange(look, rect.inflate(-2 * across, -2 * along))


class Space(Widget):
    """Nothing, of a size in logical units or growing."""

    def __init__(self, width: float = 0, height: float = 0, *, grow: float = 0.0) -> None:
        super().__init__(grow=grow)
        self.width = width
        self.height = height

    def measure(self, look: Look, width: int) -> Size:
        return look.px(self.width), look.px(self.height)


class Fixed(Box):
    """One child in a box of a set width or height in logical units; 0 leaves it to the child."""

    def __init__(
        self, inside: Widget, width: float = 0, height: float = 0, *, grow: float = 0.0
    ) -> None:
        super().__init__([inside], grow=grow)
        self.width = width
        self.height = height

    def measure(self, look: Look, width: int) -> Size:
        width = min(width, look.px(self.width)) if self.width else width
        wide, high = self.inside[0].size(look, width)
        return (
            look.px(self.width) if self.width else wide,
            look.px(self.height) if self.height else high,
        )

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)


class Centred(Box):
    """One child in the middle of whatever room there is, at most `width` logical units wide."""

    def __init__(self, inside: Widget, width: float, *, grow: float = 0.0) -> None:
        super().__init__([inside], grow=grow)
        self.width = width

    @property
    def content(self) -> pygame.Rect:
        """Where the child lies."""
        return self.inside[0].rect

    def measure(self, look: Look, width: int) -> Size:
        return width, self.inside[0].size(look, min(width, look.px(self.width)))[1]

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        width = min(rect.width, look.px(self.width))
        height = min(rect.height, self.inside[0].size(look, width)[1])
        if self.inside[0].grow:
            height = rect.height
        place = pygame.Rect(0, 0, width, height)
        place.center = rect.center
        self.inside[0].arrange(look, place)


class Layers(Box):
    """Children over one another in the same place, the last on top; only the last can be used."""

    def measure(self, look: Look, width: int) -> Size:
        sizes = [child.size(look, width) for child in self.inside]
        return max(size[0] for size in sizes), max(size[1] for size in sizes)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        for child in self.inside:
            child.arrange(look, rect)
