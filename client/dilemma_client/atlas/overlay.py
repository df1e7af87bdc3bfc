"""The overlay: what a seat knows, drawn over the land. Forces are as sharp as the knowledge."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pygame

from dilemma.vocabulary import Instrument
from dilemma_client.atlas.arsenals import draw_arsenals
from dilemma_client.atlas.forces import draw_forces, draw_inset
from dilemma_client.atlas.geography import Country, Geography, Point
from dilemma_client.atlas.knowledge import Knowledge, LineShown, MarkShown, StateShown
from dilemma_client.paint import Brush
from dilemma_client.theme import FINE_STRONG, Colour, Style, mix
from dilemma_client.tongue import say

Place = Callable[[Point], Point]

NAME = Style(16, bold=True, tracking=0.6, capitals=True)
"""How the names of states are written."""

TENSE = 0.35
"""Tension below this is drawn thin and quiet."""

CROWDED = 4
"""More states than this leave room for the treaties of one of them only, and for no notes."""

TIGHT = 330
"""Logical units of height below which only the forces of the state looked at are drawn."""


def draw_overlay(
    brush: Brush, drawn: Geography, place: Place, knowledge: Knowledge, selected: str
) -> None:
    """Everything over the land, from the ground up."""
    for state in knowledge.states:
        if state.id == selected:
            _draw_outline(brush, drawn.states[state.id], place)
    taken = [
        place(point)
        for country in drawn.states.values()
        for point in (country.name, country.capital, *country.camps)
    ]
    crowded = len(knowledge.states) > CROWDED
    for line in knowledge.lines:
        _draw_line(brush, drawn, place, line, taken, not crowded or selected in line.between)
    told = {line.between for line in knowledge.lines if line.at_war or line.in_crisis}
    for mark in knowledge.marks:
        if mark.between not in told:
            _draw_mark(brush, drawn, place, mark, taken)
    tight = brush.surface.get_height() < brush.px(TIGHT)
    known = [state for state in knowledge.states if state.offence is not None]
    shown = [state for state in known if not tight or state.id == selected]
    for state in knowledge.states:
        _draw_ties(brush, drawn.states[state.id], place, tight)
    for state in shown if not tight else ():
        camps = [place(camp) for camp in drawn.states[state.id].camps]
        draw_forces(brush, drawn.states[state.id], camps, state)
    for state in knowledge.states:
        _draw_state(brush, drawn.states[state.id], place, state, state.id == selected)
        _draw_standing(brush, drawn.states[state.id], place, state, crowded)
    for state in shown if tight else ():
        names = [place(country.name) for country in drawn.states.values()]
        draw_inset(brush, drawn.states[state.id], state, names)
    draw_arsenals(brush, drawn, place, shown)


def _draw_outline(brush: Brush, country: Country, place: Place) -> None:
    for ring in country.rings:
        points = [place(point) for point in (*ring, ring[0])]
        brush.lines(points, brush.theme.shade, brush.px(5))
        brush.lines(points, brush.theme.focus, brush.px(2))


def arc(start: Point, end: Point, bow: float, steps: int = 22) -> list[Point]:
    """Points of a bent line; `bow` is how far its middle is off the straight one, as a share."""
    (x0, y0), (x1, y1) = start, end
    bend_x, bend_y = (x0 + x1) / 2 - (y1 - y0) * bow * 2, (y0 + y1) / 2 + (x1 - x0) * bow * 2
    points = []
    for step in range(steps + 1):
        t = step / steps
        u = 1.0 - t
        points.append(
            (
                u * u * x0 + 2 * u * t * bend_x + t * t * x1,
                u * u * y0 + 2 * u * t * bend_y + t * t * y1,
            )
        )
    return points


def _ends(drawn: Geography, place: Place, between: tuple[str, str]) -> tuple[Point, Point]:
    first, second = sorted(between)
    return place(drawn.states[first].capital), place(drawn.states[second].capital)


def _clear_spot(path: Sequence[Point], taken: list[Point]) -> Point:
    """The point of a line's middle part that is farthest from what is taken; it is taken then."""
    middle = path[len(path) // 5 : -len(path) // 5]
    spot = max(
        middle, key=lambda at: min(math.hypot(at[0] - x, (at[1] - y) * 1.4) for x, y in taken)
    )
    taken.append(spot)
    return spot


def _draw_line(
    brush: Brush,
    drawn: Geography,
    place: Place,
    line: LineShown,
    taken: list[Point],
    says_which: bool,
) -> None:
    theme = brush.theme
    start, end = _ends(drawn, place, line.between)
    if line.at_war:
        path = arc(start, end, 0.0)
        _stroke(brush, path, theme.danger, 4)
        _draw_sign(brush, "burst", theme.danger, _clear_spot(path, taken), 26)
    elif line.tension > 0.0:
        path = arc(start, end, -0.10)
        colour = theme.danger if line.tension >= TENSE else theme.muted
        _stroke(brush, path, colour, 1.5 + 2.5 * line.tension, dash=4 + 8 * line.tension)
        if line.in_crisis:
            _draw_sign(brush, "warning", theme.caution, _clear_spot(path, taken), 22)
    treaties = [kind for kind in Instrument if kind in line.in_force]
    if treaties:
        path = arc(start, end, 0.10)
        _stroke(brush, path, theme.good, 2)
        if says_which:
            _draw_signs(brush, treaties, _clear_spot(path, taken))


def _stroke(
    brush: Brush, path: Sequence[Point], colour: Colour, width: float, dash: float = 0.0
) -> None:
    brush.lines(path, brush.theme.shade, brush.px(width + 2), brush.px(dash) if dash else 0)
    brush.lines(path, colour, brush.px(width), brush.px(dash) if dash else 0)


def _draw_sign(brush: Brush, icon: str, colour: Colour, at: Point, size: float) -> None:
    theme = brush.theme
    brush.disc(at, brush.px(size / 2 + 3), theme.panel, colour, max(1, brush.px(1.5)))
    brush.icon(icon, colour, at, brush.px(size * 0.72))


def _draw_signs(brush: Brush, kinds: Sequence[Instrument], at: Point) -> None:
    """The instruments in force, side by side on their line."""
    side = brush.px(18)
    box = pygame.Rect(0, 0, side * len(kinds) + brush.px(6), side + brush.px(2))
    box.center = round(at[0]), round(at[1])
    brush.box(box, brush.theme.panel, brush.theme.good, box.height // 2)
    for place, kind in enumerate(kinds):
        centre = (box.x + brush.px(3) + side * (place + 0.5), box.centery)
        brush.icon(str(kind), brush.theme.good, centre, brush.px(13))


def _draw_mark(
    brush: Brush, drawn: Geography, place: Place, mark: MarkShown, taken: list[Point]
) -> None:
    start, end = _ends(drawn, place, mark.between)
    colour = brush.theme.danger if mark.icon == "burst" else brush.theme.caution
    spot = _clear_spot(arc(start, end, -0.10), taken)
    _draw_sign(brush, mark.icon, colour, spot, 20)


def _draw_ties(brush: Brush, country: Country, place: Place, to_name_only: bool) -> None:
    """Thin lines from a tiny state to its name and its camps, which lie beside it."""
    if country.reach:
        ink = brush.look.livery(country.livery).ink
        capital = place(country.capital)
        for point in (country.name, *(() if to_name_only else country.camps)):
            brush.line(capital, place(point), brush.theme.shade, brush.px(4))
            brush.line(capital, place(point), ink, max(1, brush.px(1.5)))


def _draw_state(
    brush: Brush, country: Country, place: Place, state: StateShown, is_selected: bool
) -> None:
    theme = brush.theme
    livery = brush.look.livery(country.livery)
    capital = place(country.capital)
    brush.disc(capital, brush.px(8), theme.shade, mix(livery.ink, theme.text, 0.4), brush.px(1.5))
    brush.icon("capital", theme.text, capital, brush.px(11))
    _draw_name(brush, place(country.name), state, is_selected)


def _draw_name(brush: Brush, at: Point, state: StateShown, is_selected: bool) -> None:
    theme = brush.theme
    width, height = brush.look.fonts.size(state.name, NAME)
    x, y = at[0] - width / 2, at[1] - height / 2
    halo = max(1, brush.px(1.5))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)):
        brush.text(state.name, NAME, theme.shade, (x + dx * halo, y + dy * halo))
    brush.text(state.name, NAME, theme.ink_on_land, (x, y))
    if is_selected:
        low = round(y + height)
        brush.fill(pygame.Rect(round(x), low, width, brush.px(2)), theme.ink_on_land)


