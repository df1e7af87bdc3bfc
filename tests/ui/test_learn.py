"""The lesson: one thing at a time, done or skipped, and nothing forbidden meanwhile."""

from __future__ import annotations

import dataclasses

import msgspec
import pygame
import pytest

from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import Accepted, Heard, MatchEnded, TurnOpened
from dilemma.scenario import parse_scenario
from dilemma.view import View
from dilemma.vocabulary import BudgetLine, Instrument, Motive, Verdict
from dilemma_client.entry import Solo
from dilemma_client.library import asset_bytes, scenarios
from dilemma_client.scenes.learn.coach import Coach
from dilemma_client.scenes.learn.step import Step
from dilemma_client.scenes.learn.steps import SCENARIO, STEPS, lesson
from dilemma_client.scenes.transitions import Place
from dilemma_client.widgets.base import Node
from support import views
from support.staging import Staged


def coach(staged: Staged) -> Node:
    """What the coach says, as it is read out."""
    (said,) = (node for node in staged.nodes if node.role == "coach")
    return said


def step(staged: Staged) -> str:
    """The step that is told."""
    companion = staged.stage.companion
    assert isinstance(companion, Coach)
    return companion.step.key if companion.step is not None else ""


def skip_to(staged: Staged, key: str) -> None:
    """Skip steps until one is told."""
    for _ in range(2 * len(STEPS)):
        if step(staged) == key:
            return
        staged.press(pygame.K_F8)
    raise AssertionError(f"'{key}' is never told")


def later(staged: Staged, turn: int, *in_force: Instrument) -> None:
    """The next turn opens, with some instruments in force with the first other state."""
    first = views.first_view()
    rival = views.page("borea", in_force=in_force)
    view = msgspec.structs.replace(first, turn=turn, others=(rival, *first.others[1:]))
    staged.hear(TurnOpened(view, 180.0, None, False))


@pytest.fixture
def staged() -> Staged:
    """The first turn of a lesson."""
    staged = Staged()
    staged.stage.companion = Coach()
    return staged.in_turn()


# the way in


def test_one_press_in_the_menu_starts_a_lesson_against_a_bot() -> None:
    staged = Staged()
    staged.focus("button", "Learn")
    staged.press(pygame.K_RETURN)
    assert staged.begun == [Solo("first_lesson", "redland", ("tit_for_tat",), "Player")]
    assert isinstance(staged.stage.companion, Coach)
    staged.stage.complain("No server could be started here.")
    assert staged.stage.scene.place is Place.MENU
    assert not isinstance(staged.stage.companion, Coach)


def test_the_lesson_has_a_scenario_of_its_own_that_is_offered_nowhere_else() -> None:
    text = asset_bytes("lessons", f"{SCENARIO}.toml").decode()
    scenario = parse_scenario(text, SCENARIO)
    assert (scenario.name, scenario.ids[0]) == (lesson().scenario, lesson().seat)
    assert scenario.motives == {Motive.SECURITY_SEEKER: 1.0}
    assert scenario.turns == max(step.turn for step in STEPS)
    assert SCENARIO not in {scenario.name for scenario in scenarios()}


def test_the_briefing_is_the_first_step() -> None:
    staged = Staged()
    staged.stage.companion = Coach()
    staged.seated().hear(TurnOpened(views.first_view(), 120.0, None, False))
    assert coach(staged).value.startswith("You govern Aster.")
    staged.press(pygame.K_F8, pygame.K_RETURN)
    assert staged.stage.scene.place is Place.TURN
    assert step(staged) == "own"


# one step after the other


def test_a_step_waits_until_the_thing_is_done(staged: Staged) -> None:
    assert (step(staged), coach(staged).label) == ("own", "The map")
    staged.press(pygame.K_F3, pygame.K_RIGHT)
    assert step(staged) == "own"
    staged.press(pygame.K_F8)
    assert staged.stage.scene.interface.memory.focus == "map.view"
    staged.press(pygame.K_LEFT)
    assert (step(staged), coach(staged).label) == ("rival", "The dossier")
    assert coach(staged).value == "Now choose Borea. Of it you know only what was reported to you."


def test_what_is_to_be_read_is_left_by_a_button(staged: Staged) -> None:
    skip_to(staged, "bands")
    staged.focus("button", "Next")
    staged.press(pygame.K_RETURN)
    assert step(staged) == "assess"


