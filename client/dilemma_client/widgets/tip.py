"""Tips: a line beside what is looked at, where it hides least of what one is reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import HEADING, SMALL
from dilemma_client.widgets.base import Control, Figure, Widget
from dilemma_client.widgets.finding import Subject, seen, way_to
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Words

WIDTHS = (300, 220, 420)
"""Logical units before a tip is wrapped: as usual, and where that leaves it no good place."""

GAP, PAD = 10, 8
"""Logical units between a tip and what it is about, and inside it."""

ELSEWHERE, SAME_PANEL, SAME_GROUP = 1, 3, 6
"""How much it matters that something is not covered."""

NEAR = 2000
"""A cost that is good enough to look no further."""

Kept = tuple[pygame.Rect, int]
"""Where something to be seen lies, and how much that matters."""


def tip_box(look: Look, root: Widget, subject: Subject, window: pygame.Rect) -> pygame.Rect | None:
    """Where the tip of something lies; None while that is out of sight or leaves no room.

    A heading, or what a coach says, is never covered: there is rather no tip.
    """
    about = subject.tip_rect
    sight = next((part for widget, part in seen(root, window) if widget is subject), about)
    sight = about.clip(sight)
    if sight.width * sight.height * 2 < about.width * about.height:
        return None
    kept, spared = _kept(root, subject, window), _spared_of(root, window)
    best, least = None, float("inf")
    for width in WIDTHS:
        for place in _places(_size(look, subject.tip, width), sight, window, look.px(GAP)):
            cost = float("inf") if place.collidelist(spared) >= 0 else _cost(place, kept, sight)
            if cost < least:
                best, least = place, cost
        if least <= NEAR:
            break
    return best


def draw_tip(brush: Brush, text: str, box: pygame.Rect) -> None:
    """The words of a tip in its place."""
    fonts, pad = brush.look.fonts, brush.px(PAD)
    brush.box(box, brush.theme.raised, brush.theme.border_strong, brush.px(6))
    y = box.y + pad
    for line in fonts.wrap(text, SMALL, box.width - 2 * pad):
        brush.text(line, SMALL, brush.theme.text, (box.x + pad, y))
        y += fonts.line_height(SMALL)


def _size(look: Look, text: str, width: int) -> tuple[int, int]:
    lines = look.fonts.wrap(text, SMALL, look.px(width))
    pad = 2 * look.px(PAD)
    wide = max(look.fonts.width(line, SMALL) for line in lines)
    return wide + pad, look.fonts.line_height(SMALL) * len(lines) + pad


def _places(
    size: tuple[int, int], about: pygame.Rect, window: pygame.Rect, gap: int
) -> Iterator[pygame.Rect]:
    """Places that leave it free, the nearest first: below, above and beside it, then farther."""
    inside = window.inflate(-gap, -gap)
    free = about.inflate(gap // 2, gap // 2)
    for away in (gap, *(gap + part * size[1] // 2 for part in (1, 2, 4, 6))):
        box = pygame.Rect((0, 0), size)
        for side, along in _anchors(about, away):
            setattr(box, side, along)
            place = box.clamp(inside)
            if not place.colliderect(free):
                yield place


def _anchors(about: pygame.Rect, away: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for x, side in ((about.left, "left"), (about.centerx, "mid"), (about.right, "right")):
        below, above = ("midtop", "midbottom") if side == "mid" else (f"top{side}", f"bottom{side}")
        yield below, (x, about.bottom + away)
        yield above, (x, about.top - away)
    for y, side in ((about.top, "top"), (about.centery, "mid"), (about.bottom, "bottom")):
        yield f"{side}left", (about.right + away, y)
        yield f"{side}right", (about.left - away, y)


def _cost(place: pygame.Rect, kept: Sequence[Kept], about: pygame.Rect) -> float:
    """How much that matters would be hidden, in pixels, and how far off it would be."""
    across = max(about.left - place.right, place.left - about.right, 0)
    along = max(about.top - place.bottom, place.top - about.bottom, 0)
    cost = place.height * max(across, along)
    for at in place.collidelistall([rect for rect, _ in kept]):
        rect, worth = kept[at]
        hidden = place.clip(rect)
        cost += hidden.width * hidden.height * worth
    return cost


def _kept(root: Widget, subject: Subject, window: pygame.Rect) -> list[Kept]:
    """All that says something, by how near it is to what the tip is about."""
    way = way_to(root, subject)
    group = set(map(id, way[-2].walk())) if len(way) > 1 else set()
    panel = next((w for w in reversed(way) if isinstance(w, Panel | Card)), None)
    around = set(map(id, panel.walk())) if panel is not None else set()
    kept = []
    for widget, sight in seen(root, window):
        if not sight.width or not sight.height or not _says_something(widget):
            continue
        worth = SAME_GROUP if id(widget) in group else ELSEWHERE
        worth = max(worth, SAME_PANEL if id(widget) in around else 0)
        kept.append((sight, worth))
    return kept


def _spared_of(root: Widget, window: pygame.Rect) -> list[pygame.Rect]:
    """Where headings lie, and what a coach says, as far as they are in sight."""
    spared = set(map(id, _spared(root)))
    sights = [sight for widget, sight in seen(root, window) if id(widget) in spared]
    return [sight for sight in sights if sight.width and sight.height]


def _says_something(widget: Widget) -> bool:
    if isinstance(widget, Words):
        return bool(widget.text)
    is_small = isinstance(widget, Control | Figure) and widget.role != "map"
    return is_small and not isinstance(widget, Scroll)


def _spared(root: Widget) -> Iterator[Widget]:
    for widget in root.walk():
        if isinstance(widget, Panel):
            yield from _words_in(widget.heading)
        elif isinstance(widget, Words) and widget.style.size >= HEADING.size:
            yield widget
        elif widget.role == "coach":
            yield from _words_in(widget)


def _words_in(root: Widget) -> Iterator[Widget]:
    return (widget for widget in root.walk() if isinstance(widget, Words))