def _draw_standing(
    brush: Brush, country: Country, place: Place, state: StateShown, crowded: bool
) -> None:
    """At a name: unread talk, and how a state stands; on crowded maps by a sign alone."""
    at = place(country.name)
    width, height = brush.look.fonts.size(state.name, NAME)
    places = [place(point) for point in (*country.camps, country.capital)]
    aside = width / 2 + brush.px(14)
    if state.unread:
        _draw_sign(brush, "hotline", brush.theme.accent, (at[0] + aside, at[1]), 15)
    if crowded and state.is_mobilised:
        sides = [(at[0] - aside, at[1]), *([] if state.unread else [(at[0] + aside, at[1])])]
        spot = max(sides, key=lambda side: min(math.dist(side, point) for point in places))
        _draw_sign(brush, "readiness", brush.theme.caution, spot, 15)
    notes = [say("You") if state.is_own else "", say("Beaten") if state.is_beaten else ""]
    if state.is_mobilised and not crowded:
        notes.append(say("Mobilised") if state.is_own else say("Mobilised?"))
    note = " · ".join(filter(None, notes))
    if note:
        away = height / 2 + brush.px(13)
        below, above = (at[0], at[1] + away), (at[0], at[1] - away)
        near = min(math.dist(below, point) for point in places) < brush.px(40)
        better = min(math.dist(above, point) for point in places) > brush.px(40)
        _draw_note(brush, note, above if near and better else below, state)


def _draw_note(brush: Brush, text: str, at: Point, state: StateShown) -> None:
    theme = brush.theme
    ink = theme.caution if state.is_mobilised or state.is_beaten else theme.text
    width = brush.look.fonts.width(text, FINE_STRONG) + brush.px(12)
    box = pygame.Rect(0, 0, width, brush.px(17))
    box.center = round(at[0]), round(at[1])
    brush.box(box, theme.shade, radius=box.height // 2)
    brush.text_in(text, FINE_STRONG, ink, box)