def test_a_step_can_be_skipped_by_mouse_and_by_key(staged: Staged) -> None:
    staged.click("button", "Skip")
    assert step(staged) == "bands"  # the rival is looked at already
    skip_to(staged, "assess")
    staged.press(pygame.K_F8)
    assert step(staged) == "assess"
    staged.press(pygame.K_F8)
    assert step(staged) == "welfare"


def test_a_step_counts_from_what_was_so_when_it_began(staged: Staged) -> None:
    skip_to(staged, "welfare")
    staged.press(pygame.K_F8, *[pygame.K_LEFT] * 7)
    assert step(staged) == "welfare"
    staged.press(pygame.K_LEFT)
    assert step(staged) == "defence"


def test_a_step_is_not_over_while_a_slider_is_held(staged: Staged) -> None:
    skip_to(staged, "welfare")
    staged.press(pygame.K_F8)
    slider = staged.find("slider", "Welfare").rect
    at = (slider.x + slider.width // 2, slider.centery)
    staged.point_at(at)
    staged.stage.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
    staged.point_at((slider.x, slider.centery))
    assert step(staged) == "welfare"
    staged.stage.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
    assert step(staged) == "defence"


def test_nothing_is_forbidden_and_a_new_turn_goes_on_with_its_own_steps(staged: Staged) -> None:
    assert step(staged) == "own"
    staged.click("button", "Seal orders")
    staged.hear(Accepted(staged.line.sent[-1].key))
    later(staged, 2)
    assert step(staged) == "signal"
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_RIGHT)
    assert step(staged) == "hotline"


def test_what_is_so_already_is_not_asked_for(staged: Staged) -> None:
    later(staged, 2)
    staged.focus("checkbox", "Hotline")
    staged.press(pygame.K_SPACE)
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_RIGHT)
    assert step(staged) == "rules"


def test_talk_is_asked_for_only_where_the_line_is_open(staged: Staged) -> None:
    later(staged, 3)
    staged.press(pygame.K_F8)
    assert step(staged) == "doubt"
    later(staged, 4)
    assert step(staged) == "pledge"


def test_what_was_said_counts_once_it_is_on_its_way(staged: Staged) -> None:
    later(staged, 3, Instrument.HOTLINE)
    staged.press(pygame.K_F8)
    assert step(staged) == "ask"
    staged.press(pygame.K_F8)
    staged.write("What is it for?")
    staged.press(pygame.K_RETURN)
    staged.hear(Heard(1, 3, "aster", "borea", "What is it for?"))
    assert step(staged) == "doubt"


def test_a_crisis_is_told_before_all_else_and_whenever_one_comes() -> None:
    staged = Staged()
    staged.stage.companion = Coach()
    staged.in_turn(views.busy_view(turn=2))
    assert step(staged) == "crisis"
    staged.press(pygame.K_F8)
    assert staged.find("button", "Hold").is_focused
    staged.press(pygame.K_RETURN)
    assert step(staged) == "signal"
    staged.hear(TurnOpened(views.busy_view(turn=3), 100.0, None, False))
    assert step(staged) == "crisis.again"
    staged.click("button", "Hold")
    assert step(staged) == "counted"
    staged.hear(TurnOpened(views.busy_view(turn=4), 100.0, None, False))
    assert step(staged) == "crisis.again"


def test_the_keyboard_is_not_left_on_the_coachs_own_buttons(staged: Staged) -> None:
    skip_to(staged, "bands")
    staged.focus("button", "Next")
    staged.press(pygame.K_RETURN)
    assert step(staged) == "assess"
    assert staged.stage.scene.interface.focused is None
    staged.press(pygame.K_RETURN, pygame.K_RETURN)
    assert step(staged) == "assess"


def test_between_two_turns_there_is_nothing_to_press_by_mistake(staged: Staged) -> None:
    staged.press(pygame.K_F3)
    staged.click("button", "Seal orders")
    staged.press(*[pygame.K_F8] * 14)
    assert step(staged) == ""
    assert coach(staged).value == "The lesson goes on with the next turn."
    assert not staged.has("button", "End the lesson")


# the way out


def test_the_lesson_can_be_ended_and_the_match_goes_on(staged: Staged) -> None:
    staged.click("button", "End the lesson")
    assert all(node.role != "coach" for node in staged.nodes)
    later(staged, 2)
    assert all(node.role != "coach" for node in staged.nodes)
    assert staged.has("button", "Seal orders")


