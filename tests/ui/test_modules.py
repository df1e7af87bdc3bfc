"""Modules: each is on the screens exactly where its scenario switches it on."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from dilemma.orders import Motion, Order
from dilemma.protocol.messages import SubmitOrders, TurnOpened
from dilemma.vocabulary import CORE_LINES, MODULE_LINES, Instrument, Module, MotionKind
from dilemma_client.atlas.knowledge import lines_of
from dilemma_client.scenes.turn.insight import insight_of
from dilemma_client.scenes.turn.knowing import knowledge_of
from support import full_views, six_states, views
from support.staging import Staged


def with_only(*modules: Module) -> Staged:
    """The first turn of a world with these modules."""
    return Staged().in_turn(full_views.only(views.first_view(), *modules))


def own_books(staged: Staged) -> Staged:
    """The dossier open at one's own state."""
    staged.press(pygame.K_F2)
    staged.focus("choice", "State")
    while staged.find("choice", "State").value != staged.stage.model.names[staged.briefing.seat]:
        staged.press(pygame.K_RIGHT)
    return staged


def sealed(staged: Staged) -> Order:
    """Seal, and see what was sent."""
    staged.click("button", "Seal orders")
    command = staged.line.sent[-1]
    assert isinstance(command, SubmitOrders)
    return command.order


# budget and books


@pytest.mark.parametrize("modules", [(), *((module,) for module in Module), tuple(Module)])
def test_the_budget_has_the_lines_of_the_modules_that_are_on(modules: tuple[Module, ...]) -> None:
    staged = with_only(*modules)
    shown = [node.key for node in staged.nodes if node.key.startswith("budget.")]
    brought = [line for module in modules for line in MODULE_LINES[module]]
    assert sorted(shown) == sorted(f"budget.{line}" for line in (*CORE_LINES, *brought))


def test_a_line_of_a_module_is_spent_on_by_keyboard() -> None:
    staged = with_only(Module.DETERRENCE)
    staged.focus("slider", "Shield")
    staged.press(pygame.K_RIGHT)
    assert sealed(staged).budget[MODULE_LINES[Module.DETERRENCE][1]] == pytest.approx(0.08)


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (Module.DETERRENCE, "Arsenal"),
        (Module.INTERNAL_SECURITY, "Unrest costs you 12% of your income."),
        (Module.SECRECY, "1.2"),
    ],
)
def test_ones_own_stocks_are_in_the_books_where_the_module_is_on(
    module: Module, words: str
) -> None:
    others = [other for other in Module if other is not module]
    assert words in own_books(with_only(module)).words
    assert words not in own_books(with_only(*others)).words


def test_high_unrest_is_said_to_force_spending() -> None:
    view = full_views.only(views.first_view(), Module.INTERNAL_SECURITY)
    restless = msgspec.structs.replace(view, own=msgspec.structs.replace(view.own, unrest=0.7))
    staged = own_books(Staged().in_turn(restless))
    assert "part of your funds goes to internal security by itself" in staged.words


# arsenals of others


def test_an_arsenal_is_shown_with_its_band_and_what_a_war_would_ruin() -> None:
    staged = with_only(Module.DETERRENCE)
    assert staged.find("estimate", "Deterrent").value == "≈ 14, between 11 and 18"
    assert staged.find("estimate", "Shield").value == "≈ 3, between 2 and 4"
    assert "deterrent 11–18, shield 2–4" in staged.words
    assert "Attacking it would ruin about" in staged.words
    assert "if the attacker wins, and more if it is thrown back" in staged.words


def test_without_deterrents_no_arsenal_is_shown_anywhere() -> None:
    staged = with_only(*(module for module in Module if module is not Module.DETERRENCE))
    assert not staged.has("estimate", "Deterrent")
    assert "eterrent" not in staged.words
    view = staged.stage.model.view
    assert view is not None
    assert all(not s.arsenal for s in knowledge_of(staged.stage.model, insight_of(view)).states)


def test_arsenals_stand_on_the_map_with_what_is_known_of_them() -> None:
    staged = with_only(Module.DETERRENCE)
    view = staged.stage.model.view
    assert view is not None
    shown = {s.id: s.arsenal for s in knowledge_of(staged.stage.model, insight_of(view)).states}
    assert shown["aster"] == (("deterrent", "16"), ("shield", "5"))
    assert shown["borea"] == (("deterrent", "11–18"), ("shield", "2–4"))
    assert staged.words.count("Deterrent") == 1, "the legend of the map names the sign"


# what all know: shifts, pacts, motives


def known(**changes: object) -> Staged:
    """The first turn with something that is known to all."""
    return Staged().in_turn(msgspec.structs.replace(views.first_view(), **changes))


def test_an_announced_shift_is_on_the_map_and_in_the_dossier_of_its_state() -> None:
    staged = known(power_shifts=full_views.SHIFTS)
    assert "Borea: economy +30%, turns 3–9" in staged.words
    assert "Its economy is announced to grow by 30% from turn 3 to 9." in staged.words
    assert "shrink" not in staged.words, "that is about Corvia"


def test_a_shift_that_is_over_leaves_the_map_and_stays_in_the_dossier() -> None:
    staged = known(power_shifts=full_views.SHIFTS, turn=10)
    assert "Borea: economy" not in staged.words
    assert "That is done." in staged.words


