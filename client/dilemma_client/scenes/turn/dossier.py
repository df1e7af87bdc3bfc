"""The dossier: all that is known of one state, how well it is known, and what one makes of it."""

from __future__ import annotations

from functools import partial

from dilemma.orders import Assessment
from dilemma.view import OtherState, Report, View
from dilemma.view.books import StandingUltimatum
from dilemma.vocabulary import Motive, Readiness
from dilemma_client.atlas.knowledge import in_short, split
from dilemma_client.charts.bands import Band, Meter
from dilemma_client.charts.history import History
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.arsenal import arsenal_of
from dilemma_client.scenes.turn.books import own_books
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.scenes.turn.fear import fear_of, what_fear_is, whose_fear
from dilemma_client.scenes.turn.insight import Insight
from dilemma_client.scenes.turn.sealing import locked_because
from dilemma_client.scenes.turn.shifts import power_shifts_of
from dilemma_client.theme import (
    FINE,
    HEADING,
    SMALL,
    SMALL_STRONG,
    Ink,
    Tone,
    land,
)
from dilemma_client.tongue import count, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.explained import Explained
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.slider import Slider
from dilemma_client.widgets.text import Badge, Icon, Line, Text, caption
from dilemma_client.words.terms import (
    CREDIBILITY,
    DEMANDS,
    INSTRUMENTS,
    MOTIVES,
    READINESS,
    RELIABILITY,
    SIGNALS,
    SOURCES,
    WANTED,
)

INTERVAL = 0.8
"""How sure the staff is that the truth lies in its bands."""


def dossier_panel(desk: Desk, moment: Moment) -> Widget:
    """The dossier of the state that is looked at; of one's own, the books."""
    model, view = moment.model, moment.model.view
    assert view is not None
    page = view.other(desk.selected)
    groups = own_books(model) if page is None else _about(desk, model, page)
    body = Scroll("dossier.scroll", say("Dossier"), Column([*groups], gap=9))
    return Panel(
        "dossier",
        say("Dossier"),
        Column([_states(desk, model), body], gap=4),
        icon="dossier",
        note="F2",
    )


def _states(desk: Desk, model: Model) -> Widget:
    options = [
        Option(
            state,
            name,
            icon="hotline" if model.hotline(state).unread else "",
            hint=_about_line(model, state)
            or (
                say("Your own books.")
                if state == model.seat
                else say("Look at {name}, and offer it treaties.", name=name)
            ),
        )
        for state, name in model.names.items()
    ]
    return Choice("dossier.state", say("State"), options, desk.selected, desk.select, height=26)


def _about_line(model: Model, state: str) -> str:
    """How much of what a state said on its hotline has not been seen; empty if all has."""
    unread = model.hotline(state).unread
    if not unread:
        return ""
    return count(
        "{n} message from {name} not read yet.",
        "{n} messages from {name} not read yet.",
        unread,
        name=model.names[state],
    )


def _about(desk: Desk, model: Model, page: OtherState) -> list[Widget]:
    view, draft = model.view, desk.draft
    assert view is not None
    assert draft is not None
    return [
        _heading(desk, model, page),
        *known_motive(page.motive),
        _forces(desk.insight, view, page),
        *arsenal_of(desk.insight, view, page.id),
        _reports(model, page),
        *power_shifts_of(model, page.id),
        Column([_fear(model, page), _between(model, page)], gap=5),
        _assessment(draft, page, locked_because(model)),
    ]


def _heading(desk: Desk, model: Model, page: OtherState) -> Widget:
    name = model.names[page.id]
    words, ink = _posture(page)
    return Row(
        [
            Badge(name[:1], land(desk.liveries.get(page.id, 0)), 40),
            Column([Line(name, HEADING), Line(words, SMALL, ink)], gap=0, grow=1),
        ],
        gap=10,
    )


def _posture(page: OtherState) -> tuple[str, Ink]:
    """What all can see of a state's posture, the gravest first."""
    if page.beaten:
        return say("Beaten: a rump that still speaks"), Tone.MUTED
    if page.at_war:
        return say("At war with you"), Tone.DANGER
    if any(ultimatum.to_me for ultimatum in page.ultimatums):
        return say("Its ultimatum to you is due"), Tone.DANGER
    if page.crisis is not None:
        return say("In crisis with you"), Tone.CAUTION
    if page.pledge_turns:
        return count(
            "Pledged restraint for {n} more turn",
            "Pledged restraint for {n} more turns",
            page.pledge_turns,
        ), Tone.GOOD
    if page.signal is not None:
        return say("Signalled: {signal}", signal=SIGNALS[page.signal].inline), Tone.ACCENT
    return say("At peace with you"), Tone.GOOD


