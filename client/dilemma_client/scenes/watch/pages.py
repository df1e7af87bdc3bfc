"""Pages: what everybody may know of each state, and who plays it."""

from __future__ import annotations

from collections.abc import Mapping

from dilemma.view import PublicState, PublicView
from dilemma_client.model import Model
from dilemma_client.scenes.turn.dossier import known_motive
from dilemma_client.theme import HEADING, SMALL, Ink, Tone, land
from dilemma_client.tongue import count, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Badge, Line, Text
from dilemma_client.words.terms import SIGNALS


def pages_panel(model: Model, view: PublicView, liveries: Mapping[str, int]) -> Widget:
    """A page for each state, in the order of the scenario."""
    pages = [_page(model, view, state, liveries.get(state.id, 0)) for state in view.states]
    body = Scroll("states.scroll", say("States"), Column(pages, gap=8))
    return Panel("states", say("States"), body, icon="dossier", note="F2")


def _page(model: Model, view: PublicView, state: PublicState, livery: int) -> Widget:
    name = model.names[state.id]
    player = (model.table.players.get(state.id) if model.table else None) or say("nobody")
    words, ink = _standing(model, view, state)
    heading = Row(
        [
            Badge(name[:1], land(livery), 34),
            Column(
                [
                    Row([Line(name, HEADING, grow=1), Line(player, SMALL, Tone.MUTED)], gap=8),
                    Text(words, SMALL, ink),
                ],
                gap=0,
                grow=1,
            ),
        ],
        gap=10,
    )
    facts = Text(" ".join(_facts(model, view, state)), SMALL, Tone.MUTED)
    return Card(Column([heading, facts, *known_motive(state.motive)], gap=5))


def _standing(model: Model, view: PublicView, state: PublicState) -> tuple[str, Ink]:
    """How a state stands, the gravest first."""
    enemies = _partners(model, view.wars, state.id)
    if state.beaten:
        return say("Beaten: a rump that still speaks"), Tone.MUTED
    if enemies:
        return say("At war with {names}", names=", ".join(enemies)), Tone.DANGER
    if state.pledge_turns:
        return count(
            "Pledged restraint for {n} more turn",
            "Pledged restraint for {n} more turns",
            state.pledge_turns,
        ), Tone.GOOD
    if state.signal is not None:
        return say("Signalled: {signal}", signal=SIGNALS[state.signal].inline), Tone.ACCENT
    return say("At peace"), Tone.GOOD


def _facts(model: Model, view: PublicView, state: PublicState) -> list[str]:
    allies = _partners(model, view.pacts, state.id)
    facts = [say("Holds {territory:.0%} of the land it began with.", territory=state.territory)]
    if allies:
        facts.append(say("It has a defence pact with {allies}.", allies=", ".join(allies)))
    facts.append(say("Attacks made: {attacks_made}.", attacks_made=state.attacks_made))
    facts.append(say("Pledges broken: {pledges_broken}.", pledges_broken=state.pledges_broken))
    return facts


def _partners(model: Model, pairs: tuple[tuple[str, str], ...], state: str) -> list[str]:
    """The names of those that a state is paired with."""
    others = (pair[1] if pair[0] == state else pair[0] for pair in pairs if state in pair)
    return [model.names[other] for other in dict.fromkeys(others)]
