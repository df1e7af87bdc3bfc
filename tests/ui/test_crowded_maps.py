"""Maps with little room: what is left out is only what is not looked at."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from dilemma.vocabulary import Instrument
from dilemma_client.atlas.arsenals import draw_arsenals
from dilemma_client.atlas.geography import Geography, geography
from dilemma_client.atlas.knowledge import Knowledge, LineShown, StateShown, known
from dilemma_client.atlas.view import MapSheets
from dilemma_client.paint import Brush, Look
from support.six_states import NAMES

ROOMY, SMALL = Look(), Look(scale=2.0)
SIZE = (900, 500)


def six() -> Geography:
    """The map of six states, one of them tiny."""
    return geography("island_chain", tuple(NAMES))


def state(identifier: str, strength: float = 20.0, *, mobilised: bool = False) -> StateShown:
    """A state as it stands on the map, its forces known well."""
    force = known(strength - 2.0, strength, strength + 2.0)
    return StateShown(identifier, NAMES[identifier], False, force, force, mobilised, False)


def drawn(look: Look, knowledge: Knowledge, selected: str = "vietnam") -> bytes:
    """The picture of what is known."""
    sheet = MapSheets().sheet(look, SIZE, six(), knowledge, selected)
    return pygame.image.tobytes(sheet, "RGB")


def with_strength(identifier: str, strength: float) -> Knowledge:
    """Six states, one of which is as strong as this."""
    states = [state(name, strength if name == identifier else 20.0) for name in NAMES]
    return Knowledge(tuple(states))


def test_a_small_map_shows_the_forces_of_the_state_that_is_looked_at() -> None:
    assert drawn(SMALL, with_strength("vietnam", 20)) != drawn(SMALL, with_strength("vietnam", 70))
    assert drawn(SMALL, with_strength("brunei", 20)) == drawn(SMALL, with_strength("brunei", 70))


def test_a_large_map_shows_the_forces_of_all() -> None:
    assert drawn(ROOMY, with_strength("brunei", 20)) != drawn(ROOMY, with_strength("brunei", 70))


@pytest.mark.parametrize("selected", ["vietnam", "china"])
def test_a_crowded_map_says_which_treaties_of_the_state_that_is_looked_at(selected: str) -> None:
    states = tuple(state(name) for name in NAMES)

    def one(kind: Instrument, partner: str) -> bytes:
        line = LineShown(("china", partner), (kind,))
        return drawn(ROOMY, Knowledge(states, (line,)), selected)

    assert one(Instrument.HOTLINE, "vietnam") != one(Instrument.TRADE, "vietnam")
    is_looked_at = selected == "china"
    same = one(Instrument.HOTLINE, "brunei") == one(Instrument.TRADE, "brunei")
    assert same is not is_looked_at


def test_an_alert_is_seen_on_a_crowded_map() -> None:
    calm = Knowledge(tuple(state(name) for name in NAMES))
    alarmed = Knowledge(tuple(state(name, mobilised=name == "brunei") for name in NAMES))
    assert drawn(ROOMY, calm) != drawn(ROOMY, alarmed)


def test_arsenals_cover_no_name_and_stand_apart() -> None:
    armed = [
        replace(state(name), arsenal=(("deterrent", "9–12"), ("shield", "0"))) for name in NAMES
    ]
    surface = pygame.Surface((1400, 1000))
    before = surface.copy()
    draw_arsenals(Brush(surface, ROOMY), six(), lambda point: point, armed)
    changed = pygame.mask.from_threshold(surface, (0, 0, 0), (1, 1, 1, 255))
    changed.invert()
    assert pygame.image.tobytes(before, "RGB") != pygame.image.tobytes(surface, "RGB")
    for country in six().states.values():
        x, y = country.name
        assert changed.get_at((round(x), round(y))) == 0
    assert len(changed.connected_components(50)) >= len(NAMES)
