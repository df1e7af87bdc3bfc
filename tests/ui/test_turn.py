"""The turn screen: every decision can be made, says what it costs, and why not if not."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from dilemma.orders import Action, Assessment, Order, Problem, Signal, standing_order
from dilemma.protocol.messages import (
    Accepted,
    Heard,
    Refused,
    Say,
    SubmitOrders,
    TurnOpened,
    Unseal,
)
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Instrument,
    Readiness,
    Response,
    SignalKind,
)
from dilemma_client.scenes.transitions import Place
from support import views
from support.staging import Staged, table


@pytest.fixture
def staged() -> Staged:
    """The first turn."""
    return Staged().in_turn()


@pytest.fixture
def busy() -> Staged:
    """The middle of a match, its crisis answered with Hold."""
    staged = Staged().in_turn(views.busy_view())
    staged.click("button", "Hold")
    staged.end_report()
    return staged


def sealed(staged: Staged) -> Order:
    """Seal, and see what was sent."""
    staged.click("button", "Seal orders")
    command = staged.line.sent[-1]
    assert isinstance(command, SubmitOrders)
    return command.order


# what is decided


def test_who_changes_nothing_seals_the_standing_order(staged: Staged) -> None:
    assert sealed(staged) == standing_order(views.first_view())


def test_the_budget_is_shared_out_by_keyboard_and_costed_in_points(staged: Staged) -> None:
    assert staged.find("slider", "Defence").value == "8.0"
    assert "4.0 of 40.0 saved" in staged.words
    staged.focus("slider", "Defence")
    staged.press(pygame.K_RIGHT)
    assert staged.find("slider", "Defence").value == "8.8"
    assert "3.2 of 40.0 saved" in staged.words
    assert sealed(staged).budget[BudgetLine.DEFENCE] == pytest.approx(0.22)


def test_mobilising_leaves_less_to_spend(staged: Staged) -> None:
    staged.focus("choice", "Readiness")
    staged.press(pygame.K_RIGHT)
    assert staged.find("choice", "Readiness").value == "Mobilised"
    assert staged.find("slider", "Welfare").value == "18.2"
    assert "4.5 less to spend" in staged.words
    assert sealed(staged).readiness is Readiness.MOBILISED


def test_who_spends_too_much_is_told_and_cannot_seal(staged: Staged) -> None:
    staged.focus("slider", "Welfare")
    staged.press(pygame.K_END)
    seal = staged.find("button", "Seal orders")
    assert "can spend at most 100%" in seal.why_not
    assert "16.0 too much" in staged.words
    assert seal.why_not in staged.words
    staged.click("button", "Seal orders")
    assert staged.line.sent == []


def test_a_signal_a_target_and_a_statement_in_any_writing(staged: Staged) -> None:
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_RIGHT)
    staged.focus("dropdown", "Addressed to")
    staged.press(pygame.K_DOWN, pygame.K_DOWN)
    staged.focus("text field", "Public statement")
    staged.write("Wir wollen Frieden. Мы хотим мира.")
    order = sealed(staged)
    assert order.signal == Signal(SignalKind.REASSURE, "corvia")
    assert order.statement == "Wir wollen Frieden. Мы хотим мира."


def test_an_ultimatum_needs_and_gets_target_and_demand(staged: Staged) -> None:
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_LEFT)
    staged.focus("dropdown", "Demand")
    staged.press(pygame.K_DOWN, pygame.K_DOWN)
    signal = sealed(staged).signal
    assert signal == Signal(SignalKind.ULTIMATUM, "borea", Demand.STOP_ARMING)


def test_a_demand_that_makes_no_sense_is_refused_in_the_rules_own_words(staged: Staged) -> None:
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_LEFT)
    staged.focus("dropdown", "Demand")
    staged.press(pygame.K_DOWN)
    assert "There is no crisis with Borea to back down from." in staged.words


def test_offers_go_to_the_state_that_is_looked_at(staged: Staged) -> None:
    staged.click("checkbox", "Hotline")
    staged.focus("choice", "State")
    staged.press(pygame.K_RIGHT)
    assert staged.find("checkbox", "Hotline").value == "off"
    staged.click("checkbox", "Trade")
    staged.click("checkbox", "Inspections")
    assert sealed(staged).offers == {
        "borea": (Instrument.HOTLINE,),
        "corvia": (Instrument.INSPECTIONS, Instrument.TRADE),
    }


def test_offers_say_how_they_stand(busy: Staged) -> None:
    busy.focus("choice", "State")
    busy.press(pygame.K_LEFT)
    assert busy.find("checkbox", "Hotline").value == "on, both"
    assert busy.find("checkbox", "Inspections").value == "off, theirs"
    busy.focus("checkbox", "Trade")
    busy.press(pygame.K_SPACE)
    assert busy.find("checkbox", "Trade").value == "off, ends"
    busy.focus("checkbox", "Inspections")
    busy.press(pygame.K_SPACE)
    assert busy.find("checkbox", "Inspections").value == "on, begins"


def test_an_attack_takes_two_steps_and_a_warning(staged: Staged) -> None:
    staged.focus("choice", "Action")
    staged.press(pygame.K_RIGHT, pygame.K_RIGHT)
    assert "War. It ruins both, whoever wins." in staged.words
    staged.focus("choice", "Against")
    staged.press(pygame.K_RIGHT)
    assert sealed(staged).action == Action(ActionKind.ATTACK, "corvia")


def test_who_is_out_of_reach_cannot_be_attacked_and_it_says_so(busy: Staged) -> None:
    busy.focus("choice", "Action")
    busy.press(pygame.K_RIGHT)
    busy.focus("choice", "Against")
    busy.press(pygame.K_LEFT)
    assert busy.find("choice", "Against").value == "Corvia"
    assert "Delmark: It is out of reach." in busy.words


def test_an_assessment_is_recorded_once_it_is_touched(staged: Staged) -> None:
    assert "not recorded yet" in staged.words
    staged.focus("slider", "Means harm")
    staged.press(pygame.K_LEFT)
    assert "not recorded yet" not in staged.words
    assert sealed(staged).assessments == {"borea": Assessment(0.45, 0.1)}


# crises


@pytest.mark.parametrize(
    ("label", "response"),
    [
        ("Back down", Response.BACK_DOWN),
        ("Hold", Response.HOLD),
        ("Escalate", Response.ESCALATE),
    ],
)
def test_a_crisis_is_answered_by_keyboard(label: str, response: Response) -> None:
    staged = Staged().in_turn(views.busy_view())
    staged.focus("button", label)
    staged.press(pygame.K_RETURN)
    staged.end_report()
    assert sealed(staged).responses == {"corvia": response}


def test_the_answer_can_be_changed_on_the_sheet(busy: Staged) -> None:
    busy.focus("choice", "Answer to the crisis with Corvia")
    busy.press(pygame.K_LEFT)
    assert sealed(busy).responses == {"corvia": Response.BACK_DOWN}


# sealing


def test_a_seal_is_pending_until_the_server_has_stored_it(staged: Staged) -> None:
    sealed(staged)
    assert staged.find("button", "Sealing…").why_not == "Your orders are on their way."
    staged.hear(Accepted(staged.line.sent[-1].key), table("aster"))
    assert "Waiting for Borea, Corvia, Delmark." in staged.words
    assert staged.has("button", "Unseal")


def test_a_sealed_sheet_says_why_it_cannot_be_changed(staged: Staged) -> None:
    sealed(staged)
    staged.hear(Accepted(staged.line.sent[-1].key))
    assert staged.find("slider", "Welfare").why_not.startswith("Your orders are sealed.")
    before = staged.find("slider", "Welfare").value
    staged.focus("slider", "Welfare")
    staged.press(pygame.K_RIGHT)
    assert staged.find("slider", "Welfare").value == before


def test_the_seal_comes_off_again(staged: Staged) -> None:
    sealed(staged)
    staged.hear(Accepted(staged.line.sent[-1].key))
    staged.focus("button", "Unseal")
    staged.press(pygame.K_RETURN)
    assert isinstance(staged.line.sent[-1], Unseal)
    staged.hear(Accepted(staged.line.sent[-1].key))
    assert staged.find("button", "Seal orders").why_not == ""


def test_a_refusal_is_shown_in_the_servers_words(staged: Staged) -> None:
    sealed(staged)
    key = staged.line.sent[-1].key
    staged.hear(Refused(key, (Problem("budget", "The budget spends 120% of this turn's funds."),)))
    assert "The budget spends 120% of this turn's funds." in staged.words


def test_who_has_sealed_is_shown(staged: Staged) -> None:
    staged.hear(table("borea", "delmark"))
    seals = next(node for node in staged.nodes if node.role == "seals")
    assert seals.value == "Aster open, Borea sealed, Corvia open, Delmark sealed"
    staged.hear(msgspec.structs.replace(table("borea"), present=("aster", "borea", "corvia")))
    seals = next(node for node in staged.nodes if node.role == "seals")
    assert seals.value == "Aster open, Borea sealed, Corvia open, Delmark away"


# from turn to turn


def test_a_reconnect_in_the_same_turn_keeps_what_was_being_written(staged: Staged) -> None:
    staged.focus("slider", "Offence")
    staged.press(pygame.K_RIGHT)
    staged.hear(TurnOpened(views.first_view(), 100.0, None, False))
    assert staged.find("slider", "Offence").value == "4.8"


def test_a_new_turn_starts_from_its_own_standing_order_and_keeps_assessments(
    staged: Staged,
) -> None:
    staged.focus("slider", "Offence")
    staged.press(pygame.K_RIGHT)
    staged.focus("slider", "Means harm")
    staged.press(pygame.K_HOME)
    view = msgspec.structs.replace(views.first_view(), turn=2)
    staged.hear(TurnOpened(view, 180.0, None, False))
    assert staged.find("slider", "Offence").value == "4.0"
    assert staged.find("slider", "Means harm").value == "0%"
    assert staged.find("progress", "Turn").value == "2 of 12"


def test_who_comes_back_finds_what_was_sealed() -> None:
    order = msgspec.structs.replace(
        standing_order(views.first_view()), statement="We hold.", readiness=Readiness.STAND_DOWN
    )
    staged = Staged().in_turn(own=order)
    assert staged.stage.scene.place is Place.TURN
    assert staged.find("text field", "Public statement").value == "We hold."
    assert staged.has("button", "Unseal")


# what is known


def test_estimates_are_shown_with_their_band_and_grade(staged: Staged) -> None:
    strength = staged.find("estimate", "Strength")
    assert strength.value.startswith("≈ ")
    assert "between" in strength.value
    assert "80% sure · grade B2" in staged.words


def test_reports_that_disagree_are_shown_as_conflicting(busy: Staged) -> None:
    assert "Conflicting reports" not in busy.words
    busy.focus("choice", "State")
    busy.press(pygame.K_LEFT)
    assert busy.find("choice", "State").value == "Borea"
    assert "Conflicting reports" in busy.words


def test_states_are_chosen_on_the_map_by_arrows_and_by_click(staged: Staged) -> None:
    staged.focus("map", "Map")
    staged.press(pygame.K_RIGHT)
    assert staged.find("map", "Map").value == "Corvia"
    drawn = staged.stage.scene.interface.controls
    view = next(control for control in drawn if control.role == "map")
    scale, corner = getattr(view, "_fit")  # noqa: B009
    x, y = getattr(view, "drawn").states["delmark"].capital  # noqa: B009
    staged.click_at((round(corner[0] + x * scale), round(corner[1] + y * scale)))
    assert staged.find("map", "Map").value == "Delmark"
    assert "Offers to Delmark" in staged.words


def test_ones_own_books_are_exact(staged: Staged) -> None:
    staged.focus("choice", "State")
    staged.press(pygame.K_LEFT)
    assert "12.0 (+2.0 next turn)" in staged.words
    assert "Security seeker" in staged.words


def test_what_happened_is_told(busy: Staged) -> None:
    assert "Borea warned Aster. “We watch the passes.”" in busy.words
    assert "Delmark attacked Borea and took 35% of its land." in busy.words
    assert "Forces met those of Corvia. Your service calls it deliberate." in busy.words


# hotlines


def test_without_a_hotline_there_is_no_talk_and_it_says_why(staged: Staged) -> None:
    field = staged.find("text field", "Message to Borea")
    assert field.why_not == "No hotline with Borea. Offer one in your orders."
    staged.focus("text field", "Message to Borea")
    staged.write("Hello")
    assert staged.find("text field", "Message to Borea").value == ""


def test_a_message_goes_out_at_enter_and_comes_back(busy: Staged) -> None:
    busy.focus("choice", "State")
    busy.press(pygame.K_LEFT)
    busy.focus("text field", "Message to Borea")
    busy.write("What do you see?")
    busy.press(pygame.K_RETURN)
    said = busy.line.sent[-1]
    assert isinstance(said, Say)
    assert (said.to, said.text) == ("borea", "What do you see?")
    assert "What do you see? (sending…)" in busy.words
    busy.hear(Heard(1, 5, "aster", "borea", said.text), Accepted(said.key))
    assert "What do you see?" in busy.words
    assert "(sending…)" not in busy.words


def test_unread_messages_are_counted_until_their_line_is_looked_at(busy: Staged) -> None:
    busy.hear(Heard(1, 5, "borea", "aster", "Are you there?"))
    assert "1 unread · F5" in busy.words
    busy.focus("choice", "State")
    busy.press(pygame.K_LEFT)
    assert "Are you there?" in busy.words
    assert busy.stage.model.unread == 0
    assert "private · F5" in busy.words


# shortcuts


@pytest.mark.parametrize(
    ("key", "label"),
    [
        (pygame.K_F2, "State"),
        (pygame.K_F3, "Welfare"),
        (pygame.K_F5, "Message to Borea"),
        (pygame.K_F6, "Map"),
    ],
)
def test_function_keys_go_to_the_parts_of_the_screen(staged: Staged, key: int, label: str) -> None:
    staged.press(key)
    focused = staged.stage.scene.interface.focused
    assert focused is not None
    assert focused.label == label
