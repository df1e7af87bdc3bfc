"""What the hands are doing: kept from one drawing of a scene to the next, by the keys of controls.

Trees of widgets are built anew whenever something changes; nothing that must last lives in them.
"""

from __future__ import annotations

from msgspec import Struct, field


class Caret(Struct):
    """Where a text field is edited, in characters; what lies between the two is selected."""

    at: int = 0
    anchor: int = 0

    @property
    def selection(self) -> tuple[int, int]:
        """First and last position of what is selected."""
        return min(self.at, self.anchor), max(self.at, self.anchor)


class Memory(Struct):
    """Focus, pointer and the state of open, scrolled and edited controls, by key.

    `left` is what had the focus and let go of it; the keyboard goes on from there.
    """

    focus: str = ""
    left: str = ""
    hover: str = ""
    pressed: str = ""
    opened: str = ""
    highlight: int = 0
    scrolled: dict[str, int] = field(default_factory=dict)
    carets: dict[str, Caret] = field(default_factory=dict)

    def caret(self, key: str, length: int) -> Caret:
        """The caret of a field, kept inside a text of `length` characters; at its end at first."""
        caret = self.carets.setdefault(key, Caret(length, length))
        caret.at, caret.anchor = min(caret.at, length), min(caret.anchor, length)
        return caret
