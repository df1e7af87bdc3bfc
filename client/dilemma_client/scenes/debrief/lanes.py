"""The lanes: for each state and turn what it did, what others saw, and what they believed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dilemma.orders import Order
from dilemma.protocol.hindsight import Hindsight, LaneTurn
from dilemma.vocabulary import ActionKind, Readiness
from dilemma_client.charts.history import History
from dilemma_client.charts.sightings import Belief, Shares, Sighting
from dilemma_client.scenes.turn.sheet import LINE_INKS
from dilemma_client.theme import (
    CAPTION,
    DARK,
    FINE,
    SMALL,
    SMALL_STRONG,
    STRONG,
    Tone,
)
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.slider import Slider
from dilemma_client.widgets.text import Badge, Icon, Line, Text
from dilemma_client.words.terms import ACTIONS, BUDGET, INSTRUMENTS, READINESS, RESPONSES, SIGNALS


@dataclass
class Scrub:
    """Which turn and which state is looked at."""

    turn: int = 1
    state: str = ""
    names: dict[str, str] = field(default_factory=dict)
    liveries: dict[str, int] = field(default_factory=dict)

    def to(self, turn: float) -> None:
        """Go to a turn."""
        self.turn = round(turn)

    def look_at(self, state: str) -> None:
        """Look at a state."""
        self.state = state


def lanes_panel(scrub: Scrub, hindsight: Hindsight) -> Widget:
    """The scrubber, one row of three lanes for each state, and a chart of the state looked at."""
    turns = max((lane.turn for lane in hindsight.lanes), default=1)
    scrub.turn = min(max(1, scrub.turn), turns)
    limit = _limit(hindsight)
    rows = [_lane(scrub, lane, limit) for lane in hindsight.lanes if lane.turn == scrub.turn]
    body = Scroll("lanes.scroll", "Three lanes", Column(rows, gap=6))
    parts = [_scrubber(scrub, turns), _headings(), body, *_chart(scrub, hindsight, turns)]
    return Panel("lanes", "Did, saw, believed", Column(parts, gap=8), icon="orders", note="F3")


def _scrubber(scrub: Scrub, turns: int) -> Widget:
    back = Button(
        "scrub.back",
        "Turn before",
        lambda: scrub.to(max(1, scrub.turn - 1)),
        icon="left",
        shows_label=False,
        why_not="This is the first turn." if scrub.turn <= 1 else "",
    )
    onward = Button(
        "scrub.onward",
        "Turn after",
        lambda: scrub.to(min(turns, scrub.turn + 1)),
        icon="right",
        shows_label=False,
        why_not="This was the last turn." if scrub.turn >= turns else "",
    )
    slider = Slider(
        "scrub",
        "Turn",
        float(scrub.turn),
        scrub.to,
        low=1.0,
        high=float(max(2, turns)),
        step=1.0,
        shown="{:.0f}".format,
        label_width=36,
        grow=1,
    )
    return Row([back, slider, onward], gap=8)


def _headings() -> Widget:
    heads = (
        ("Did", "truth, in secret"),
        ("Others saw", "dot: the truth"),
        ("Others believed", "harm, attack"),
    )
    cells = [
        Row([Line(name, CAPTION, Tone.ACCENT), Line(words, FINE, Tone.MUTED)], gap=7, grow=1)
        for name, words in heads
    ]
    return Row([Fixed(Line("", FINE), width=34), *cells], gap=12)


def _limit(hindsight: Hindsight) -> float:
    """One scale for all strengths of the match."""
    numbers = [lane.offence + lane.defence for lane in hindsight.lanes]
    numbers += [
        min(seen.strength.high, 3 * max(numbers)) for ln in hindsight.lanes for seen in ln.seen
    ]
    return max([10.0, *numbers])


def _lane(scrub: Scrub, lane: LaneTurn, limit: float) -> Widget:
    name = scrub.names[lane.state]
    livery = DARK.liveries[scrub.liveries.get(lane.state, 0)]
    badge = Fixed(Badge(name[:1], livery.land, 30), width=34)
    cells: list[Widget] = [
        Column([Line(name, STRONG), *_did(scrub, lane)], gap=3, grow=1),
        Column(_saw(scrub, lane, limit), gap=5, grow=1),
        Column(_believed(scrub, lane), gap=5, grow=1),
    ]
    return Card(Row([badge, *cells], gap=12, align=Align.START), across=8, along=8)


def _did(scrub: Scrub, lane: LaneTurn) -> list[Widget]:
    order = lane.did
    pieces = [
        (term.name, order.budget.get(line, 0.0), LINE_INKS[line]) for line, term in BUDGET.items()
    ]
    had = f"Had offence {lane.offence:.0f}, defence {lane.defence:.0f}."
    return [
        Text(had, SMALL, Tone.MUTED),
        Shares("Budget", pieces),
        *(Text(words, SMALL, tone) for words, tone in deeds(order, scrub.names)),
    ]


def deeds(order: Order, names: dict[str, str]) -> list[tuple[str, Tone]]:
    """What an order did beside spending, in words."""
    found: list[tuple[str, Tone]] = []
    tone = Tone.CAUTION if order.readiness is Readiness.MOBILISED else Tone.TEXT
    found.append((f"{READINESS[order.readiness].name}.", tone))
    if order.signal is not None:
        target = f" to {names[order.signal.target]}" if order.signal.target else ""
        found.append((f"Signal: {SIGNALS[order.signal.kind].name.lower()}{target}.", Tone.TEXT))
    if order.statement:
        found.append((f"“{order.statement}”", Tone.MUTED))
    for state, instruments in order.offers.items():
        words = ", ".join(INSTRUMENTS[kind].name.lower() for kind in instruments)
        if words:
            found.append((f"Offered {names[state]}: {words}.", Tone.MUTED))
    for state, response in order.responses.items():
        found.append(
            (f"Crisis with {names[state]}: {RESPONSES[response].name.lower()}.", Tone.CAUTION)
        )
    if order.action.kind is not ActionKind.NONE and order.action.target:
        verb = ACTIONS[order.action.kind].name
        found.append((f"{verb}: {names[order.action.target]}.", Tone.DANGER))
    return found


def _saw(scrub: Scrub, lane: LaneTurn, limit: float) -> list[Widget]:
    truth = lane.offence + lane.defence
    if not lane.seen:
        return [Text("Nobody watched.", SMALL, Tone.MUTED)]
    return [
        Sighting(scrub.names[seen.watcher], seen.strength, truth, limit, _ink(scrub, seen.watcher))
        for seen in lane.seen
    ]


def _ink(scrub: Scrub, state: str) -> tuple[int, int, int]:
    return DARK.liveries[scrub.liveries.get(state, 0)].ink


def _believed(scrub: Scrub, lane: LaneTurn) -> list[Widget]:
    rows: list[Widget] = []
    for seen in lane.seen:
        name = scrub.names[seen.watcher]
        if seen.believed is None:
            rows.append(
                Row([Line(name, SMALL_STRONG, grow=1), Line("wrote nothing", FINE, Tone.MUTED)])
            )
        else:
            rows.append(Belief(name, seen.believed.harm, seen.believed.attack))
    return rows


def _chart(scrub: Scrub, hindsight: Hindsight, turns: int) -> list[Widget]:
    """The true strength of one state over the match, and how each other state saw it."""
    lanes = [lane for lane in hindsight.lanes if lane.state == scrub.state]
    if not lanes:
        return []
    truth = [(lane.turn, lane.offence + lane.defence) for lane in lanes]
    charts: list[Widget] = []
    for watcher in [seen.watcher for seen in lanes[0].seen]:
        seen = [
            (lane.turn, sight.strength)
            for lane in lanes
            for sight in lane.seen
            if sight.watcher == watcher
        ]
        chart = History(
            f"{scrub.names[scrub.state]} as {scrub.names[watcher]} saw it",
            seen,
            turns,
            truth=truth,
            at=scrub.turn,
            height=76 if len(scrub.names) > 2 else 150,
            ink=_ink(scrub, watcher),
        )
        label = Line(f"as {scrub.names[watcher]} saw it", FINE, Tone.MUTED)
        charts.append(Column([label, chart], gap=2, grow=1))
    options = [Option(state, name) for state, name in scrub.names.items()]
    heading = Row(
        [
            Icon("intelligence", 16),
            Line("Strength, truth as a white line:", SMALL),
            Choice(
                "chart.state", "State in the chart", options, scrub.state, scrub.look_at, grow=1
            ),
        ],
        gap=8,
    )
    return [Column([heading, Row(charts, gap=8)], gap=5)]
