"""A text field: one line that can be written, with caret, selection and clipboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.scripts import runs_left
from dilemma_client.theme import BODY, SPACING
from dilemma_client.widgets.base import Control, Place, Size, Stroke
from dilemma_client.widgets.clipboard import copy_text, pasted_text
from dilemma_client.widgets.memory import Caret, Memory


class Field(Control):
    """One line of text of at most `longest` characters; Enter calls `on_submit`."""

    role: ClassVar[str] = "text field"
    edits_text: ClassVar[bool] = True

    def __init__(
        self,
        key: str,
        label: str,
        text: str,
        on_change: Callable[[str], None],
        *,
        on_submit: Callable[[], None] | None = None,
        longest: int = 280,
        placeholder: str = "",
        why_not: str = "",
        hint: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(key, label, why_not=why_not, hint=hint, grow=grow)
        self.text = text
        self.on_change = on_change
        self.on_submit = on_submit
        self.longest = longest
        self.placeholder = placeholder
        self._look: Look | None = None

    @property
    def value(self) -> str:
        return self.text

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(SPACING.control + 2)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self._look = look

    def write(self, text: str, memory: Memory) -> None:
        """Put text in the place of what is selected; only what can be seen, and what fits."""
        if not self.is_enabled:
            return
        caret = memory.caret(self.key, len(self.text))
        low, high = caret.selection
        room = self.longest - (len(self.text) - (high - low))
        added = "".join(letter for letter in text if letter.isprintable())[: max(0, room)]
        caret.at = caret.anchor = low + len(added)
        self._set(self.text[:low] + added + self.text[high:])

    def press(self, at: Place, memory: Memory) -> None:
        caret = memory.caret(self.key, len(self.text))
        caret.at = caret.anchor = self._position(at, memory)

    def drag(self, at: Place, memory: Memory) -> None:
        memory.caret(self.key, len(self.text)).at = self._position(at, memory)

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        caret = memory.caret(self.key, len(self.text))
        if stroke.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            if self.on_submit is not None and self.is_enabled:
                self.on_submit()
            return self.on_submit is not None
        if stroke.key == pygame.K_ESCAPE:
            memory.focus, memory.left = "", self.key
            return True
        if stroke.key in (pygame.K_BACKSPACE, pygame.K_DELETE):
            self._delete(stroke, caret, memory)
            return True
        if stroke.control:
            return self._command(stroke.key, caret, memory)
        return self._travel(stroke, caret) or stroke.key == pygame.K_SPACE

    def _set(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.on_change(text)

    def _delete(self, stroke: Stroke, caret: Caret, memory: Memory) -> None:
        if caret.at == caret.anchor:
            step = -1 if stroke.key == pygame.K_BACKSPACE else 1
            caret.anchor = min(len(self.text), max(0, caret.at + step))
        self.write("", memory)

    def _command(self, key: int, caret: Caret, memory: Memory) -> bool:
        low, high = caret.selection
        if key == pygame.K_a:
            caret.anchor, caret.at = 0, len(self.text)
        elif key in (pygame.K_c, pygame.K_x):
            copy_text(self.text[low:high])
            if key == pygame.K_x:
                self.write("", memory)
        elif key == pygame.K_v:
            self.write(pasted_text(), memory)
        else:
            return False
        return True

    def _travel(self, stroke: Stroke, caret: Caret) -> bool:
        """Arrows go the way the line is read: left is on where the line as a whole runs left."""
        low, high = caret.selection
        stays = low == high or stroke.shift
        back, onward = pygame.K_LEFT, pygame.K_RIGHT
        if runs_left(self.text):
            back, onward = onward, back
        to = {
            back: max(0, caret.at - 1) if stays else low,
            onward: min(len(self.text), caret.at + 1) if stays else high,
            pygame.K_HOME: 0,
            pygame.K_END: len(self.text),
        }
        if stroke.key not in to:
            return False
        caret.at = to[stroke.key]
        if not stroke.shift:
            caret.anchor = caret.at
        return True

    def _inside(self, look: Look) -> pygame.Rect:
        return self.rect.inflate(-2 * look.px(9), 0)

    def _stop(self, look: Look, position: int) -> int:
        """Pixels from the left of the text to a caret position: where the letter before it ends."""
        edges = look.fonts.edges(self.text, BODY)
        if not edges:
            return 0
        return edges[position - 1][1] if position else edges[0][0]

    def _shift(self, look: Look, position: int) -> int:
        """Pixels the text is moved left, so that a caret position is in sight."""
        room = self._inside(look).width - look.px(2)
        return max(0, self._stop(look, position) - room)

    def _position(self, at: Place, memory: Memory) -> int:
        """The character position nearest to a point: before or after the letter that is there."""
        if self._look is None or not self.text:
            return 0
        edges = self._look.fonts.edges(self.text, BODY)
        caret = memory.caret(self.key, len(self.text))
        x = at[0] - self._inside(self._look).x + self._shift(self._look, caret.at)
        place = min(range(len(edges)), key=lambda n: max(min(edges[n]) - x, x - max(edges[n])))
        begin, end = edges[place]
        return place if abs(x - begin) < abs(x - end) else place + 1

    def caret_rect(self, look: Look, memory: Memory) -> pygame.Rect:
        """Where the caret stands on screen; input methods open beside it."""
        caret = memory.caret(self.key, len(self.text))
        inside = self._inside(look)
        x = inside.x + self._stop(look, caret.at) - self._shift(look, caret.at)
        height = look.fonts.line_height(BODY)
        return pygame.Rect(x, inside.centery - height // 2, max(1, look.px(1.5)), height)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme, focused = brush.theme, memory.focus == self.key
        edge = theme.text if memory.hover == self.key or focused else theme.edge
        brush.box(self.rect, theme.sunken, edge, brush.px(SPACING.radius - 2))
        inside = self._inside(brush.look)
        if not self.text and not (focused and self.is_enabled):
            brush.text_in(self.placeholder or self.why_not, BODY, theme.muted, inside, 0.0)
        with brush.clipped(inside.inflate(4, 0)):
            self._draw_text(brush, memory, inside, focused)
        self.draw_focus(brush, memory)

    def _draw_text(self, brush: Brush, memory: Memory, inside: pygame.Rect, focused: bool) -> None:
        look = brush.look
        # What is not being written is seen from its beginning.
        caret = memory.caret(self.key, len(self.text)) if focused else Caret()
        x = inside.x - self._shift(look, caret.at)
        y, height = inside.centery - look.fonts.line_height(BODY) // 2, look.fonts.line_height(BODY)
        low, high = caret.selection
        if low != high:
            for begin, end in look.fonts.edges(self.text, BODY)[low:high]:
                letter = pygame.Rect(x + min(begin, end), y, abs(end - begin), height)
                brush.fill(letter, brush.theme.accent_dim)
        ink = brush.theme.text if self.is_enabled else brush.theme.muted
        brush.text(self.text, BODY, ink, (x, y))
        if focused and self.is_enabled:
            brush.fill(self.caret_rect(look, memory), brush.theme.text)
