"""Hands: what a person does with keyboard and mouse, posted as events."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pygame

from dilemma_client.app import App, pending
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Control, Node

PATIENCE = 60.0
"""Seconds without what was waited for before giving up."""

LOOK_AGAIN = 10
"""Milliseconds between two looks while waiting."""


class Stranded(Exception):
    """What was waited for did not come; one line says what."""


class Hands:
    """Keyboard, mouse and eyes on an app."""

    def __init__(self, app: App, *, patience: float = PATIENCE) -> None:
        self.app = app
        self.patience = patience

    # eyes

    def nodes(self) -> list[Node]:
        """Everything on screen that says something."""
        return self.app.stage.scene.interface.nodes()

    def find(self, role: str, label: str) -> Node | None:
        """The first thing on screen of a role whose label, in English, is or begins with this."""
        label = say(label)
        found = [node for node in self.nodes() if node.role == role]
        exact = next((node for node in found if node.label == label), None)
        return exact or next((node for node in found if node.label.startswith(label)), None)

    def picture(self, path: Path) -> Path:
        """Keep what the window shows now."""
        self.settle()
        self.app.stage.refresh()
        self.app.show()
        pygame.image.save(self.app.stage.surface, str(path))
        return path

    # time

    def settle(self) -> None:
        """Let the app take everything that has been posted."""
        events = pending(0)
        while events:
            self.app.take(events)
            events = pending(0)
        self.app.show()

    def wait_until(self, so: Callable[[], bool], what: str) -> None:
        """Let the app run until something is so; raises Stranded."""
        until = time.monotonic() + self.patience
        while not so():
            failure = self.app.stage.model.failure
            if failure is not None:
                raise Stranded(failure.text)
            if not self.app.stage.is_running:
                raise Stranded(f"The window was closed while waiting for {what}.")
            if time.monotonic() > until:
                raise Stranded(f"No {what} came within {self.patience:.0f} s.")
            self.app.take(pending(LOOK_AGAIN))
            self.app.show()

    # hands

    def key(self, code: int, *, shift: bool = False, times: int = 1) -> None:
        """Press a key so many times."""
        mod = pygame.KMOD_SHIFT if shift else pygame.KMOD_NONE
        for _ in range(times):
            for kind in (pygame.KEYDOWN, pygame.KEYUP):
                pygame.event.post(pygame.event.Event(kind, key=code, mod=mod, unicode=""))
        self.settle()

    def write(self, text: str) -> None:
        """Type a text where the keyboard is."""
        pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=text))
        self.settle()

    def click(self, role: str, label: str) -> None:
        """Click a control; raises Stranded if there is none."""
        node = self._reach(role, label)
        self.click_at(node.rect.center)

    def click_at(self, place: tuple[int, int]) -> None:
        """Click a place in the window."""
        pygame.event.post(
            pygame.event.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0))
        )
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, pos=place, button=1))
        self.settle()

    def focus(self, role: str, label: str) -> None:
        """Give a control the keyboard, by Tab alone; raises Stranded if it is never reached."""
        label = say(label)
        interface = self.app.stage.scene.interface
        for _ in range(len(interface.controls) + 1):
            control = interface.focused
            if control is not None and control.role == role and control.label.startswith(label):
                return
            self.key(pygame.K_TAB)
        raise Stranded(f"No {role} '{label}' could be reached by Tab.")

    def press(self, role: str, label: str) -> None:
        """Use a control by keyboard alone."""
        self.focus(role, label)
        self.key(pygame.K_RETURN)

    def choose(self, label: str, option: str) -> None:
        """Choose an option by keyboard alone; raises Stranded if it cannot be chosen."""
        self.focus("choice", label)
        interface = self.app.stage.scene.interface
        for _ in range(20):
            control = interface.focused
            if control is not None and control.value == say(option):
                return
            self.key(pygame.K_RIGHT)
        raise Stranded(f"'{option}' could not be chosen for '{label}'.")

    def _reach(self, role: str, label: str) -> Node:
        """A control where the pointer can touch it, brought into sight if it was not."""
        node = self.find(role, label)
        if node is None:
            raise Stranded(f"There is no {role} '{label}' on screen.")
        if self._under(node) is None:
            self.focus(role, label)
            node = self.find(role, label) or node
        return node

    def _under(self, node: Node) -> Control | None:
        control = self.app.stage.scene.interface.at(node.rect.center)
        return control if control is not None and control.key == node.key else None
