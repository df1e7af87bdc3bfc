"""Every screen in the states that matter, by name, for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame

from dilemma.orders import standing_order
from dilemma.protocol.messages import Heard, TurnOpened
from dilemma_client.model import Waiting
from dilemma_client.scenes.transitions import Place
from support import views
from support.staging import Staged, table

Set = Callable[[Staged], object]


def _at(place: Place) -> Set:
    return lambda staged: staged.stage.go(place)


def _briefing(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(views.first_view(), 120.0, None, False))


def _busy(staged: Staged) -> None:
    staged.in_turn(views.busy_view())
    staged.click("button", "Hold")
    staged.hear(Heard(1, 4, "borea", "aster", "Your exercise worries us. What is it for?"))
    staged.press(pygame.K_F2)


def _sealed(staged: Staged) -> None:
    view = views.busy_view()
    staged.in_turn(view, own=standing_order(view))
    staged.hear(table("aster", "borea"))


def _ultimatum(staged: Staged) -> None:
    staged.in_turn()
    staged.press(pygame.K_F3)
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_LEFT)


def _attack(staged: Staged) -> None:
    staged.in_turn()
    staged.press(pygame.K_F3)
    staged.focus("choice", "Action")
    staged.press(pygame.K_RIGHT, pygame.K_RIGHT)


def _own(staged: Staged) -> None:
    staged.in_turn()
    staged.press(pygame.K_F2)
    staged.focus("choice", "State")
    staged.press(pygame.K_LEFT)


def _leaving(staged: Staged) -> None:
    staged.in_turn()
    staged.press(pygame.K_ESCAPE)


def _guide(staged: Staged) -> None:
    staged.in_turn()
    staged.press(pygame.K_F1)


def _lost(staged: Staged) -> None:
    staged.in_turn()
    staged.hear(Waiting(7.0, "connection refused"))


SCREENS: dict[str, Set] = {
    "menu": _at(Place.MENU),
    "play-now": _at(Place.PLAY_NOW),
    "join": _at(Place.JOIN),
    "waiting": lambda staged: staged.seated(),
    "briefing": _briefing,
    "turn-first": lambda staged: staged.in_turn(),
    "turn-crisis": lambda staged: staged.in_turn(views.busy_view()),
    "turn-busy": _busy,
    "turn-sealed": _sealed,
    "turn-ultimatum": _ultimatum,
    "turn-attack": _attack,
    "turn-own-books": _own,
    "turn-beaten": lambda staged: staged.in_turn(views.busy_view(beaten=True)),
    "turn-leaving": _leaving,
    "turn-guide": _guide,
    "lost": _lost,
    "debrief": lambda staged: staged.in_debrief(),
}


def render(folder: Path, size: tuple[int, int] = (1280, 720), scale: float = 1.0) -> list[Path]:
    """Draw every screen into a folder of pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for name, prepare in SCREENS.items():
        staged = Staged(size, scale)
        prepare(staged)
        staged.stage.draw()
        pictures.append(folder / f"{name}.png")
        pygame.image.save(staged.stage.surface, str(pictures[-1]))
    return pictures
