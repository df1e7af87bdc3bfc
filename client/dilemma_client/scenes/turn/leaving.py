"""Leaving a match that has begun: asked once, because a seat that is left is lost."""

from __future__ import annotations

from collections.abc import Callable

from dilemma_client.scenes.question import leaving_question
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget


def leaving_sheet(on_stay: Callable[[], None], on_leave: Callable[[], None]) -> Widget:
    """Stay or leave; staying is what Enter does."""
    words = say(
        "A bot plays your state from now on, and you give your seat up for good: you cannot come "
        "back to it. To take a break, close the window instead: the menu leads back to your seat."
    )
    return leaving_question(words, on_stay, on_leave)
