"""Join by code: the code on the blackboard, a name, and where the server is."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma.protocol.messages import OpenTable
from dilemma_client.contents import title_told
from dilemma_client.link.address import BadAddress
from dilemma_client.link.invitation import read_invitation
from dilemma_client.scenes.door import name_part, server_part, why_no_server, why_no_way_in
from dilemma_client.scenes.scene import Moment, Scene, Visit
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import Go, JoinMatch, LookAround, Place, Watch
from dilemma_client.theme import SMALL, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.field import Field
from dilemma_client.widgets.text import Line, Text, caption, reason


class JoinScene(Scene):
    """Sits down at somebody else's table, or looks on."""

    place: ClassVar[Place] = Place.JOIN

    def __init__(self) -> None:
        super().__init__()
        self.interface.memory.focus = "code"

    def build(self, moment: Moment) -> Widget:
        why_not = _why_not(moment)
        parts: list[Widget | None] = [
            Text(say("Join a match"), TITLE),
            Text(say("The host has a code for you."), SMALL, Tone.MUTED),
            reason(moment.note, Tone.DANGER) if moment.note else None,
            self._code(moment),
            name_part(moment, self.ask, lambda: self._join(moment)),
            server_part(moment, lambda: self._join(moment)),
            *self._public(moment),
            reason(why_not) if why_not else None,
            self._buttons(moment, why_not),
        ]
        return sheet_of(Column(parts, gap=14), 460)

    def _code(self, moment: Moment) -> Widget:
        field = Field(
            "code",
            say("Join code"),
            moment.visit.code,
            lambda text: _write_code(moment.visit, text),
            on_submit=lambda: self._join(moment),
            longest=200,
            placeholder=say("For example 7KD2-QXMA, or a link"),
            hint=say("Who opened the match has it. A link brings the server with it."),
        )
        return Column([caption(say("Join code")), field], gap=6)

    def _buttons(self, moment: Moment, why_not: str) -> Widget:
        back = Button("back", say("Back"), self._back, icon="left", height=42, grow=1)
        watch = Button(
            "watch",
            say("Watch"),
            lambda: self.ask(Watch(moment.server.strip(), moment.visit.code.strip())),
            icon="intelligence",
            height=42,
            why_not=_why_not_watch(moment),
            hint=say("See what everybody may see, without a seat."),
            grow=1.2,
        )
        join = Button(
            "join",
            say("Join"),
            lambda: self._join(moment),
            icon="join",
            weight=Weight.PRIMARY,
            height=42,
            why_not=why_not,
            grow=1.4,
        )
        return Row([back, watch, join], gap=12)

    def _public(self, moment: Moment) -> list[Widget]:
        """Public matches of the server that wait for players, once asked for."""
        look = Button(
            "look",
            say("Public matches on this server"),
            lambda: self.ask(LookAround(moment.server.strip())),
            icon="people",
            why_not=why_no_server(moment),
            hint=say("Asks it which matches wait for anybody who comes."),
        )
        tables = moment.model.tables
        if tables is None:
            return [look]
        if not tables:
            return [look, Text(say("No public match waits for players there."), SMALL, Tone.MUTED)]
        return [look, *(_table(moment.visit, table) for table in tables)]

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._back()
            return True
        return super().shortcut(stroke)

    def _back(self) -> None:
        self.ask(Go(Place.MENU))

    def _join(self, moment: Moment) -> None:
        if not _why_not(moment):
            name, code = moment.preferences.name.strip(), moment.visit.code.strip()
            self.ask(JoinMatch(moment.server.strip(), name, code))


def _table(visit: Visit, table: OpenTable) -> Widget:
    title = title_told(table.scenario, table.title)
    who = say("{names}; {n} free", names=", ".join(table.players), n=len(table.free))
    return Row(
        [
            Line(title, SMALL, grow=1),
            Line(who, SMALL, Tone.MUTED),
            Button(
                f"pick.{table.code}",
                say("Choose {title}", title=title),
                lambda: _write_code(visit, table.code),
                icon="check",
                shows_label=False,
                hint=say("Writes its code into the field above."),
            ),
        ]
    )


def _write_code(visit: Visit, text: str) -> None:
    """A link pasted where the code belongs says where the server is, too."""
    if "://" in text:
        try:
            invitation = read_invitation(text)
        except BadAddress:
            invitation = None
        if invitation is not None and invitation.address is not None:
            visit.server, text = invitation.address, invitation.code
    visit.code = text


def _why_not(moment: Moment) -> str:
    return _why_no_code(moment) or why_no_way_in(moment)


def _why_not_watch(moment: Moment) -> str:
    return _why_no_code(moment) or why_no_server(moment)


def _why_no_code(moment: Moment) -> str:
    return "" if moment.visit.code.strip() else say("Write the join code first.")
