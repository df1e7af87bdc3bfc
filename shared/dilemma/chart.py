"""Charts as text: estimates with their intervals, drawn as standard SVG for any page or report."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, MARGIN, ROW = 860, 24, 26
"""Pixels: the whole width, the space around, and the height of a line of dots."""

LABELS, VALUES = 370, 170
"""Pixels kept for the labels on the left and for the numbers on the right."""

LINE = 18
"""Pixels from one line of prose to the next."""

LETTERS = 112
"""Letters of prose in a line."""

LONGEST_LABEL = 58
"""Letters of a label; a longer one is cut and stands in full in its tooltip."""

INK, PALE, DOT = "#1d2733", "#c3ccd6", "#1f5fa8"

TICKS = 6
"""About how many numbers an axis bears."""

SMALLEST = 1e-9
"""The smallest range an axis spans: what differs less is drawn as the same."""

EVEN = 1e-9
"""How near to a tick counts as on it, in steps."""


@dataclass(frozen=True)
class Dot:
    """One estimate with its interval, in the unit of its axis."""

    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class DotChart:
    """Estimates under each other; each panel has an axis of its own, which always shows zero."""

    title: str
    prose: str
    panels: tuple[tuple[Dot, ...], ...]


def svg(chart: DotChart) -> str:
    """The chart as an SVG document: text only, safe to write into a file or a page."""
    prose = textwrap.wrap(chart.prose, LETTERS)
    parts = [_text(MARGIN, MARGIN + 14, chart.title, size=18, bold=True)]
    y = MARGIN + 20.0
    for line in prose:
        y += LINE
        parts.append(_text(MARGIN, y, line))
    y += LINE
    for panel in chart.panels:
        parts.extend(_panel(panel, y))
        y += ROW * len(panel) + 3.0 * LINE
    height = round(y + MARGIN - LINE)
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


def _panel(dots: Sequence[Dot], top: float) -> Iterator[str]:
    """The dots of one panel under each other, over its axis."""
    marks = ticks(min(0.0, *(dot.low for dot in dots)), max(0.0, *(dot.high for dot in dots)))
    left, right = MARGIN + LABELS, WIDTH - MARGIN - VALUES
    bottom = top + ROW * len(dots)

    def x(value: float) -> float:
        return left + (value - marks[0]) / (marks[-1] - marks[0]) * (right - left)

    for mark in marks:
        colour = INK if mark == 0.0 else PALE
        yield _line(x(mark), top, x(mark), bottom + 4.0, colour)
        yield _text(x(mark), bottom + LINE, f"{mark:g}", anchor="middle", size=11)
    for place, dot in enumerate(dots):
        y = top + ROW * (place + 0.5)
        yield from _dot(dot, x, y, right)


def _dot(dot: Dot, x: Callable[[float], float], y: float, right: float) -> Iterator[str]:
    """A label, a bar from low to high with ends, a dot on it, and the numbers."""
    yield _text(MARGIN, y + 4.0, _cut(dot.label), size=12, tooltip=dot.label)
    yield _line(x(dot.low), y, x(dot.high), y, DOT, 2)
    for end in (dot.low, dot.high):
        yield _line(x(end), y - 4.0, x(end), y + 4.0, DOT, 2)
    yield f'<circle cx="{x(dot.value):.1f}" cy="{y:.1f}" r="4" fill="{DOT}"/>'
    numbers = f"{dot.value:.3g}  [{dot.low:.3g}, {dot.high:.3g}]"
    yield _text(right + 14.0, y + 4.0, numbers, size=12)


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


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
    tip = f"<title>{escape(tooltip)}</title>" if tooltip and tooltip != words else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{INK}"{weight}>{tip}{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int = 1) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{colour}" stroke-width="{width}"/>'
    )
