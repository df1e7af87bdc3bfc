"""Keys: what each key does in a turn."""

from __future__ import annotations

from dataclasses import dataclass

from dilemma_client.tongue import mark


@dataclass(frozen=True)
class Shortcut:
    """A key or two as they are written on a keyboard, and what they do; both said when shown."""

    keys: str
    does: str


TURN_KEYS: tuple[Shortcut, ...] = (
    Shortcut(mark("Tab, Shift+Tab"), mark("Go to the next control, or the one before.")),
    Shortcut(
        "← → ↑ ↓", mark("Change what has the focus: a slider, a choice, the state on the map.")
    ),
    Shortcut(mark("Enter, Space"), mark("Press what has the focus.")),
    Shortcut(mark("Home, End"), mark("Set a slider to its least or its most.")),
    Shortcut(mark("Page Up, Page Down"), mark("Scroll the panel that has the focus.")),
    Shortcut("F1", mark("What the words mean, and these keys.")),
    Shortcut("F2", mark("Go to the dossier.")),
    Shortcut("F3", mark("Go to your orders.")),
    Shortcut("F4", mark("Go to what happened.")),
    Shortcut("F5", mark("Go to the hotline.")),
    Shortcut("F6", mark("Go to the map.")),
    Shortcut("F8", mark("In a lesson: go to what it is about; from there, to its next step.")),
    Shortcut(mark("Ctrl+Z"), mark("Take the last change of your orders back.")),
    Shortcut(mark("Ctrl+Y"), mark("Make it again.")),
    Shortcut(mark("Ctrl+A, C, X, V"), mark("In a text: mark all, copy, cut, paste.")),
    Shortcut(mark("Esc"), mark("End the report, close a sheet, or think of leaving.")),
)
"""Every key of the turn screen, in the order in which a newcomer needs them."""