def test_after_its_last_step_the_lesson_is_over() -> None:
    staged = Staged()
    staged.stage.companion = Coach()
    staged.in_debrief()
    assert step(staged) == "verdict"
    staged.press(pygame.K_F8, pygame.K_F8, pygame.K_RIGHT)
    assert step(staged) == "truth"
    staged.press(pygame.K_F8, pygame.K_F8)
    assert all(node.role != "coach" for node in staged.nodes)
    staged.click("button", "Back to the menu")
    assert not isinstance(staged.stage.companion, Coach)


# the table


def arming(view: View, share: float) -> View:
    """The view of who gave defence so large a share of the budget last turn."""
    budget = view.own.budget | {BudgetLine.DEFENCE: share}
    return msgspec.structs.replace(view, own=msgspec.structs.replace(view.own, budget=budget))


def begun(*steps: Step) -> Staged:
    """A lesson of some steps in its first turn, before anybody has armed."""
    staged = Staged(scale=2.0)
    staged.stage.companion = Coach(steps or STEPS)
    return staged.in_turn(arming(views.first_view(), 0.05))


def shown(told: Step) -> Staged:
    """A step of who armed, on a screen that has room for one part only."""
    staged = begun(told) if told.instead else Staged(scale=2.0)
    staged.stage.companion = staged.stage.companion if told.instead else Coach([told])
    first = views.first_view()
    rival = views.page("borea", in_force=(Instrument.HOTLINE,))
    view = msgspec.structs.replace(first, turn=told.turn, others=(rival, *first.others[1:]))
    if told.pressing:
        staged.in_turn(views.busy_view())
    elif told.place is Place.TURN:
        staged.in_turn(view)
    elif told.place is Place.BRIEFING:
        staged.seated().hear(TurnOpened(first, 120.0, None, False))
    else:
        staged.in_debrief()
    return staged


@pytest.mark.parametrize("told", STEPS, ids=lambda told: told.key)
def test_every_step_points_at_something_that_is_there(told: Step) -> None:
    told = dataclasses.replace(told, done=None)  # none is done by itself
    staged = shown(told)
    assert coach(staged).value == told.words.format(own="Aster", rival="Borea")
    root = staged.stage.scene.interface.root
    assert root is not None
    assert told.at in {getattr(widget, "key", "") for widget in root.walk()}


PEACE = msgspec.structs.replace(views.hindsight(), verdict=Verdict.STABLE_PEACE)


@pytest.mark.parametrize(
    ("share", "end", "words"),
    [
        (0.2, views.hindsight(), "Both of you wanted to be safe, and each frightened the other"),
        (0.05, views.hindsight(), "You armed no more than at the start, and it came to this"),
        (0.2, PEACE, "You armed to be safe, and this time it came to no conflict."),
        (0.05, PEACE, "You armed no more than at the start, and it came to no conflict."),
    ],
)
def test_the_last_words_follow_from_what_happened(share: float, end: Hindsight, words: str) -> None:
    staged = begun()
    staged.hear(MatchEnded(arming(views.last_view(), share), end))
    skip_to(staged, "truth")
    assert ("in which you armed" in coach(staged).value) == (share > 0.1)
    skip_to(staged, "end")
    assert coach(staged).value.startswith(words)


def test_who_did_not_arm_is_not_told_that_he_did() -> None:
    staged = begun()
    later_view = msgspec.structs.replace(arming(views.first_view(), 0.05), turn=6)
    staged.hear(TurnOpened(later_view, 180.0, None, False))
    skip_to(staged, "spiral")
    assert "Had you armed" in coach(staged).value


def test_between_steps_the_coach_says_what_has_to_happen_first(staged: Staged) -> None:
    def skipped(turn: int, *, sealed: bool) -> str:
        view = msgspec.structs.replace(views.first_view(), turn=turn)
        staged.hear(TurnOpened(view, 180.0, None, sealed))
        staged.press(*[pygame.K_F8] * 14)
        return coach(staged).value

    last = views.first_view().turns
    assert (
        skipped(1, sealed=False) == "Seal your orders, and the lesson goes on with the next turn."
    )
    assert skipped(1, sealed=True) == "The lesson goes on with the next turn."
    assert skipped(last, sealed=False) == (
        "This is the last turn. Seal your orders, and the fog lifts."
    )
    assert skipped(last, sealed=True) == (
        "That was the last turn. As soon as it closes, the fog lifts."
    )


def test_the_words_are_short_and_speak_of_the_two_states() -> None:
    for told in STEPS:
        for said in (told.words, *(words for _, words in told.instead)):
            assert len(said.format(own="Redland", rival="Blueland")) <= 200, told.key
        assert told.title.format(own="Redland", rival="Blueland")
    assert len({told.key for told in STEPS}) == len(STEPS)
