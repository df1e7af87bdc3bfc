"""The door: who one is and where one wants in, as it is written on the way into a match."""

from __future__ import annotations

from collections.abc import Callable

from dilemma_client.preferences import LONGEST_NAME, LONGEST_SERVER
from dilemma_client.scenes.scene import Moment, Visit
from dilemma_client.scenes.setting import group
from dilemma_client.scenes.transitions import Prefer, Transition
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column
from dilemma_client.widgets.choice import Option
from dilemma_client.widgets.dropdown import Dropdown
from dilemma_client.widgets.field import Field
from dilemma_client.widgets.text import caption

Enter = Callable[[], None]


def name_part(
    moment: Moment,
    ask: Callable[[Transition], None],
    on_submit: Enter | None = None,
    grow: float = 0.0,
) -> Widget:
    """The player's name; it is the same at every door, and the next time."""
    field = Field(
        "name",
        say("Your name"),
        moment.preferences.name,
        lambda name: ask(Prefer({"name": name})),
        on_submit=on_submit,
        longest=LONGEST_NAME,
        placeholder=say("How the others will read you"),
        hint=say("All at the table read it, and so does the debrief."),
    )
    return group(say("Your name"), field, grow=grow)


def server_part(moment: Moment, on_submit: Enter | None = None, grow: float = 0.0) -> Widget:
    """The server, and those where one has played before to choose from."""
    field = Field(
        "server",
        say("Server"),
        moment.server,
        lambda server: _mean(moment.visit, server),
        on_submit=on_submit,
        longest=LONGEST_SERVER,
        placeholder=say("For example 192.168.0.5"),
        hint=say("The machine where the match is held; who started the server reads its address."),
    )
    return Column([caption(say("Server")), field, *_known(moment)], gap=6, grow=grow)


def _known(moment: Moment) -> list[Widget]:
    servers = moment.preferences.servers
    if not servers or servers == (moment.server,):
        return []
    options = [Option(server, server) for server in servers]
    if moment.server not in servers:
        options.insert(0, Option(moment.server, say("Played on before")))
    label = say("Servers played on before")
    return [
        Dropdown(
            "servers",
            label,
            options,
            moment.server,
            lambda server: _mean(moment.visit, server),
            hint=say("Puts its address into the field above."),
        )
    ]


def _mean(visit: Visit, server: str) -> None:
    visit.server = server


def why_no_way_in(moment: Moment) -> str:
    """What is missing of who one is and where one wants in; empty if nothing is."""
    if not moment.preferences.name.strip():
        return say("Write a name for the others to read.")
    return why_no_server(moment)


def why_no_server(moment: Moment) -> str:
    """What is missing of where one wants in; empty if nothing is."""
    return "" if moment.server.strip() else say("Write where the server is.")
