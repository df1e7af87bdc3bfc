"""Type: faces from the installed font package, measured, wrapped and drawn once each.

FiraGO covers Latin, Greek, Cyrillic, Hebrew, Arabic, Thai and Devanagari; signs it lacks come from
Noto faces of the same package, character by character.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pygame
import pymupdf_fonts

from dilemma_client.theme import Colour, Style

CACHED_TEXTS = 4000
"""Texts kept drawn and measured before the cache starts again: some megabytes."""

REGULAR, BOLD = "figo", "figbo"
FALLBACKS = ("symbol2", "symbol1", "math", "notos")


NO_CHARACTER = "\uffff"
"""What no face has: it shows how a face draws what it lacks."""


def _picture(face: pygame.font.Font, text: str) -> tuple[tuple[int, int], bytes]:
    drawn = face.render(text, False, (255, 255, 255))
    return drawn.get_size(), pygame.image.tobytes(drawn, "RGB")


def _rise(face: pygame.font.Font, text: str) -> int:
    """Pixels from the top of a drawn text to its baseline: accents may rise above the ascent."""
    tops = [metrics[3] for metrics in face.metrics(text) if metrics is not None]
    return max([face.get_ascent(), *tops])


@cache
def _face_bytes(name: str) -> bytes:
    return bytes(pymupdf_fonts.myfont(name))


class Fonts:
    """All type of one text scale; `scale` is pixels for each logical unit."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._faces: dict[tuple[str, int], pygame.font.Font] = {}
        self._sizes: dict[tuple[str, Style], tuple[int, int]] = {}
        self._drawn: dict[tuple[str, Style, Colour], pygame.Surface] = {}
        self._covered: dict[tuple[str, str], bool] = {}
        self._wrapped: dict[tuple[str, Style, int], tuple[str, ...]] = {}

    def line_height(self, style: Style) -> int:
        """Pixels from one line of this style to the next."""
        return self._face(self._name(style), style).get_linesize()

    def width(self, text: str, style: Style) -> int:
        """Pixels that a text takes on one line."""
        return self.size(text, style)[0]

    def size(self, text: str, style: Style) -> tuple[int, int]:
        """Width and height in pixels of a text on one line."""
        key = (text, style)
        size = self._sizes.get(key)
        if size is None:
            if len(self._sizes) > CACHED_TEXTS:
                self._sizes.clear()
            size = self._sizes[key] = self._measure(text, style)
        return size

    def draw(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        """The text on one line, transparent around it; never changed by who uses it."""
        key = (text, style, colour)
        surface = self._drawn.get(key)
        if surface is None:
            if len(self._drawn) > CACHED_TEXTS:
                self._drawn.clear()
            surface = self._drawn[key] = self._render(text, style, colour)
        return surface

    def wrap(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        """The lines of a text no wider than `width` pixels; words longer than that are split."""
        key = (text, style, width)
        lines = self._wrapped.get(key)
        if lines is None:
            if len(self._wrapped) > CACHED_TEXTS:
                self._wrapped.clear()
            found = [
                line
                for paragraph in text.split("\n")
                for line in self._wrap_paragraph(paragraph, style, width)
            ]
            lines = self._wrapped[key] = tuple(found)
        return lines

    def shorten(self, text: str, style: Style, width: int) -> str:
        """The text, or as much of it as fits `width` pixels and an ellipsis."""
        if self.width(text, style) <= width:
            return text
        shown = text
        while shown and self.width(shown.rstrip() + "…", style) > width:
            shown = shown[:-1]
        return shown.rstrip() + "…" if shown else ""

    def _wrap_paragraph(self, paragraph: str, style: Style, width: int) -> list[str]:
        lines: list[str] = []
        line = ""
        # Only at plain spaces: a number stays with its unit, between which stands another.
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, style) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = self._split_word(word, style, width)
            lines.extend(full)
        return [*lines, line]

    def _split_word(self, word: str, style: Style, width: int) -> list[str]:
        pieces: list[str] = []
        while len(word) > 1 and self.width(word, style) > width:
            fits = max(
                1,
                next(
                    n
                    for n in range(len(word), 0, -1)
                    if n == 1 or self.width(word[:n], style) <= width
                ),
            )
            pieces.append(word[:fits])
            word = word[fits:]
        return [*pieces, word]

    def _measure(self, text: str, style: Style) -> tuple[int, int]:
        width = 0.0
        for name, run in self._runs(text, style):
            face = self._face(name, style)
            for piece in run if style.tracking else (run,):
                width += face.size(piece)[0] + style.tracking * self.scale
        return round(width), self.line_height(style)

    def _render(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        text = text.upper() if style.capitals else text
        runs = self._runs(text, style)
        if len(runs) == 1 and not style.tracking:
            return self._face(runs[0][0], style).render(text, True, colour)
        surface = pygame.Surface(self.size(text, style), pygame.SRCALPHA)
        x = 0.0
        baseline = self._face(self._name(style), style).get_ascent()
        for name, run in runs:
            face = self._face(name, style)
            for piece in run if style.tracking else (run,):
                surface.blit(
                    face.render(piece, True, colour), (round(x), baseline - _rise(face, piece))
                )
                x += face.size(piece)[0] + style.tracking * self.scale
        return surface

    def _runs(self, text: str, style: Style) -> list[tuple[str, str]]:
        """The text cut where another face is needed to draw it."""
        text = text.upper() if style.capitals else text
        own = self._name(style)
        if text.isascii():
            return [(own, text)]
        runs: list[tuple[str, str]] = []
        for character in text:
            name = self._name_for(character, own, style)
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + character)
            else:
                runs.append((name, character))
        return runs or [(own, text)]

    def _name_for(self, character: str, own: str, style: Style) -> str:
        if character.isascii() or self._has(own, character, style):
            return own
        return next((name for name in FALLBACKS if self._has(name, character, style)), own)

    def _has(self, name: str, character: str, style: Style) -> bool:
        """Whether a face has a character: it draws what it lacks as it draws no character."""
        known = self._covered.get((name, character))
        if known is None:
            face = self._face(name, style)
            known = _picture(face, character) != _picture(face, NO_CHARACTER)
            self._covered[name, character] = known
        return known

    def _name(self, style: Style) -> str:
        return BOLD if style.bold else REGULAR

    def _face(self, name: str, style: Style) -> pygame.font.Font:
        key = (name, max(6, round(style.size * self.scale)))
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = pygame.font.Font(BytesIO(_face_bytes(name)), key[1])
        return face
