"""Charts as text: estimates with their intervals, drawn as standard SVG for any page or report."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, MARGIN = 960, 28
"""Pixels: the whole width, and the space around; a chart fits the half of a slide."""

ROW, LINE = 26, 19
"""Pixels: the least height of a line of dots, and from one line of words to the next."""

LABELS, VALUES = 330, 190
"""Pixels kept for the labels on the left and for the numbers on the right."""

TITLE_LETTERS, LETTERS, LABEL_LETTERS = 82, 122, 46
"""Letters in a line of the title, of prose, and of a label; longer ones are wrapped."""

INK, PALE, DOT = "#1d2733", "#c3ccd6", "#1f5fa8"

TICKS = 6
"""About how many numbers an axis bears."""

SMALLEST = 1e-9
"""The smallest range an axis spans: what differs less is drawn as the same."""

EVEN = 1e-9
"""How near to a tick counts as on it, in steps."""


@dataclass(frozen=True)
class Dot:
    """One estimate with its interval, in the unit of its axis; `tip` is said when pointed at."""

    label: str
    value: float
    low: float
    high: float
    tip: str = ""


@dataclass(frozen=True)
class Group:
    """Estimates of one series, under a heading."""

    heading: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Panel:
    """Groups that share a unit and so an axis, which always shows zero; `whole` shows 0 to 1."""

    unit: str
    groups: tuple[Group, ...]
    whole: bool = False


@dataclass(frozen=True)
class DotChart:
    """Panels under each other, each with an axis of its own."""

    title: str
    prose: str
    panels: tuple[Panel, ...]


def svg(chart: DotChart) -> str:
    """The chart as an SVG document: text only, safe to write into a file or a page."""
    parts: list[str] = []
    y = float(MARGIN)
    for line in textwrap.wrap(chart.title, TITLE_LETTERS):
        y += 24.0
        parts.append(_text(MARGIN, y, line, size=19, bold=True))
    y += 4.0
    for line in textwrap.wrap(chart.prose, LETTERS):
        y += LINE
        parts.append(_text(MARGIN, y, line, size=14))
    for panel in chart.panels:
        y += 1.6 * LINE
        drawn, y = _panel(panel, y)
        parts.extend(drawn)
    height = round(y + MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" font-family="sans-serif" role="img">\n'
        f"<title>{escape(chart.title)}</title>\n<desc>{escape(chart.prose)}</desc>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers that cover a range: steps of 1, 2 or 5 times a power of ten."""
    if high - low < SMALLEST:
        return (0.0, SMALLEST)
    wanted = (high - low) / TICKS
    steps = (float(f"{digit}e{power}") for power in range(-12, 300) for digit in (1, 2, 5))
    step = next(step for step in steps if step >= wanted * (1.0 - EVEN))
    first, last = low / step + EVEN, high / step - EVEN
    numbers = range(int(first) - (first < int(first)), int(last) + (last > int(last)) + 1)
    return tuple(round(number * step, 12) for number in numbers)


def _panel(panel: Panel, top: float) -> tuple[list[str], float]:
    """What a panel is drawn with, and where it ends."""
    dots = [dot for group in panel.groups for dot in group.dots]
    low = min(0.0, *(dot.low for dot in dots))
    high = max(1.0 if panel.whole else 0.0, *(dot.high for dot in dots))
    marks = ticks(low, high)
    left, right = MARGIN + LABELS, WIDTH - MARGIN - VALUES

    def x(value: float) -> float:
        return left + (value - marks[0]) / (marks[-1] - marks[0]) * (right - left)

    y, parts = top, []
    for group in panel.groups:
        if group.heading:
            y += LINE
            parts.append(_text(MARGIN, y, group.heading, size=14, bold=True))
            y += 4.0
        for dot in group.dots:
            words = textwrap.wrap(dot.label, LABEL_LETTERS) or [""]
            tall = max(float(ROW), 17.0 * len(words) + 9.0)
            parts.extend(_dot(dot, words, x, y + tall / 2.0, right))
            y += tall
    axis = [line for mark in marks for line in _mark(mark, x(mark), top, y)]
    unit = _text((left + right) / 2.0, y + 2.0 * LINE, panel.unit, anchor="middle", size=13)
    return [*axis, *parts, unit], y + 2.0 * LINE + 6.0


def _mark(mark: float, x: float, top: float, bottom: float) -> Iterator[str]:
    """A line through the panel and its number below."""
    yield _line(x, top, x, bottom + 4.0, INK if mark == 0.0 else PALE)
    yield _text(x, bottom + LINE, f"{mark:g}", anchor="middle", size=12)


def _dot(
    dot: Dot, words: Sequence[str], x: Callable[[float], float], y: float, right: float
) -> Iterator[str]:
    """A label, a bar from low to high with ends, a dot on it, and the numbers."""
    for place, line in enumerate(words):
        at = y + 5.0 + 17.0 * (place - (len(words) - 1) / 2.0)
        yield _text(MARGIN + 12, at, line, tooltip=dot.tip)
    yield _line(x(dot.low), y, x(dot.high), y, DOT, 2)
    for end in (dot.low, dot.high):
        yield _line(x(end), y - 4.0, x(end), y + 4.0, DOT, 2)
    yield f'<circle cx="{x(dot.value):.1f}" cy="{y:.1f}" r="4.5" fill="{DOT}"/>'
    numbers = f"{dot.value:.3g}  [{dot.low:.3g}, {dot.high:.3g}]"
    yield _text(right + 14.0, y + 5.0, numbers)


def _text(
    x: float,
    y: float,
    words: str,
    size: int = 13,
    anchor: str = "start",
    bold: bool = False,
    tooltip: str = "",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    tip = f"<title>{escape(tooltip)}</title>" if tooltip else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{INK}"{weight}>{tip}{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int = 1) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{colour}" stroke-width="{width}"/>'
    )
