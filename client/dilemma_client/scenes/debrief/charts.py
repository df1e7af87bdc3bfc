"""Charts: what one state had and how each other saw it, and how they feared each other."""

from __future__ import annotations

from dilemma.protocol.hindsight import Hindsight, LaneTurn, Seen
from dilemma.view import Estimate
from dilemma.vocabulary import BudgetLine, Criterion
from dilemma_client.charts.fears import Fears
from dilemma_client.charts.history import History
from dilemma_client.scenes.debrief.scrub import Scrub, ink_of
from dilemma_client.theme import FINE, FINE_STRONG, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Grid, Row
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import Line, Text
from dilemma_client.words.terms import BUDGET, tension_level

COUNTED = (BudgetLine.DETERRENT, BudgetLine.SHIELD)
"""Lines whose stocks others can count."""

MOST_ABREAST = 3
"""Charts side by side; more are put in two rows."""


TENSION = "tension"
"""What the charts show beside stocks: how much two states feared each other."""

SECOND_LINE = 10
"""Logical units that a chart gives up for a second line above it."""

FEW = 4
"""States whose names stand beside what is measured; those of more are put below it."""


def charts(scrub: Scrub, hindsight: Hindsight, turns: int) -> list[Widget]:
    """One chart for each other state than the one looked at, and what is shown in them."""
    lanes = [lane for lane in hindsight.lanes if lane.state == scrub.state]
    if not lanes:
        return []
    measures = _measures(lanes[0])
    if scrub.line not in {option.value for option in measures}:
        scrub.line = ""
    others = [seen.watcher for seen in lanes[0].seen]
    height = _height(len(others))
    if scrub.line == TENSION:
        is_wide = len(others) == 1
        shown = [_fears(scrub, hindsight, other, height, is_wide=is_wide) for other in others]
    else:
        places = range(len(others))
        shown = [_chart(scrub, lanes, place, turns, height) for place in places]
    heads = _headings(scrub, measures, _explained(scrub, hindsight))
    return [Column([*heads, Grid(shown, min(MOST_ABREAST, len(shown)))])]


def _height(others: int) -> float:
    if others == 1:
        return 150
    return 76 if others <= MOST_ABREAST else 46


def _measures(lane: LaneTurn) -> list[Option]:
    """What the charts can show of a match."""
    lines = [line for line in COUNTED if line in lane.stocks]
    return [
        Option("", say("Strength")),
        *([Option(TENSION, say("Tension"))] if lane.fears else []),
        *(Option(line, BUDGET[line].name) for line in lines),
    ]


def _explained(scrub: Scrub, hindsight: Hindsight) -> str:
    """How the charts are read."""
    name = scrub.names[scrub.state]
    if scrub.line != TENSION:
        return say("What {state} had is the plain line, what others saw is the band.", state=name)
    limit = _limit(hindsight)
    if limit is None:
        return say("From 0 to 100: {state} is the thick line.", state=name)
    return say(
        "From 0 to 100: {state} is the thick line. If both end above the dashes, it is a conflict.",
        state=name,
    )


def _limit(hindsight: Hindsight) -> float | None:
    """The tension of two states from which there is a conflict, as the verdict says it."""
    asked = Criterion.WAR_OR_HIGH_TENSION
    found = (each.values.get("limit") for each in hindsight.conditions if each.name is asked)
    limit = next(found, None)
    return limit / 100 if isinstance(limit, int | float) else None


def _headings(scrub: Scrub, measures: list[Option], explained: str) -> list[Widget]:
    """Of what, of whom, and how to read it."""
    of_what = Choice(
        "chart.line",
        say("Measure in the chart"),
        measures,
        scrub.line,
        scrub.measure,
        height=26,
        hint=say("What the charts measure: forces, tension, or one stock of a module."),
        grow=0.6,
    )
    of_whom = Choice(
        "chart.state",
        say("State in the chart"),
        [Option(state, name) for state, name in scrub.names.items()],
        scrub.state,
        scrub.look_at,
        height=26,
        hint=say("Whose charts they are: it and each other state."),
        grow=1,
    )
    words = Text(explained, FINE, Tone.MUTED)
    if len(measures) > 2 or len(scrub.names) > FEW:
        return [Row([of_what]), Row([of_whom]), words]
    return [Row([of_what, of_whom], gap=16), words]


def _fears(
    scrub: Scrub, hindsight: Hindsight, other: str, height: float, *, is_wide: bool
) -> Widget:
    """How much the state looked at and another feared each other; what is wide has one heading."""
    sides = (scrub.state, other), (other, scrub.state)
    curves = tuple(_fear(hindsight, *side) for side in sides)
    inks = ink_of(scrub, scrub.state), ink_of(scrub, other)
    names = {"state": scrub.names[scrub.state], "name": scrub.names[other]}
    chart = Fears(
        say("{state} and {name}: tension towards each other", **names),
        (curves[0], curves[1]),
        inks,
        limit=_limit(hindsight),
        at=scrub.turn,
        height=height if is_wide else height - SECOND_LINE,
    )
    now = scrub.turn - 1
    levels = [
        Line(f"{name} {tension_level(curve[now])}", FINE_STRONG, ink)
        for name, curve, ink in zip(names.values(), curves, inks, strict=True)
    ]
    heads = [Row(levels, gap=10)] if is_wide else levels
    return Column([*heads, chart], gap=1)


def _fear(hindsight: Hindsight, state: str, other: str) -> list[float]:
    """The tension of one state towards another, turn by turn and at the end."""
    felt = [lane.fears.get(other, 0.0) for lane in hindsight.lanes if lane.state == state]
    return felt + [found.fears.get(other, 0.0) for found in hindsight.states if found.id == state]


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
