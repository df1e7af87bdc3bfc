"""The lanes: for each state and turn what it did, what others saw, and what they believed."""

from __future__ import annotations

from dilemma.orders import Order, Signal
from dilemma.protocol.hindsight import Hindsight, LaneTurn
from dilemma.vocabulary import CORE_LINES, ActionKind, BudgetLine, Readiness
from dilemma_client.charts.sightings import Belief, Shares, Sighting
from dilemma_client.scenes.debrief.aftermath import aftermath_card
from dilemma_client.scenes.debrief.charts import charts
from dilemma_client.scenes.debrief.scrub import Scrub, ink_of
from dilemma_client.scenes.turn.sheet import LINE_INKS
from dilemma_client.theme import (
    CAPTION,
    FINE,
    SMALL,
    SMALL_STRONG,
    STRONG,
    Tone,
    land,
)
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Padded, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.slider import Slider
from dilemma_client.widgets.text import Badge, Line, Text
from dilemma_client.words.naming import player_called
from dilemma_client.words.tellings import quoted
from dilemma_client.words.terms import (
    ACTIONS,
    BUDGET,
    INSTRUMENTS,
    MOTIONS,
    READINESS,
    RESPONSES,
    SIGNALS,
)


def lanes_panel(scrub: Scrub, hindsight: Hindsight, *, has_room: bool = False) -> Widget:
    """The scrubber, what came of the turn, three lanes for each state, and a chart of one of them.

    The charts stay in sight where there is room, and else scroll with the lanes.
    """
    turns = max((lane.turn for lane in hindsight.lanes), default=1)
    scrub.turn = min(max(1, scrub.turn), turns)
    limit = _limit(hindsight)
    rows = [_lane(scrub, lane, limit) for lane in hindsight.lanes if lane.turn == scrub.turn]
    below = charts(scrub, hindsight, turns)
    rows = [aftermath_card(scrub, hindsight), _headings(), *rows]
    scrolling = rows if has_room else [*rows, *below]
    body = Scroll("lanes.scroll", say("Three lanes"), Column(scrolling, gap=6))
    parts = [_scrubber(scrub, turns), body, *(below if has_room else ())]
    return Panel("lanes", say("Did, saw, believed"), Column(parts, gap=8), icon="orders", note="F3")


def _scrubber(scrub: Scrub, turns: int) -> Widget:
    back = Button(
        "scrub.back",
        say("Turn before"),
        lambda: scrub.to(max(1, scrub.turn - 1)),
        icon="left",
        shows_label=False,
        hint=say("The turn before this one."),
        why_not=say("This is the first turn.") if scrub.turn <= 1 else "",
    )
    onward = Button(
        "scrub.onward",
        say("Turn after"),
        lambda: scrub.to(min(turns, scrub.turn + 1)),
        icon="right",
        shows_label=False,
        hint=say("The turn after this one."),
        why_not=say("This was the last turn.") if scrub.turn >= turns else "",
    )
    slider = Slider(
        "scrub",
        say("Turn"),
        float(scrub.turn),
        scrub.to,
        low=1.0,
        high=float(max(2, turns)),
        step=1.0,
        shown="{:.0f}".format,
        label_width=58,
        hint=say("Which turn is told below."),
        grow=1,
    )
    return Row([back, slider, onward], gap=8)


def _headings() -> Widget:
    heads = (
        (say("Did"), say("truth, in secret")),
        (say("Others saw"), say("dot: the truth")),
        (say("Others believed"), say("harm, attack")),
    )
    cells = [
        Column([Line(name, CAPTION, Tone.ACCENT), Line(words, FINE, Tone.MUTED)], gap=0, grow=1)
        for name, words in heads
    ]
    return Padded(Row([Fixed(Line("", FINE), width=34), *cells], gap=12), 9, 0)


def _limit(hindsight: Hindsight) -> float:
    """One scale for all strengths of the match."""
    numbers = [lane.offence + lane.defence for lane in hindsight.lanes]
    numbers += [
        min(seen.strength.high, 3 * max(numbers)) for ln in hindsight.lanes for seen in ln.seen
    ]
    return max([10.0, *numbers])


def _lane(scrub: Scrub, lane: LaneTurn, limit: float) -> Widget:
    name = scrub.names[lane.state]
    badge = Fixed(Badge(name[:1], land(scrub.liveries.get(lane.state, 0)), 30), width=34)
    cells: list[Widget] = [
        Column([Line(name, STRONG), *_did(scrub, lane)], gap=3, grow=1),
        Column(_saw(scrub, lane, limit), gap=5, grow=1),
        Column(_believed(scrub, lane), gap=5, grow=1),
    ]
    return Card(Row([badge, *cells], gap=12, align=Align.START), across=8, along=8)