def known_motive(motive: Motive | None) -> list[Widget]:
    """What a state wants, where all know what everybody wants."""
    if motive is None:
        return []
    term = MOTIVES[motive]
    heading = Row([Icon(term.icon, 16, Tone.ACCENT), Line(term.name, SMALL_STRONG, Tone.ACCENT)])
    words = Text(say("{wants} All know it.", wants=WANTED[motive]), SMALL, Tone.MUTED)
    return [Column([heading, words], gap=2)]


def _forces(insight: Insight, view: View, page: OtherState) -> Widget:
    """The staff estimate, against one's own strength as the scale."""
    staff = insight.staff[page.id]
    reports = [report for report in view.reports if report.about == page.id]
    if not reports:
        return Column(
            [caption(say("Staff estimate")), Text(say("No reports yet."), SMALL, Tone.MUTED)], gap=4
        )
    offence, defence = split(staff.strength, staff.offence_share)
    past = insight.past[page.id]
    before = past[-2][1].value if len(past) > 1 else None
    own = view.own.offence + view.own.defence
    limit = max(own, *(estimate.high for _, estimate in past)) * 1.1
    grade = _grade(reports)
    history = Explained(
        "dossier.history",
        say(
            "The strength of this state turn by turn, as your staff saw it: the line is its best "
            "guess, the band what it is sure of, the number what the top of the picture stands for."
        ),
        History(say("Strength by turn"), past, view.turns, height=42),
    )
    return Column(
        [
            Explained(
                "dossier.grade",
                _graded(reports),
                caption(
                    say("Staff estimate"),
                    say("{share:.0%} sure · {grade}", share=INTERVAL, grade=grade),
                    note_ink=Tone.MUTED,
                ),
            ),
            Band(say("Strength"), staff.strength, limit, icon="flag", before=before),
            Band(say("Offence"), offence.estimate, limit, icon="offence", ink=Tone.DANGER),
            Band(say("Defence"), defence.estimate, limit, icon="defence", ink=Tone.CAUTION),
            _readiness_line(staff.readiness),
            history,
        ],
        gap=5,
    )


def _readiness_line(readiness: Readiness) -> Widget:
    alarmed = readiness is Readiness.MOBILISED
    words = say("{readiness} (reported)", readiness=READINESS[readiness].name)
    return Row(
        [
            Icon("readiness", 16),
            Line(say("Readiness"), SMALL, grow=1),
            Line(words, SMALL_STRONG, Tone.CAUTION if alarmed else Tone.TEXT),
        ],
        gap=6,
    )


def _grade(reports: list[Report]) -> str:
    """The best grade among the newest reports."""
    best = _best(reports)
    return say("grade {grade}", grade=f"{best.reliability}{best.credibility}")


def _best(reports: list[Report]) -> Report:
    newest = max(report.turn for report in reports)
    return min(
        (report for report in reports if report.turn == newest),
        key=lambda report: f"{report.reliability}{report.credibility}",
    )


def _graded(reports: list[Report]) -> str:
    """What the best grade means, for who points at it."""
    best = _best(reports)
    return say(
        "Grade {grade}: source {reliability}, report {credibility}. Letters run from A to F, "
        "digits from 1 to 6; F and 6 mean that nobody can judge.",
        grade=f"{best.reliability}{best.credibility}",
        reliability=RELIABILITY.get(best.reliability, ""),
        credibility=CREDIBILITY.get(best.credibility, ""),
    )


def _reports(model: Model, page: OtherState) -> Widget:
    """The newest reports side by side, so that it is seen where they disagree."""
    reports = model.reports_on(page.id)
    if not reports:
        return Column([])
    conflict = _conflict(reports)
    cards = [_report_card(report) for report in reports]
    heading = (
        Row(
            [
                caption(say("Conflicting reports"), ink=Tone.CAUTION),
                Icon("warning", 15, Tone.CAUTION),
            ]
        )
        if conflict
        else caption(say("Reports"))
    )
    if isinstance(heading.inside[0], Row):
        heading.inside[0].grow = 1.0
    return Column([heading, *cards], gap=5)


def _conflict(reports: tuple[Report, ...]) -> bool:
    """Whether two of the newest reports disagree: bands apart, or another readiness."""
    if len({report.readiness for report in reports}) > 1:
        return True
    lows = max(report.strength.low for report in reports)
    highs = min(report.strength.high for report in reports)
    return lows > highs


