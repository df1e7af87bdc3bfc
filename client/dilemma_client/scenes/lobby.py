"""The lobby: who is at the table before the match begins, and what each may do about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dilemma.protocol.messages import Table
from dilemma_client.link import invitation_to
from dilemma_client.link.address import is_of_this_machine
from dilemma_client.scenes.menu import FIRST_BOT
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.transitions import BeReady, Silence, TakeSeat, Transition, Unseat
from dilemma_client.theme import BODY, SMALL, TITLE, Tone
from dilemma_client.tongue import count, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.clipboard import copy_text
from dilemma_client.widgets.text import Icon, Line, Text, caption

Ask = Callable[[Transition], None]


def lobby_parts(moment: Moment, ask: Ask) -> list[Widget]:
    """What stands between the title and the way out."""
    model = moment.model
    parts: list[Widget] = [*_invitation(moment)]
    if model.table is None:
        return parts
    watching = model.table.watching
    note = count("{n} spectator", "{n} spectators", watching) if watching else ""
    seats = [_seat(moment, model.table, state, ask) for state in model.names]
    bots = _bots(moment, model.table)
    return [*parts, caption(say("Seats"), note), *seats, *bots, _ready(moment, model.table, ask)]


def _invitation(moment: Moment) -> list[Widget]:
    """The code to read aloud, and the link to send."""
    code = moment.model.code
    link = invitation_to(moment.address, code)
    copies = Row(
        [
            Line(code, TITLE, Tone.ACCENT, grow=1),
            Button(
                "copy.code",
                say("Copy code"),
                partial(copy_text, code),
                icon="copy",
                hint=say("To the clipboard; the others write it where they join."),
            ),
            Button(
                "copy.link",
                say("Copy link"),
                partial(copy_text, link),
                icon="copy",
                hint=say("To the clipboard; it has the server and the code in one."),
            ),
        ],
        gap=8,
    )
    return [caption(say("Join code")), copies, *_way_here(moment.address, link)]


def _way_here(address: str, link: str) -> list[Widget]:
    """The link as it is sent; or, where it leads others nowhere, what to do about that."""
    shown: list[Widget] = [Text(link, SMALL, Tone.MUTED)]
    if is_of_this_machine(address):
        only_here = say(
            "Other machines cannot use this link, as it says no more than: this machine. They need "
            "its address in the network; a server started with --host 0.0.0.0 prints it."
        )
        shown.append(Text(only_here, SMALL, Tone.CAUTION))
    return shown


def _seat(moment: Moment, table: Table, state: str, ask: Ask) -> Widget:
    """One seat: whose it is, how he stands, and what may be done about it."""
    model = moment.model
    player, own = table.players.get(state), state == model.seat
    name = model.names[state]
    if player is None:
        sit = Button(
            f"sit.{state}",
            say("Sit here"),
            lambda: ask(TakeSeat(state)),
            why_not=_begun(table),
            hint=say("Gives up your seat and takes this one."),
        )
        return Row(
            [Icon("people", 16, Tone.MUTED), Line(name, BODY, grow=1), _muted(say("free")), sit]
        )
    ready = state in table.ready
    sign = Icon("check" if ready else "clock", 16, Tone.GOOD if ready else Tone.CAUTION)
    who = say("{name} (you)", name=player) if own else player
    tools = [] if own or table.host != model.seat else _host_tools(table, state, player, ask)
    return Row(
        [sign, Line(name, BODY, grow=1), Line(who, SMALL), _muted(_standing(table, state)), *tools]
    )


def _bots(moment: Moment, table: Table) -> list[Widget]:
    """To the host: how bots come to free seats, which he cannot do from here."""
    if table.host != moment.model.seat or None not in table.players.values():
        return []
    link = invitation_to(moment.address, moment.model.code)
    command = f"dilemma bot --join {link} --bots {FIRST_BOT}"
    copy = Button(
        "copy.command",
        say("Copy command"),
        partial(copy_text, command),
        icon="copy",
        hint=say("To the clipboard; it names one bot, and takes others after commas."),
    )
    words = say("A command in a terminal gives a free seat to a bot.")
    return [Row([Text(words, SMALL, Tone.MUTED, grow=1), copy])]


def _standing(table: Table, state: str) -> str:
    """How a player stands, in a few words."""
    words = [say("ready") if state in table.ready else say("not ready")]
    if state == table.host:
        words.append(say("host"))
    if state not in table.present:
        words.append(say("away"))
    if state in table.muted:
        words.append(say("silenced"))
    return ", ".join(words)


def _host_tools(table: Table, state: str, player: str, ask: Ask) -> list[Widget]:
    muted = state in table.muted
    silence = Button(
        f"mute.{state}",
        say("Let {name} speak", name=player) if muted else say("Silence {name}", name=player),
        lambda: ask(Silence(state, not muted)),
        icon="signal",
        shows_label=False,
        hint=(
            say("Let {name} speak again.", name=player)
            if muted
            else say("{name} can say nothing until you take that back.", name=player)
        ),
    )
    remove = Button(
        f"remove.{state}",
        say("Remove {name} from the table", name=player),
        lambda: ask(Unseat(state)),
        icon="cross",
        shows_label=False,
        hint=say("The seat of {name} becomes free for somebody else.", name=player),
    )
    return [silence, remove]


def _ready(moment: Moment, table: Table, ask: Ask) -> Widget:
    ready = moment.model.seat in table.ready
    return Button(
        "ready",
        say("I am not ready after all") if ready else say("I am ready"),
        lambda: ask(BeReady(not ready)),
        icon="check",
        weight=Weight.NORMAL if ready else Weight.PRIMARY,
        height=42,
        why_not=_begun(table),
        hint=say("The match begins when every seat is taken and everybody is ready."),
    )


def _begun(table: Table) -> str:
    return say("The match has begun.") if table.begun else ""


def _muted(words: str) -> Widget:
    return Line(words, SMALL, Tone.MUTED)
