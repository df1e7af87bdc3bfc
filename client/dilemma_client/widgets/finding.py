"""Finding: where things are in a tree of widgets, and how much of them can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pygame

from dilemma_client.widgets.base import Control, Place, Widget
from dilemma_client.widgets.explained import Explained
from dilemma_client.widgets.scroll import Scroll

Subject = Control | Explained
"""What a tip can be about."""

Found = TypeVar("Found", bound=Widget)


def innermost(widget: Widget, place: Place, kind: type[Found]) -> Found | None:
    """The innermost widget of a kind at a place, where it can be seen."""
    if isinstance(widget, Scroll) and not widget.rect.collidepoint(place):
        return None
    for child in reversed(widget.children()):
        found = innermost(child, place, kind)
        if found is not None:
            return found
    return widget if isinstance(widget, kind) and widget.rect.collidepoint(place) else None


def way_to(root: Widget, wanted: Widget) -> list[Widget]:
    """The widgets that something lies in, from the outermost, and itself; empty if nowhere."""
    if root is wanted:
        return [root]
    for child in root.children():
        way = way_to(child, wanted)
        if way:
            return [root, *way]
    return []


def seen(root: Widget, window: pygame.Rect) -> Iterator[tuple[Widget, pygame.Rect]]:
    """Everything in a tree with what can be seen of it: scroll areas hide what lies beyond them."""
    ahead = [(root, window)]
    while ahead:
        widget, clip = ahead.pop()
        sight = widget.rect.clip(clip)
        yield widget, sight
        inner = sight if isinstance(widget, Scroll) else clip
        ahead.extend((child, inner) for child in widget.children())


def scrolls_around(root: Widget, control: Widget) -> list[Scroll]:
    """The scroll areas that something lies in, from the outermost."""
    return [widget for widget in way_to(root, control)[:-1] if isinstance(widget, Scroll)]


def group_of(scroll: Scroll, control: Widget) -> pygame.Rect:
    """Where the group lies that something belongs to: what it shares a scroll area's column with.

    Of what has no groups it is the place of the thing itself.
    """
    way = way_to(scroll, control)
    return way[2].rect if len(way) > 3 else control.rect
