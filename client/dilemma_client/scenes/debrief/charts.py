"""Charts: what one state truly had over the match, and how each other state saw it."""

from __future__ import annotations

from dilemma.protocol.hindsight import Hindsight, LaneTurn, Seen
from dilemma.view import Estimate
from dilemma.vocabulary import BudgetLine
from dilemma_client.charts.history import History
from dilemma_client.scenes.debrief.scrub import Scrub, ink_of
from dilemma_client.theme import FINE, SMALL, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Grid, Row
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import Icon, Line
from dilemma_client.words.terms import BUDGET

COUNTED = (BudgetLine.DETERRENT, BudgetLine.SHIELD)
"""Lines whose stocks others can count."""

MOST_ABREAST = 3
"""Charts side by side; more are put in two rows."""


def charts(scrub: Scrub, hindsight: Hindsight, turns: int) -> list[Widget]:
    """One chart for each watcher of the state looked at, and what is shown in them."""
    lanes = [lane for lane in hindsight.lanes if lane.state == scrub.state]
    if not lanes:
        return []
    if scrub.line not in lanes[0].stocks:
        scrub.line = ""
    shown = [
        _chart(scrub, lanes, place, turns, _height(len(lanes[0].seen)))
        for place in range(len(lanes[0].seen))
    ]
    return [Column([*_headings(scrub, lanes[0]), Grid(shown, min(MOST_ABREAST, len(shown)))])]


def _height(watchers: int) -> float:
    if watchers == 1:
        return 150
    return 76 if watchers <= MOST_ABREAST else 52


def _headings(scrub: Scrub, lane: LaneTurn) -> list[Widget]:
    """Of whom, and where states have arsenals also of what."""
    states = [Option(state, name) for state, name in scrub.names.items()]
    lines = [line for line in COUNTED if line in lane.stocks]
    of_whom = Choice(
        "chart.state",
        say("State in the chart"),
        states,
        scrub.state,
        scrub.look_at,
        height=26,
        hint=say("Whose forces the charts show: what it had, and what each other state saw."),
        grow=1,
    )
    options = [Option("", say("Strength")), *(Option(line, BUDGET[line].name) for line in lines)]
    of_what = Choice(
        "chart.line",
        say("Stock in the chart"),
        options,
        scrub.line,
        scrub.measure,
        height=26,
        hint=say("What the charts measure: all forces together, or one stock of a module."),
        grow=1,
    )
    words = say("Strength, truth as a plain line:") if not lines else say("Truth as a plain line:")
    sign = [Icon("intelligence", 16), Line(words, SMALL)]
    if lines:
        return [Row([*sign, of_what], gap=8), of_whom]
    return [Row([*sign, of_whom], gap=8)]


def _chart(scrub: Scrub, lanes: list[LaneTurn], place: int, turns: int, height: float) -> Widget:
    watcher = lanes[0].seen[place].watcher
    name = scrub.names[watcher]
    seen = [(lane.turn, _seen(scrub, lane.seen[place])) for lane in lanes]
    chart = History(
        say("{state} as {name} saw it", state=scrub.names[scrub.state], name=name),
        [(turn, estimate) for turn, estimate in seen if estimate is not None],
        turns,
        truth=[(lane.turn, _truth(scrub, lane)) for lane in lanes],
        at=scrub.turn,
        height=height,
        ink=ink_of(scrub, watcher),
    )
    return Column([Line(say("as {name} saw it", name=name), FINE, Tone.MUTED), chart], gap=2)


def _truth(scrub: Scrub, lane: LaneTurn) -> float:
    if not scrub.line:
        return lane.offence + lane.defence
    return lane.stocks.get(BudgetLine(scrub.line), 0.0)


def _seen(scrub: Scrub, seen: Seen) -> Estimate | None:
    return seen.arsenal.get(BudgetLine(scrub.line)) if scrub.line else seen.strength