def test_a_pact_of_others_is_in_the_dossier_and_on_the_map() -> None:
    pacts = (("borea", "corvia"),)
    staged = known(pacts=pacts)
    assert "It has a defence pact with Corvia." in staged.words
    view = msgspec.structs.replace(views.first_view(), pacts=pacts)
    lines = {line.between: line.in_force for line in lines_of(view)}
    assert lines["borea", "corvia"] == (Instrument.DEFENCE_PACT,)


def test_a_motive_that_all_know_is_in_the_dossier_and_said_in_the_briefing() -> None:
    staged = Staged().in_turn(full_views.first_view())
    assert "It wants to keep what it has. All know it." in staged.words
    told = Staged().seated()
    told.hear(TurnOpened(full_views.first_view(), 120.0, None, False))
    assert "Everybody knows this" in told.words


def test_what_nobody_announced_is_not_there() -> None:
    staged = Staged().in_turn()
    for words in ("Announced", "economy +", "defence pact with", "All know it.", "Forum"):
        assert words not in staged.words
    assert not staged.has("choice", "Motion in the forum")


# the forum


def in_forum(states: int = 4) -> Staged:
    """The order sheet of a world with a forum."""
    staged, view = Staged(), full_views.only(views.first_view(), Module.FORUM)
    names = staged.briefing.states[:states]
    staged.briefing = msgspec.structs.replace(staged.briefing, states=names)
    staged.in_turn(msgspec.structs.replace(view, others=view.others[: states - 1]))
    staged.focus("choice", "Motion in the forum")
    return staged


def test_a_state_is_condemned_by_keyboard() -> None:
    staged = in_forum()
    staged.press(pygame.K_RIGHT)
    assert "takes 2 of 3" in staged.words
    staged.focus("choice", "Condemn")
    staged.press(pygame.K_RIGHT)
    assert sealed(staged).motion == Motion(MotionKind.CONDEMN, "corvia")


def test_mediation_is_asked_for_by_keyboard_and_between_two_different_states() -> None:
    staged = in_forum()
    staged.press(pygame.K_RIGHT, pygame.K_RIGHT)
    assert "takes 2 of 2" in staged.words
    staged.focus("choice", "Mediate between")
    staged.press(pygame.K_RIGHT)
    assert staged.find("choice", "And").value == "Borea"
    staged.focus("choice", "And")
    staged.press(pygame.K_LEFT)
    assert sealed(staged).motion == Motion(MotionKind.MEDIATE, "corvia", "delmark")


def test_a_motion_can_be_taken_back() -> None:
    staged = in_forum()
    staged.press(pygame.K_RIGHT, pygame.K_LEFT)
    assert sealed(staged).motion is None


def test_with_one_other_state_there_is_nobody_to_mediate_between_and_it_says_so() -> None:
    staged = in_forum(states=2)
    assert "Mediate: It takes two other states to mediate between." in staged.words
    staged.press(pygame.K_LEFT)
    assert staged.find("choice", "Motion in the forum").value == "Condemn"


# the debrief


def test_the_debrief_shows_what_modules_brought() -> None:
    staged = Staged().in_debrief(full_views.hindsight())
    assert "deterrent 16, shield 5, internal security 4, secrecy 1. Unrest 30." in staged.words
    assert "Of it internal security 5, deterrent 5, shield 5, secrecy 5." in staged.words
    assert "In the forum: condemn Corvia." in staged.words
    assert "In the forum: mediate Borea and Delmark." in staged.words


def test_the_charts_of_the_debrief_follow_the_arsenal_that_is_chosen() -> None:
    staged = Staged().in_debrief(full_views.hindsight())
    before = staged.find("chart", "Aster as Borea saw it").value
    staged.focus("choice", "Measure in the chart")
    staged.press(pygame.K_RIGHT, pygame.K_RIGHT)
    assert staged.find("choice", "Measure in the chart").value == "Deterrent"
    assert staged.find("chart", "Aster as Borea saw it").value != before


def test_a_debrief_without_modules_has_none_of_it() -> None:
    staged = Staged().in_debrief()
    staged.focus("choice", "Measure in the chart")
    staged.press(pygame.K_LEFT)
    assert staged.find("choice", "Measure in the chart").value == "Tension"
    for words in ("eterrent", "Unrest", "Of it", "In the forum"):
        assert words not in staged.words


# six states


@pytest.fixture
def six() -> Staged:
    """The middle of a match of six states, its crisis answered."""
    staged = Staged()
    staged.briefing = six_states.briefing()
    staged.in_turn(six_states.busy_view())
    staged.click("button", "Hold")
    return staged


def test_every_state_goes_by_its_name(six: Staged) -> None:
    six.focus("choice", "State")
    seen = []
    for _ in six_states.NAMES:
        six.press(pygame.K_RIGHT)
        seen.append(six.find("choice", "State").value)
    assert sorted(seen) == sorted(six_states.NAMES.values())


def test_offers_are_made_to_any_state_from_the_sheet_itself(six: Staged) -> None:
    six.press(pygame.K_F3)
    six.focus("choice", "Offers to")
    six.press(pygame.K_RIGHT)
    assert "Offers to Malaysia" in six.words
    six.click("checkbox", "Inspections")
    assert sealed(six).offers["malaysia"] == (Instrument.INSPECTIONS,)


def test_whose_offers_wait_for_an_answer_is_marked(six: Staged) -> None:
    choice = next(c for c in six.stage.scene.interface.controls if c.key == "offers.to")
    waiting = [option for option in getattr(choice, "options") if option.icon]  # noqa: B009
    assert [(o.label, o.hint) for o in waiting] == [
        ("Malaysia", "It offers you: hotline, inspections.")
    ]
