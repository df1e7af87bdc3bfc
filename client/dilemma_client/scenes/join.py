"""Join by code: the code on the blackboard, a name, and where the server is."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma.protocol.messages import OpenTable
from dilemma_client.contents import title_told
from dilemma_client.link.address import BadAddress
from dilemma_client.link.invitation import read_invitation
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import Go, JoinMatch, LookAround, Place
from dilemma_client.theme import SMALL, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.field import Field
from dilemma_client.widgets.text import Line, Text, caption, reason

DEFAULT_SERVER = "ws://127.0.0.1:8765"
"""Where a server listens that somebody started on this machine without saying more."""


class JoinScene(Scene):
    """Sits down at somebody else's table."""

    place: ClassVar[Place] = Place.JOIN

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    server: ClassVar[str] = DEFAULT_SERVER

    def __init__(self) -> None:
        super().__init__()
        self.interface.memory.focus = "code"

    def build(self, moment: Moment) -> Widget:
        why_not = self._why_not()
        buttons = Row(
            [
                Button("back", say("Back"), self._back, icon="left", height=42, grow=1),
                Button(
                    "join",
                    say("Join"),
                    self._join,
                    icon="join",
                    weight=Weight.PRIMARY,
                    height=42,
                    why_not=why_not,
                    grow=1.6,
                ),
            ],
            gap=12,
        )
        parts: list[Widget | None] = [
            Text(say("Join a match"), TITLE),
            Text(say("The host has a code for you."), SMALL, Tone.MUTED),
            reason(moment.note, Tone.DANGER) if moment.note else None,
            self._group(
                "code", say("Join code"), self.code, say("For example 7KD2-QXMA, or a link")
            ),
            self._group("name", say("Your name"), self.name, say("How the others will read you")),
            self._group("server", say("Server"), self.server, "ws://host:port"),
            *self._public(moment),
            reason(why_not) if why_not else None,
            buttons,
        ]
        return sheet_of(Column(parts, gap=14), 460)

    def _public(self, moment: Moment) -> list[Widget]:
        """Public matches of the server that wait for players, once asked for."""
        look = Button(
            "look",
            say("Public matches on this server"),
            lambda: self.ask(LookAround(self.server.strip())),
            icon="people",
            why_not="" if self.server.strip() else say("Write where the server is."),
        )
        tables = moment.model.tables
        if tables is None:
            return [look]
        if not tables:
            return [look, Text(say("No public match waits for players there."), SMALL, Tone.MUTED)]
        return [look, *(self._table(table) for table in tables)]

    def _table(self, table: OpenTable) -> Widget:
        title = title_told(table.scenario, table.title)
        who = say("{names}; {n} free", names=", ".join(table.players), n=len(table.free))
        return Row(
            [
                Line(title, SMALL, grow=1),
                Line(who, SMALL, Tone.MUTED),
                Button(
                    f"pick.{table.code}",
                    say("Choose {title}", title=title),
                    lambda: self._write("code", table.code),
                    icon="check",
                    shows_label=False,
                ),
            ]
        )

    def _group(self, key: str, label: str, text: str, placeholder: str) -> Widget:
        return Column([caption(label), self._field(key, label, text, placeholder)], gap=6)

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._back()
            return True
        return super().shortcut(stroke)

    def _field(self, key: str, label: str, text: str, placeholder: str) -> Field:
        return Field(
            key,
            label,
            text,
            lambda written: self._write(key, written),
            on_submit=self._join,
            longest=200 if key != "name" else 40,
            placeholder=placeholder,
        )

    def _write(self, key: str, text: str) -> None:
        """What was typed is kept for the next visit: a wrong code is corrected, not typed again.

        A link pasted where the code belongs says where the server is, too.
        """
        if key == "code" and "://" in text:
            try:
                invitation = read_invitation(text)
            except BadAddress:
                invitation = None
            if invitation is not None and invitation.address is not None:
                type(self).server, text = invitation.address, invitation.code
        setattr(type(self), key, text)

    def _why_not(self) -> str:
        if not self.code.strip():
            return say("Write the join code first.")
        if not self.name.strip():
            return say("Write a name for the others to read.")
        return "" if self.server.strip() else say("Write where the server is.")

    def _back(self) -> None:
        self.ask(Go(Place.MENU))

    def _join(self) -> None:
        if not self._why_not():
            self.ask(JoinMatch(self.server.strip(), self.name.strip(), self.code.strip()))