def _report_card(report: Report) -> Widget:
    term = SOURCES[report.source]
    share = report.offence_share
    readiness = READINESS[report.readiness].inline
    words = say(
        "{strength}, {low:.0%}–{high:.0%} offence, {readiness}",
        strength=in_short(report.strength),
        low=share.low,
        high=share.high,
        readiness=readiness,
    )
    if report.deterrent is not None and report.shield is not None:
        arsenal = say(
            "deterrent {deterrent}, shield {shield}",
            deterrent=in_short(report.deterrent),
            shield=in_short(report.shield),
        )
        words = f"{words}; {arsenal}"
    reliability = RELIABILITY.get(report.reliability, "")
    meaning = f"{reliability}, {CREDIBILITY.get(report.credibility, '')}"
    heading = Row(
        [
            Line(term.name, SMALL_STRONG, grow=1),
            Line(f"{report.reliability}{report.credibility}", SMALL_STRONG, Tone.MUTED),
        ],
        gap=4,
    )
    alarmed = report.readiness is Readiness.MOBILISED
    stripe = Tone.DANGER if alarmed else Tone.GOOD
    body = Column([heading, Text(words, SMALL), Text(meaning, FINE, Tone.MUTED)], gap=1)
    return Card(body, stripe=stripe, along=5)


def _fear(model: Model, page: OtherState) -> Widget:
    """How much the player's own state fears this one."""
    fear, whose = fear_of(page), whose_fear(model.names[page.id])
    meter = Meter(whose, fear.share, fear.words, ink=fear.ink, grow=1)
    level = Row([meter, Line(fear.words, SMALL_STRONG, fear.ink)], gap=7)
    return Explained("dossier.fear", what_fear_is(), Column([caption(whose), level], gap=2))


def _between(model: Model, page: OtherState) -> Widget:
    """What lies between the two states."""
    in_force = ", ".join(INSTRUMENTS[kind].name for kind in page.in_force) or say("none")
    facts = [say("In force with you: {treaties}.", treaties=in_force)]
    allies = [model.names[ally] for ally in allies_of(model.view, page.id)]
    if allies:
        facts.append(say("It has a defence pact with {allies}.", allies=", ".join(allies)))
    if page.attacks_made:
        facts.append(say("Attacks made: {attacks_made}.", attacks_made=page.attacks_made))
    if page.pledges_broken:
        facts.append(say("Pledges broken: {pledges_broken}.", pledges_broken=page.pledges_broken))
    if page.territory < 0.995 or page.territory > 1.005:
        facts.append(
            say("Holds {territory:.0%} of the land it began with.", territory=page.territory)
        )
    facts.extend(_ultimatum(ultimatum) for ultimatum in page.ultimatums)
    return Text(" ".join(facts), SMALL, Tone.MUTED)


def _ultimatum(ultimatum: StandingUltimatum) -> str:
    demand = DEMANDS[ultimatum.demand].inline
    if ultimatum.to_me:
        return say("It demands: {demand}, due this turn.", demand=demand)
    return say("You demand: {demand}, due this turn.", demand=demand)


def allies_of(view: View | None, state: str) -> list[str]:
    """Third states that a state has a public defence pact with."""
    if view is None:
        return []
    pacts = [pair for pair in view.pacts if state in pair and view.seat not in pair]
    return [other for pair in pacts for other in pair if other != state]


def _assessment(draft: Draft, page: OtherState, locked: str) -> Widget:
    """The player's own judgement; it changes nothing and is read in the debrief."""
    now = draft.assessment(page.id)
    recorded = page.id in draft.order.assessments
    sliders = [
        Slider(
            f"assess.{part}",
            label,
            number,
            partial(_assess, draft, page.id, part),
            step=0.05,
            why_not=locked,
            label_width=104,
            value_width=44,
            hint=say("Changes nothing. In the debrief it is compared with the truth."),
        )
        for part, label, number in (
            ("harm", say("Means harm"), now.harm),
            ("attack", say("Attacks next"), now.attack),
        )
    ]
    note = say("recorded") if recorded else say("not recorded yet")
    heading = caption(say("Your assessment"), note, note_ink=Tone.GOOD if recorded else Tone.MUTED)
    return Column([heading, *sliders], gap=2)


def _assess(draft: Draft, state: str, part: str, number: float) -> None:
    now = draft.assessment(state)
    harm = number if part == "harm" else now.harm
    attack = number if part == "attack" else now.attack
    draft.assess(state, Assessment(harm=harm, attack=attack))
