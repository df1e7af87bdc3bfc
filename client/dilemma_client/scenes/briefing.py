"""The briefing: who you are, what you want, and what everybody knows of this world."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import pygame

from dilemma.view import Briefing, View
from dilemma_client.atlas.geography import livery_places
from dilemma_client.contents import scenario_told
from dilemma_client.library import scenario_named
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import GiveUp, Go, Place
from dilemma_client.scenes.turn.leaving import leaving_sheet
from dilemma_client.theme import BODY, HEADING, SMALL, TITLE, Tone, land
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Layers, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Badge, Icon, Line, Text, caption
from dilemma_client.words.durations import clock_words, duration
from dilemma_client.words.terms import MOTIVES
from dilemma_client.words.worlds import shift_in_short, world_in_words

NARROW = 820
"""Logical units below which everything stands in one column."""

AIMS: dict[str, tuple[str, ...]] = {
    "security_seeker": (
        mark("Keep your land and let your people prosper."),
        mark(
            "Do not be the only one who disarms, and do not be the one who starts a war for "
            "nothing."
        ),
    ),
    "revisionist": (
        mark("Keep your land and let your people prosper."),
        mark("Land that you take from others counts for you as well."),
    ),
    "regime_survivor": (
        mark("Stay in power: your standing at home counts most."),
        mark("Keep your land; a war that goes wrong can end you."),
    ),
}
"""What counts in the score, by motive, in words."""


HIDDEN = mark("Nobody else knows this. You do not know what the others want.")
KNOWN = mark("Everybody knows this, and you know what every other state wants.")
"""Whether motives are secret, as nearly always, or known to all."""


class BriefingScene(Scene):
    """Read once, before the first turn."""

    place: ClassVar[Place] = Place.BRIEFING

    def __init__(self) -> None:
        super().__init__()
        self.interface.memory.focus = "begin"
        self.is_leaving = False

    def build(self, moment: Moment) -> Widget:
        page = self._page(moment)
        if not self.is_leaving:
            return page
        stay = partial(self._think_of_leaving, False)
        return Layers([page, leaving_sheet(stay, lambda: self.ask(GiveUp()))])

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self.is_leaving = not self.is_leaving
            return True
        return super().shortcut(stroke)

    def _think_of_leaving(self, is_leaving: bool) -> None:
        self.is_leaving = is_leaving

    def _page(self, moment: Moment) -> Widget:
        briefing, view = moment.model.told, moment.model.view
        if briefing is None or view is None:
            return sheet_of(Text(say("No briefing has come yet."), BODY), 480)
        begin = Button(
            "begin",
            say("To the first turn"),
            lambda: self.ask(Go(Place.TURN)),
            icon="right",
            weight=Weight.PRIMARY,
            height=44,
            grow=1,
        )
        leave = Button(
            "leave",
            say("Leave"),
            partial(self._think_of_leaving, True),
            icon="leave",
            height=44,
        )
        story = [_heading(briefing), *_told_to_all(briefing), _story(briefing)]
        facts: list[Widget] = [
            _motive(view),
            _world(briefing, view),
            *_map_note(briefing),
        ]
        body: Widget
        if moment.width < NARROW:
            body = Column([*story, *facts], gap=14)
        else:
            columns = [Column(story, gap=10, grow=1.25), Column(facts, gap=10, grow=1)]
            body = Row(columns, gap=28, align=Align.START)
        left = moment.left
        words = (
            say("The first turn is open: {left} left.", left=clock_words(left))
            if left is not None
            else ""
        )
        running = Text(words, SMALL, Tone.MUTED, align=Align.CENTRE) if words else None
        way_on: Widget = Row([leave, begin, running], gap=14)
        if moment.width < NARROW:
            way_on = Column([Row([leave, begin], gap=12), running], gap=6)
        return sheet_of(Column([body, way_on], gap=14), 1080)

    def clock(self, moment: Moment) -> object:
        left = moment.left
        return None if left is None else int(left)


def _story(briefing: Briefing) -> Widget:
    paragraphs = _flowing(briefing.text).split("\n\n")
    return Column([Text(paragraph, BODY) for paragraph in paragraphs], gap=8)


def _flowing(text: str) -> str:
    """Paragraphs without the line breaks of the file they come from."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _heading(briefing: Briefing) -> Widget:
    names = {state.id: state.name for state in briefing.states}
    name = names[briefing.seat]
    places = livery_places(briefing.scenario, tuple(names))
    return Row(
        [
            Badge(name[:1], land(places[briefing.seat]), 52),
            Column(
                [
                    Line(say("You govern {name}", name=name), TITLE),
                    Line(briefing.title, BODY, Tone.MUTED),
                ],
                gap=0,
            ),
        ],
        gap=14,
    )


def _told_to_all(briefing: Briefing) -> list[Widget]:
    """What the scenario is about; who joins by a code has not read it anywhere else."""
    summary = _flowing(briefing.summary)
    return [Text(summary, SMALL, Tone.MUTED)] if summary else []


def _motive(view: View) -> Widget:
    motive = view.own.motive
    term = MOTIVES[motive]
    lines: list[Widget] = [
        Row([Icon(term.icon, 22, Tone.ACCENT), Text(term.name, HEADING, Tone.ACCENT, grow=1)]),
        Text(term.hint, SMALL),
        *(_point(say(words)) for words in AIMS[motive]),
        Text(say(KNOWN if view.dials.motives_known else HIDDEN), SMALL, Tone.CAUTION),
    ]
    return Column(
        [caption(say("What you want")), Card(Column(lines, gap=6), stripe=Tone.ACCENT)], gap=6
    )


def _point(words: str) -> Widget:
    return Row([Icon("check", 14, Tone.GOOD), Text(words, SMALL, grow=1)], align=Align.START, gap=7)


def _world(briefing: Briefing, view: View) -> Widget:
    time = duration(briefing.turn_seconds)
    names = {state.id: state.name for state in briefing.states}
    facts = [_fact(icon, words) for icon, words in world_in_words(view.dials, view.modules)]
    facts += [
        _fact("up" if shift.factor >= 1.0 else "down", shift_in_short(shift, names[shift.state]))
        for shift in view.power_shifts
    ]
    clock = say(
        "{turns} turns of {time}. All write orders in secret and at the same time.",
        turns=briefing.turns,
        time=time,
    )
    return Column([caption(say("What everybody knows")), _fact("clock", clock), *facts], gap=6)


def _fact(icon: str, words: str) -> Widget:
    return Row([Icon(icon, 17), Text(words, SMALL, grow=1)], align=Align.START, gap=9)


def _map_note(briefing: Briefing) -> list[Widget]:
    """What the map shows and does not, where the scenario has one and it is shipped."""
    scenario = scenario_named(briefing.scenario)
    note = " ".join(scenario_told(scenario).map_note.split()) if scenario else ""
    return [Column([caption(say("The map")), Text(note, SMALL, Tone.MUTED)], gap=6)] if note else []
