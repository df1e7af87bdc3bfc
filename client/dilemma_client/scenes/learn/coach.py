"""The coach: which step of a lesson is told, and when it has been done.

It watches what the player does and knows, and nothing else; it changes nothing about the match and
forbids nothing. Who does something else first is met where he is.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame
from msgspec.structs import replace

from dilemma_client.scenes.debrief.scene import DebriefScene
from dilemma_client.scenes.learn.band import Coached, Ways, band_for, room_of
from dilemma_client.scenes.learn.doing import Armament, Doing, doing_in
from dilemma_client.scenes.learn.step import Step
from dilemma_client.scenes.learn.steps import STEPS
from dilemma_client.scenes.scene import Companion, Moment, Scene
from dilemma_client.scenes.transitions import Place
from dilemma_client.scenes.turn.scene import TurnScene
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Layers
from dilemma_client.widgets.interface import Interface

TOLD = (Place.BRIEFING, Place.TURN, Place.DEBRIEF)
"""Where there is something to learn."""

BUTTONS = ("coach.next", "coach.end")
"""The keys of the coach's own buttons."""


class Coach(Companion):
    """One lesson, from its briefing to its debrief."""

    def __init__(self, steps: Sequence[Step] = STEPS) -> None:
        self.steps = tuple(steps)
        self.step: Step | None = None
        self.is_over = False
        self._passed: set[str] = set()
        self._since: Doing | None = None
        self._has_come = False
        self._armament = Armament()

    def build(self, scene: Scene, moment: Moment) -> Widget:
        """What the scene shows, with the coach's band below it."""
        if self.is_over or scene.place not in TOLD:
            return super().build(scene, moment)
        self._armament.look(moment.model)
        doing = doing_in(scene, moment.model, has_armed=self._armament.has_grown)
        self._watch(scene, doing)
        ways = Ways(self.go_on, self.end)
        band = band_for(self.step, self._number(), _names(moment), doing, moment, ways)
        left = moment.window.copy()
        left.height -= room_of(band, moment)
        root = scene.build(replace(moment, window=left))
        at = self.step.at if self.step is not None else ""
        if isinstance(root, Layers):
            return Layers([*root.inside[:-1], Coached(root.inside[-1], band, at)])
        return Coached(root, band, at)

    def point(self, interface: Interface) -> None:
        """Bring what a new step is about into sight.

        The keyboard does not go there: a key that is held down would go on there. Nor does it stay
        on the coach's own buttons, where it may have fallen when what had it was gone.
        """
        if not self._has_come or self.step is None:
            return
        self._has_come = False
        interface.reveal(self.step.at)
        if self.step.done is not None and interface.memory.focus in BUTTONS:
            interface.memory.focus = ""

    def shortcut(self, stroke: Stroke, interface: Interface) -> bool:
        """F8 leads to what the step is about; from there, or where nothing is to be done, on."""
        step = self.step
        if stroke.key != pygame.K_F8 or self.is_over or step is None:
            return False
        is_there = interface.memory.focus == step.at
        if step.done is not None and not is_there and interface.has(step.at):
            interface.focus(step.at)
        else:
            self.go_on()
        return True

    def go_on(self) -> None:
        """Leave the step as it is; after the last one the lesson is over."""
        if self.step is not None:
            self._passed.add(self.step.key)
            self.is_over = self.step is self.steps[-1]

    def end(self) -> None:
        """Play on without a coach."""
        self.is_over = True

    def _watch(self, scene: Scene, now: Doing) -> None:
        """Pass what has been done, and come to the next step that can be told."""
        step, since = self.step, self._since
        is_held = bool(scene.interface.memory.pressed)
        if step is not None and since is not None and not is_held and step.is_done(now, since):
            self._pass(step)
        following = self._following(now)
        while following is not None and following.is_done(now, now):
            self._pass(following)
            following = self._following(now)
        if following is not self.step:
            self.step, self._since, self._has_come = following, now, following is not None
            _show(scene, following)

    def _pass(self, step: Step) -> None:
        """Done, unless it is to be told again whenever it fits."""
        if not step.repeats:
            self._passed.add(step.key)

    def _following(self, now: Doing) -> Step | None:
        open_ = [step for step in self.steps if step.key not in self._passed and step.fits(now)]
        return next((step for step in open_ if step.pressing), next(iter(open_), None))

    def _number(self) -> str:
        if self.step is None:
            return ""
        place = self.steps.index(self.step) + 1
        return say("step {place} of {steps} · F8", place=place, steps=len(self.steps))


def _show(scene: Scene, step: Step | None) -> None:
    """Bring the part of the screen into sight that a step is about."""
    if step is None:
        return
    if isinstance(scene, TurnScene):
        scene.desk.show(step.tab)
    elif isinstance(scene, DebriefScene):
        scene.tab = step.tab


def _names(moment: Moment) -> dict[str, str]:
    """What the two states are called."""
    model = moment.model
    rivals = [name for state, name in model.names.items() if state != model.seat]
    return {"own": model.names.get(model.seat, ""), "rival": rivals[0] if rivals else ""}
