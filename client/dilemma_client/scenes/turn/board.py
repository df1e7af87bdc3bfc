"""The board: how the parts of the turn screen share the window, wide or narrow."""

from __future__ import annotations

import pygame

from dilemma_client.atlas.overlay import TIGHT
from dilemma_client.atlas.view import MapSheets, MapView
from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.dossier import dossier_panel
from dilemma_client.scenes.turn.events import events_panel
from dilemma_client.scenes.turn.hotline import hotline_panel
from dilemma_client.scenes.turn.legend import legend
from dilemma_client.scenes.turn.sheet import order_panel
from dilemma_client.scenes.turn.shifts import announced
from dilemma_client.scenes.turn.topbar import top_bar
from dilemma_client.theme import SPACING
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Size, Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Padded, Row
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.panel import Panel

WIDE = 1100
"""Logical units from which the three columns stand side by side."""

DOSSIER_WIDTH, ORDERS_WIDTH, TALK_HEIGHT = 286, 334, 188


def tabs() -> list[Option]:
    """The parts of the screen, where there is room for one at a time."""
    return [
        Option("dossier", say("Dossier")),
        Option("map", say("Map")),
        Option("talk", say("Talk")),
        Option("orders", say("Orders")),
    ]


def turn_board(desk: Desk, moment: Moment, sheets: MapSheets) -> Widget:
    """Everything on the turn screen but what lies on top of it."""
    if desk.draft is None:
        return Padded(Column([]))
    bar = top_bar(desk, moment)
    body = _columns(desk, moment, sheets) if moment.width >= WIDE else _tabs(desk, moment, sheets)
    return Column([bar, Padded(body, SPACING.near, SPACING.near, grow=1)], gap=0)


def _columns(desk: Desk, moment: Moment, sheets: MapSheets) -> Widget:
    talk = Row(
        [_growing(events_panel(desk, moment)), _growing(hotline_panel(desk, moment))],
        align=Align.STRETCH,
    )
    centre = Column([_map_panel(desk, moment, sheets), Fixed(talk, height=TALK_HEIGHT)], grow=1)
    return Row(
        [
            Fixed(dossier_panel(desk, moment), width=DOSSIER_WIDTH),
            centre,
            Fixed(order_panel(desk, moment), width=ORDERS_WIDTH),
        ],
        align=Align.STRETCH,
    )


def _tabs(desk: Desk, moment: Moment, sheets: MapSheets) -> Widget:
    shown: dict[str, Widget] = {}
    if desk.tab == "dossier":
        shown["dossier"] = dossier_panel(desk, moment)
    elif desk.tab == "orders":
        shown["orders"] = order_panel(desk, moment)
    elif desk.tab == "talk":
        shown["events"] = _growing(events_panel(desk, moment))
        shown["hotline"] = _growing(hotline_panel(desk, moment))
    else:
        shown["map"] = _map_panel(desk, moment, sheets)
    choice = Choice("tabs", say("Part of the screen"), tabs(), desk.tab, desk.show)
    return Column([choice, *(_growing(widget) for widget in shown.values())])


def _growing(widget: Widget) -> Widget:
    widget.grow = 1.0
    return widget


def _map_panel(desk: Desk, moment: Moment, sheets: MapSheets) -> Widget:
    view = MapView("map.view", desk.drawn, desk.known, desk.selected, desk.select, sheets)
    shown = moment.model.view
    assert shown is not None
    return _growing(MapPanel(view, legend(shown), announced(moment.model)))


class MapPanel(Panel):
    """The map fills its panel; its legend and what is announced lie in corners, over the sea.

    Where height is short the legend has its own line below the map.
    """

    def __init__(self, view: MapView, signs: Widget, notice: Widget | None = None) -> None:
        super().__init__("map", say("Map"), view)
        self.inside = [view, signs, *([notice] if notice else [])]

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        view, signs, *notices = self.inside
        gap = look.px(SPACING.near)
        width, height = signs.size(look, rect.width)
        under = height + 2 * gap if rect.height < look.px(TIGHT) else 0
        view.arrange(look, pygame.Rect(rect.x, rect.y, rect.width, rect.height - under))
        signs.arrange(look, pygame.Rect(rect.x + gap, rect.bottom - height - gap, width, height))
        for notice in notices:
            width, height = notice.size(look, rect.width)
            notice.arrange(look, pygame.Rect(rect.x + gap, rect.y + gap, width, height))

    def draw(self, brush: Brush, memory: Memory) -> None:
        for widget in self.inside:
            widget.draw(brush, memory)
