"""A pupil: takes the lesson by keyboard alone, doing what the coach says and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from dilemma_client.autopilot.hands import Hands, Stranded
from dilemma_client.scenes.learn.coach import Coach
from dilemma_client.scenes.transitions import Place
from dilemma_client.widgets.base import Node

MOST = 120
"""Things done before giving up; the lesson has far fewer."""


class Pupil:
    """Reads what the coach says, does it, and remembers what was said."""

    def __init__(self, hands: Hands, on_step: Callable[[str], None] | None = None) -> None:
        self.hands = hands
        self.learned: list[str] = []
        self._on_step = on_step

    @property
    def place(self) -> Place:
        """The scene that is shown."""
        return self.hands.app.stage.scene.place

    def said(self) -> Node | None:
        """What the coach says now."""
        return next((node for node in self.hands.nodes() if node.role == "coach"), None)

    def step(self) -> str:
        """The step that is told; empty while there is none."""
        companion = self.hands.app.stage.companion
        return companion.step.key if isinstance(companion, Coach) and companion.step else ""

    def learn(self) -> None:
        """From the menu to the end of the lesson."""
        hands = self.hands
        hands.press("button", "Learn")
        hands.wait_until(lambda: self.place is not Place.WAITING, "seat at the table")
        for _ in range(MOST):
            hands.wait_until(lambda: self.said() is None or bool(self.step()), "step of the lesson")
            if self.said() is None:
                return
            step = self.step()
            self.learned.append(step)
            if self._on_step is not None:
                self._on_step(step)
            self._do(step)
        raise Stranded(f"The lesson did not end; it stands at {self.step()}.")

    def _end_report(self) -> None:
        """The first key of a turn only ends the report of the last one."""
        if any(node.role == "report" for node in self.hands.nodes()):
            self.hands.key(pygame.K_SPACE)

    def _do(self, step: str) -> None:
        self._end_report()
        hands, key = self.hands, step.split(".")[0]
        match key:
            case "briefing":
                hands.press("button", "To the first turn")
            case "own" | "rival":
                self._until_done(step, pygame.K_RIGHT)
            case "assess" | "welfare":
                self._until_done(step, pygame.K_LEFT)
            case "defence" | "signal" | "scrub":
                self._until_done(step, pygame.K_RIGHT)
            case "doubt":
                hands.focus("slider", "Welfare")
                hands.key(pygame.K_LEFT, times=4)
                self._until_done(step, pygame.K_RIGHT)
            case "pledge":
                hands.choose("Public signal", "Pledge restraint")
            case "hotline" | "rules":
                hands.key(pygame.K_F8)
                hands.key(pygame.K_SPACE)
            case "ask":
                hands.key(pygame.K_F8)
                hands.write("We arm to defend ourselves.")
                hands.key(pygame.K_RETURN)
                hands.wait_until(lambda: self.step() != step, "sign that it was sent")
            case "crisis":
                hands.press("button", "Hold")
            case "seal":
                self._seal()
            case _:
                hands.key(pygame.K_F8)

    def _until_done(self, step: str, key: int) -> None:
        """Go where the coach points, and press a key until that is enough."""
        self.hands.key(pygame.K_F8)
        for _ in range(20):
            if self.step() != step:
                return
            self.hands.key(key)
        raise Stranded(f"The step '{step}' cannot be done by key.")

    def _seal(self) -> None:
        model = self.hands.app.stage.model
        turn = model.view.turn if model.view else 0
        self.hands.key(pygame.K_F8)
        self.hands.key(pygame.K_RETURN)

        def closed() -> bool:
            view = self.hands.app.stage.model.view
            return self.place is not Place.TURN or (view is not None and view.turn != turn)

        self.hands.wait_until(closed, "end of the turn")
