"""What a player is told in time: promises about to break, a turn missed, a probe, the words."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from dilemma.orders import Action
from dilemma.protocol.messages import Accepted, SubmitOrders, TurnOpened
from dilemma.view import StandingCrisis, View
from dilemma.vocabulary import ActionKind, Cause, Instrument
from support import views
from support.staging import Staged


@pytest.fixture
def staged() -> Staged:
    """The first turn."""
    return Staged().in_turn()


# promises


def pledged() -> View:
    """The first view of a state bound by a pledge, with borea also by non-aggression."""
    view = views.first_view()
    books = msgspec.structs.replace(view.own, pledge_turns=2)
    bound = views.page("borea", in_force=(Instrument.NON_AGGRESSION,))
    return msgspec.structs.replace(view, own=books, others=(bound, *view.others[1:]))


def test_orders_that_keep_every_promise_say_nothing_of_them() -> None:
    assert "This breaks" not in Staged().in_turn(pledged()).words


def test_orders_that_break_a_promise_say_so_before_they_are_sealed() -> None:
    staged = Staged().in_turn(pledged())
    staged.focus("choice", "Readiness")
    staged.press(pygame.K_RIGHT)
    staged.focus("choice", "Action")
    staged.press(pygame.K_RIGHT)
    assert "This breaks your pledge of restraint: mobilising, probe." in staged.words
    assert "This breaks your non-aggression treaty with Borea." in staged.words
    staged.click("button", "Seal orders")
    (command,) = staged.line.sent
    assert isinstance(command, SubmitOrders)
    assert command.order.action == Action(ActionKind.PROBE, "borea")


def test_a_pledge_binds_from_the_turn_it_is_given(staged: Staged) -> None:
    staged.focus("slider", "Offence")
    staged.press(pygame.K_RIGHT)
    assert "This breaks" not in staged.words
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_RIGHT)
    assert staged.find("choice", "Public signal").value == "Pledge restraint"
    words = "This breaks your pledge of restraint: more than 10% of the budget for offence."
    assert words in staged.words


# turns missed


def test_a_turn_that_closed_before_the_seal_is_told_until_the_next(staged: Staged) -> None:
    later = [msgspec.structs.replace(views.first_view(), turn=turn) for turn in (2, 3)]
    staged.hear(TurnOpened(later[0], 180.0, None, False))
    assert "Turn 1 closed before you sealed" in staged.words
    staged.click("button", "Seal orders")
    staged.hear(TurnOpened(later[1], 180.0, None, False))
    assert "closed before you sealed" not in staged.words


def test_who_takes_the_seal_off_has_not_sealed(staged: Staged) -> None:
    staged.click("button", "Seal orders")
    staged.hear(Accepted(staged.line.sent[-1].key))
    staged.click("button", "Unseal")
    view = msgspec.structs.replace(views.first_view(), turn=2)
    staged.hear(Accepted(staged.line.sent[-1].key), TurnOpened(view, 180.0, None, False))
    assert "Turn 1 closed before you sealed" in staged.words


# crises


def test_who_ordered_the_probe_is_not_told_that_it_may_have_been_an_accident(
    staged: Staged,
) -> None:
    staged.focus("choice", "Action")
    staged.press(pygame.K_RIGHT)
    staged.click("button", "Seal orders")
    crisis = StandingCrisis(1, Cause.DELIBERATE, 1)
    first = views.first_view()
    pages = (
        *(views.page(state, crisis=crisis) for state in ("borea", "corvia")),
        *first.others[2:],
    )
    view = msgspec.structs.replace(first, turn=2, others=pages)
    staged.hear(TurnOpened(view, 180.0, None, False))
    assert "You had ordered a probe." in staged.words
    staged.click("button", "Hold")
    assert "Crisis with Corvia" in staged.words
    assert "Your own service says it was deliberate." in staged.words


# the guide


def test_the_guide_opens_over_the_turn_and_closes_again(staged: Staged) -> None:
    staged.click("button", "What the words mean")
    assert "Staff estimate" in staged.words
    staged.click("button", "Back to the turn")
    assert staged.find("button", "Seal orders").why_not == ""
    for key in (pygame.K_F1, pygame.K_ESCAPE):
        staged.press(pygame.K_F1)
        assert staged.has("button", "Back to the turn")
        staged.press(key)
        assert not staged.has("button", "Back to the turn")
        assert "Leave the match?" not in staged.words
