"""The board: how the parts of the turn screen share the window, wide or narrow."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from dilemma_client.atlas.overlay import TIGHT
from dilemma_client.atlas.view import MapSheets, MapView
from dilemma_client.model import Model
from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.dossier import dossier_panel
from dilemma_client.scenes.turn.events import events_panel
from dilemma_client.scenes.turn.hotline import hotline_panel
from dilemma_client.scenes.turn.legend import legend
from dilemma_client.scenes.turn.report import report_over
from dilemma_client.scenes.turn.sheet import order_panel
from dilemma_client.scenes.turn.shifts import announced
from dilemma_client.scenes.turn.topbar import top_bar
from dilemma_client.theme import SPACING
from dilemma_client.tongue import count, say
from dilemma_client.widgets.base import Size, Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Padded, Row
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.panel import Panel

WIDE = 1100
"""Logical units from which the three columns stand side by side."""

DOSSIER_WIDTH, ORDERS_WIDTH, TALK_HEIGHT = 286, 334, 188


def tabs_of(model: Model) -> list[Option]:
    """The parts of a screen that has room for one; that somebody has spoken shows on its tab."""
    unread = model.unread
    waiting = count("{n} message not read yet (F5).", "{n} messages not read yet (F5).", unread)
    return [
        Option("dossier", say("Dossier"), hint=say("What is known of each state (F2).")),
        Option("map", say("Map"), hint=say("Who lies where, and what lies between them (F6).")),
        Option(
            "talk",
            say("Talk"),
            "hotline" if unread else "",
            waiting if unread else say("What happened, and the hotlines (F4, F5)."),
        ),
        Option("orders", say("Orders"), hint=say("What you decide this turn (F3).")),
    ]


def turn_board(desk: Desk, moment: Moment, body: Widget) -> Widget:
    """Everything on the turn screen but what lies on top of it."""
    if desk.draft is None:
        return Padded(Column([]))
    return Column([top_bar(desk, moment), _growing(body)], gap=0)


def board_body(desk: Desk, moment: Moment, sheets: MapSheets) -> Widget:
    """All of it below the top bar, where nothing moves with the clock of the turn."""
    if desk.draft is None:
        return Column([])
    parts = _columns(desk, moment, sheets) if moment.width >= WIDE else _tabs(desk, moment, sheets)
    return Padded(parts, SPACING.near, SPACING.near)


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
    choice = Choice("tabs", say("Part of the screen"), tabs_of(moment.model), desk.tab, desk.show)
    return Column([choice, *(_growing(widget) for widget in shown.values())])


def _growing(widget: Widget) -> Widget:
    widget.grow = 1.0
    return widget


def _map_panel(desk: Desk, moment: Moment, sheets: MapSheets) -> Widget:
    view = MapView("map.view", desk.drawn, desk.known, desk.selected, desk.select, sheets)
    shown = moment.model.view
    assert shown is not None
    report = report_over(view, desk.reel, moment)
    return _growing(MapPanel(view, legend(shown), announced(moment.model), report))


class MapPanel(Panel):
    """The map fills its panel; its legend and what is announced lie in corners, over the sea.

    Where height is short the legend has its own line below the map. A report lies above the legend
    while there is one, as wide as the map.
    """

    def __init__(
        self,
        view: MapView,
        signs: Widget,
        notice: Widget | None = None,
        report: Widget | None = None,
    ) -> None:
        super().__init__("map", say("Map"), view)
        self.inside = [view, signs, *([notice] if notice else [])]
        self.report = report

    def children(self) -> Sequence[Widget]:
        return [*self.inside, *([self.report] if self.report else [])]

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
        if self.report is not None:
            width = rect.width - 2 * gap
            height = self.report.size(look, width)[1]
            low = min(view.rect.bottom - gap, signs.rect.top - gap)
            self.report.arrange(look, pygame.Rect(rect.x + gap, low - height, width, height))

    def draw(self, brush: Brush, memory: Memory) -> None:
        for widget in self.children():
            widget.draw(brush, memory)