def _did(scrub: Scrub, lane: LaneTurn) -> list[Widget]:
    order = lane.did
    pieces = [
        (BUDGET[line].name, order.budget[line], LINE_INKS[line])
        for line in BudgetLine
        if line in order.budget
    ]
    return [
        *([Text(_by_bot(lane), SMALL, Tone.CAUTION)] if lane.bot else []),
        Text(possessions(lane), SMALL, Tone.MUTED),
        Shares(say("Budget"), pieces),
        *_bought(order),
        *(Text(words, SMALL, tone) for words, tone in deeds(order, scrub.names)),
    ]


def _by_bot(lane: LaneTurn) -> str:
    """Which bot gave these orders in place of the player."""
    return say("A bot played this turn: {bot}.", bot=player_called(lane.bot))


def _bought(order: Order) -> list[Widget]:
    """Spending on the lines of modules in words: their pieces are often too narrow for any."""
    words = [
        f"{BUDGET[line].inline} {shown(order.budget[line] * 100, '.0f')}"
        for line in BudgetLine
        if line not in CORE_LINES and order.budget.get(line, 0.0) >= 0.005
    ]
    return [Text(say("Of it {words}.", words=", ".join(words)), FINE, Tone.MUTED)] if words else []


def possessions(lane: LaneTurn) -> str:
    """What a state truly had at the start of a turn, in words."""
    stocks = [
        (BUDGET[BudgetLine.OFFENCE], lane.offence),
        (BUDGET[BudgetLine.DEFENCE], lane.defence),
        *((BUDGET[line], points) for line, points in lane.stocks.items()),
    ]
    words = ", ".join(f"{term.inline} {shown(points, '.0f')}" for term, points in stocks)
    had = say("Had {stocks}.", stocks=words)
    if lane.unrest is None:
        return had
    return f"{had} {say('Unrest {unrest:.0f}.', unrest=lane.unrest * 100)}"


def deeds(order: Order, names: dict[str, str]) -> list[tuple[str, Tone]]:
    """What an order did beside spending, in words."""
    found: list[tuple[str, Tone]] = []
    tone = Tone.CAUTION if order.readiness is Readiness.MOBILISED else Tone.TEXT
    found.append((f"{READINESS[order.readiness].name}.", tone))
    if order.signal is not None:
        found.append((_signal(order.signal, names), Tone.TEXT))
    if order.statement:
        found.append((quoted(order.statement), Tone.MUTED))
    for words, states in _offered(order, names).items():
        found.append(
            (say("Offered {states}: {words}.", states=", ".join(states), words=words), Tone.MUTED)
        )
    if order.motion is not None:
        kind = MOTIONS[order.motion.kind].inline
        parties = [order.motion.target, *([order.motion.other] if order.motion.other else [])]
        about = say(" and ").join(names[state] for state in parties)
        found.append((say("In the forum: {kind} {about}.", kind=kind, about=about), Tone.TEXT))
    for state, response in order.responses.items():
        found.append(
            (
                say(
                    "Crisis with {state}: {answer}.",
                    state=names[state],
                    answer=RESPONSES[response].inline,
                ),
                Tone.CAUTION,
            )
        )
    if order.action.kind is not ActionKind.NONE and order.action.target:
        verb = ACTIONS[order.action.kind].name
        found.append((f"{verb}: {names[order.action.target]}.", Tone.DANGER))
    return found


def _signal(signal: Signal, names: dict[str, str]) -> str:
    words = SIGNALS[signal.kind].inline
    if signal.target:
        return say("Signal: {signal} to {target}.", signal=words, target=names[signal.target])
    return say("Signal: {signal}.", signal=words)


def _offered(order: Order, names: dict[str, str]) -> dict[str, list[str]]:
    """What was offered, in words, and to whom: states that were offered the same go together."""
    offered: dict[str, list[str]] = {}
    for state, instruments in order.offers.items():
        words = ", ".join(INSTRUMENTS[kind].inline for kind in instruments)
        if words:
            offered.setdefault(words, []).append(names[state])
    return offered


def _saw(scrub: Scrub, lane: LaneTurn, limit: float) -> list[Widget]:
    truth = lane.offence + lane.defence
    if not lane.seen:
        return [Text(say("Nobody watched."), SMALL, Tone.MUTED)]
    return [
        Sighting(
            scrub.names[seen.watcher], seen.strength, truth, limit, ink_of(scrub, seen.watcher)
        )
        for seen in lane.seen
    ]


def _believed(scrub: Scrub, lane: LaneTurn) -> list[Widget]:
    rows: list[Widget] = []
    for seen in lane.seen:
        name = scrub.names[seen.watcher]
        if seen.believed is None:
            rows.append(
                Row(
                    [Line(name, SMALL_STRONG, grow=1), Line(say("wrote nothing"), FINE, Tone.MUTED)]
                )
            )
        else:
            rows.append(Belief(name, seen.believed.harm, seen.believed.attack))
    return rows
