"""Fear: whose it is stands beside the number, and a war is never called calm."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from dilemma.view import OtherState, View
from dilemma_client.scenes.turn.fear import fear_of, most_feared
from dilemma_client.theme import Tone
from support import views
from support.staging import Staged


def page(state: str, view: View | None = None) -> OtherState:
    """What is known of a state in the first turn."""
    found = (view or views.first_view()).other(state)
    assert found is not None
    return found


def small(**changes: object) -> OtherState:
    """A state that is hardly feared."""
    return msgspec.structs.replace(page("borea"), tension=0.26, **changes)


def test_a_small_fear_in_peace_is_a_good_sign() -> None:
    fear = fear_of(small())
    assert (fear.words, fear.ink) == ("26 wary", Tone.GOOD)


def test_a_war_is_called_a_war_and_is_never_green() -> None:
    fear = fear_of(small(at_war=True))
    assert (fear.words, fear.ink) == ("26 at war", Tone.DANGER)


def test_a_crisis_is_at_least_a_warning() -> None:
    crisis = page("corvia", views.busy_view()).crisis
    assert crisis is not None
    assert fear_of(small(crisis=crisis)).ink is Tone.CAUTION
    assert fear_of(small(crisis=crisis)).words == "26 in crisis"


def test_an_enemy_comes_before_who_is_feared_more() -> None:
    view = views.first_view()
    others = (small(at_war=True), *(o for o in view.others if o.id != "borea"))
    feared = [msgspec.structs.replace(o, tension=0.9) if o.id != "borea" else o for o in others]
    assert most_feared(msgspec.structs.replace(view, others=tuple(feared))).id == "borea"


@pytest.mark.parametrize("where", ["top bar", "dossier", "guide"])
def test_it_is_called_ones_own_everywhere(where: str) -> None:
    staged = Staged().in_turn()
    if where == "guide":
        staged.press(pygame.K_F1)
        assert "Your fear of a state" in staged.words
        return
    meters = [node for node in staged.nodes if node.role == "meter"]
    said = {node.label for node in meters}
    assert said == {"Your fear of Borea"}
    assert len(meters) == 2
    assert len({node.value for node in meters}) == 1
