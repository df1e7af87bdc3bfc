"""Type: faces from the installed font package, measured, wrapped and drawn once each.

FiraGO covers Latin, Greek, Cyrillic, Hebrew, Arabic, Thai and Devanagari; signs it lacks come from
Noto faces of the same package, and then from the system, character by character. Letters that run
from right to left or change by their neighbours are cut out as passages of their script and shaped
by HarfBuzz in SDL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

import pygame

from dilemma_client.faces import face_bytes
from dilemma_client.lent import lent_face
from dilemma_client.scripts import Passage, placed_passages
from dilemma_client.theme import Colour, Style

CACHED_TEXTS = 4000
"""Texts kept measured before the cache starts again."""

CACHED_PIXELS = 4_000_000
"""Pixels of texts kept drawn before the cache starts again, of four bytes each."""

REGULAR, BOLD = "figo", "figbo"
FALLBACKS = ("symbol2", "symbol1", "math", "notos")

LENT = "lent"
"""The face of the system, after all of the package."""


JOINER = "\u200d"
"""Takes no room, and makes the letter before it join."""

NO_CHARACTER = "\uffff"
"""What no face has: it shows how a face draws what it lacks."""


def _picture(face: pygame.font.Font, text: str) -> tuple[tuple[int, int], bytes]:
    drawn = face.render(text, False, (255, 255, 255))
    return drawn.get_size(), pygame.image.tobytes(drawn, "RGB")


def _rise(face: pygame.font.Font, text: str) -> int:
    """Pixels from the top of a drawn text to its baseline: accents may rise above the ascent."""
    tops = [metrics[3] for metrics in face.metrics(text) if metrics is not None]
    return max([face.get_ascent(), *tops])


class Run(NamedTuple):
    """Text of one face, script and direction, in reading order."""

    face: str
    text: str
    script: str = ""
    runs_left: bool = False


def _advances(face: pygame.font.Font, run: Run) -> list[int]:
    """How far a run has come before each of its characters and at its end, in reading order.

    Letters that join are measured as joined to what follows, which the part alone would not be.
    """
    whole, text = face.size(run.text)[0], run.text
    found = [0]
    for place in range(1, len(text)):
        part = text[:place] + (JOINER if run.script == "Arab" else "")
        found.append(min(whole, max(found[-1], face.size(part)[0])))
    return [*found, whole]


class Fonts:
    """All type of one text scale; `scale` is pixels for each logical unit.

    `lent` gives the bytes of a face for what the package has not, None if there is none.
    """

    def __init__(self, scale: float = 1.0, lent: Callable[[], bytes | None] = lent_face) -> None:
        self.scale = scale
        self._lent = lent
        self._faces: dict[tuple[str, int, str, bool], pygame.font.Font] = {}
        self._sizes: dict[tuple[str, Style], tuple[int, int]] = {}
        self._drawn: dict[tuple[str, Style, Colour], pygame.Surface] = {}
        self._pixels = 0
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
            surface = self._render(text, style, colour)
            self._pixels += surface.get_width() * surface.get_height()
            if self._pixels > CACHED_PIXELS:
                self._drawn.clear()
                self._pixels = surface.get_width() * surface.get_height()
            self._drawn[key] = surface
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

    def edges(self, text: str, style: Style) -> tuple[tuple[int, int], ...]:
        """For every character of a line, where it begins and ends as it is read, in pixels.

        What runs from right to left ends at the left of where it begins.
        """
        found = [(0, 0)] * len(text)
        left = 0
        for start, run in self._placed_runs(text, style):
            face = self._shaper(run, style)
            ends = _advances(face, run)
            width = face.size(run.text)[0]
            for place in range(len(run.text)):
                begin, end = ends[place], ends[place + 1]
                if run.runs_left:
                    begin, end = width - begin, width - end
                found[start + place] = (left + begin, left + end)
            left += width
        return tuple(found)

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
        for run in self._runs(text, style):
            face = self._shaper(run, style)
            for piece in self._pieces(run, style):
                width += face.size(piece)[0] + style.tracking * self.scale
        return round(width), self.line_height(style)

    def _render(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        runs = self._runs(text, style)
        if len(runs) == 1 and not style.tracking:
            return self._shaper(runs[0], style).render(runs[0].text, True, colour)
        surface = pygame.Surface(self.size(text, style), pygame.SRCALPHA)
        x = 0.0
        baseline = self._face(self._name(style), style).get_ascent()
        if style.capitals:  # which leave room below for what their accents take above
            baseline = max(baseline, *(_rise(self._shaper(run, style), run.text) for run in runs))
        for run in runs:
            face = self._shaper(run, style)
            for piece in self._pieces(run, style):
                drawn = face.render(piece, True, colour)
                surface.blit(drawn, (round(x), baseline - _rise(face, piece)))
                x += face.size(piece)[0] + style.tracking * self.scale
        return surface

    def _pieces(self, run: Run, style: Style) -> Iterable[str]:
        """What is drawn at once: single letters where they are spaced, unless they are shaped."""
        return run.text if style.tracking and not run.script else (run.text,)

    def _runs(self, text: str, style: Style) -> list[Run]:
        """The text cut where another face or another way to shape it is needed, left to right."""
        return [run for _, run in self._placed_runs(text, style)]

    def _placed_runs(self, text: str, style: Style) -> list[tuple[int, Run]]:
        """The same, each with the place in the text of its first character."""
        text = text.upper() if style.capitals else text
        own = self._name(style)
        if text.isascii():
            return [(0, Run(own, text))]
        runs: list[tuple[int, Run]] = []
        for start, passage in placed_passages(text):
            faced = self._by_face(passage, own, style)
            starts = accumulate((len(run.text) for run in faced), initial=start)
            placed = list(zip(starts, faced, strict=False))
            runs.extend(reversed(placed) if passage.runs_left else placed)
        return runs or [(0, Run(own, text))]

    def _by_face(self, passage: Passage, own: str, style: Style) -> list[Run]:
        """A passage cut by the faces that have its characters, in reading order."""
        runs: list[Run] = []
        for character in passage.text:
            name = self._name_for(character, own, style)
            before = runs.pop() if runs and runs[-1].face == name else Run(name, "")
            longer = before.text + character
            runs.append(Run(name, longer, passage.script, passage.runs_left))
        return runs

    def _shaper(self, run: Run, style: Style) -> pygame.font.Font:
        """The face of a run, told how to shape it."""
        if not run.script and not run.runs_left:
            return self._face(run.face, style)
        return self._face(run.face, style, run.script, run.runs_left)

    def _name_for(self, character: str, own: str, style: Style) -> str:
        if character.isascii() or self._has(own, character, style):
            return own
        others = (*FALLBACKS, LENT)
        return next((name for name in others if self._has(name, character, style)), own)

    def _has(self, name: str, character: str, style: Style) -> bool:
        """Whether a face has a character: it draws what it lacks as it draws no character."""
        known = self._covered.get((name, character))
        if known is None and name == LENT and self._lent() is None:
            return False
        if known is None:
            face = self._face(name, style)
            known = _picture(face, character) != _picture(face, NO_CHARACTER)
            self._covered[name, character] = known
        return known

    def _name(self, style: Style) -> str:
        return BOLD if style.bold else REGULAR

    def _face(
        self, name: str, style: Style, script: str = "", runs_left: bool = False
    ) -> pygame.font.Font:
        key = (name, max(6, round(style.size * self.scale)), script, runs_left)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = pygame.font.Font(BytesIO(self._bytes(name)), key[1])
            if script:
                face.set_script(script)
            if runs_left:
                face.set_direction(pygame.DIRECTION_RTL)
        return face

    def _bytes(self, name: str) -> bytes:
        lent = self._lent() if name == LENT else None
        return face_bytes(name) if lent is None else lent
