"""The pilot: plays as a cautious newcomer might, by what the screen offers."""

from __future__ import annotations

from pathlib import Path

import pygame

from dilemma.vocabulary import Instrument
from dilemma_client.autopilot.hands import Hands, Stranded
from dilemma_client.model import Model
from dilemma_client.scenes.transitions import Place
from dilemma_client.tongue import say, shown

WISHES = ("Hotline", "Incident rules", "Trade")
"""What is offered to every other state in the first turn."""

FORUM = "Motion in the forum"
MOTIONS = ("None", "Condemn", "Mediate")
"""What is moved in turns; to mediate takes two others."""

GREETING = "We mean no harm. What do you see of us?"


class Pilot:
    """Plays one match from the briefing to the debrief, and keeps pictures in a folder."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self.hands = hands
        self.folder = folder
        self.pictures: list[Path] = []
        self._greeted: set[str] = set()

    @property
    def model(self) -> Model:
        """What the player's side knows."""
        return self.hands.app.stage.model

    @property
    def place(self) -> Place:
        """The scene that is shown."""
        return self.hands.app.stage.scene.place

    def play(self) -> int:
        """Play until the debrief is there; how many turns were played. Raises Stranded."""
        hands = self.hands
        hands.wait_until(lambda: self.place is not Place.WAITING, "seat at the table")
        if self.place not in (Place.BRIEFING, Place.TURN, Place.DEBRIEF):
            raise Stranded(hands.app.stage.note or "The match could not be entered.")
        if self.place is Place.BRIEFING:
            self._keep("briefing")
            hands.press("button", "To the first turn")
        turns = 0
        while self.place is Place.TURN:
            turns += 1
            self._play_turn()
        hands.wait_until(lambda: self.place is Place.DEBRIEF, "debrief")
        self._debrief(turns)
        return turns

    def _keep(self, name: str) -> None:
        self.pictures.append(self.hands.picture(self.folder / f"{name}.png"))

    def _play_turn(self) -> None:
        view = self.model.view
        assert view is not None
        if not self.model.sealed:
            self._answer_crises(view.turn)
            self._write_orders(view.turn)
            self._keep(f"turn-{view.turn:02d}")
            self._seal(view.turn)
        self.hands.wait_until(
            lambda: self._turn() != view.turn or self.place is not Place.TURN, "next turn"
        )

    def _turn(self) -> int:
        return self.model.view.turn if self.model.view else 0

    def _answer_crises(self, turn: int) -> None:
        """Hold at first; back down once it goes on."""
        while self.hands.find("button", "Escalate") is not None:
            if self.hands.find(
                "text", say("Crisis with {name}", name="").strip()
            ) and not self._kept(f"crisis-{turn:02d}"):
                self._keep(f"crisis-{turn:02d}")
            self.hands.press("button", "Hold" if turn % 2 else "Back down")

    def _kept(self, name: str) -> bool:
        return self.folder / f"{name}.png" in self.pictures

    def _write_orders(self, turn: int) -> None:
        """Each part of the sheet in its turn, some by keyboard and some by mouse."""
        hands = self.hands
        if turn == 1:
            self._greet()
        self._assess()
        self._talk()
        if hands.find("choice", FORUM) is not None:
            motions = MOTIONS if len(self._others()) > 1 else MOTIONS[:2]
            hands.choose(FORUM, motions[turn % len(motions)])
        if turn % 3 == 2:
            hands.focus("slider", "Intelligence")
            hands.key(pygame.K_RIGHT, times=2)
            hands.focus("slider", "Offence")
            hands.key(pygame.K_LEFT, times=2)
        if self._overspent():
            hands.focus("slider", "Welfare")
            while self._overspent():
                hands.key(pygame.K_LEFT)

    def _greet(self) -> None:
        """The first turn: say so in public, and offer what makes accidents less likely."""
        hands = self.hands
        hands.choose("Public signal", "Reassure")
        hands.click("text field", "Public statement")
        hands.write("We wish to be safe, and wish you to be safe – Frieden, мир, ειρήνη.")
        for state in self._others():
            self._look_at(state)
            for wish in WISHES:
                box = hands.find("checkbox", wish)
                if box is not None and box.value.startswith(say("off")):
                    hands.click("checkbox", wish)

    def _assess(self) -> None:
        """Write down what the reports make one think of each state."""
        view = self.model.view
        assert view is not None
        for state in self._others():
            self._look_at(state)
            page = view.other(state)
            self.hands.focus("slider", "Means harm")
            self.hands.key(pygame.K_HOME)
            self.hands.key(pygame.K_RIGHT, times=round(10 * page.tension) + 4 if page else 4)

    def _talk(self) -> None:
        """Say hello once, as soon as a line is open."""
        view = self.model.view
        assert view is not None
        for page in view.others:
            if Instrument.HOTLINE not in page.in_force or page.id in self._greeted:
                continue
            self._greeted.add(page.id)
            self._look_at(page.id)
            name = self.model.names[page.id]
            self.hands.click("text field", say("Message to {partner}", partner=name))
            self.hands.write(GREETING)
            self.hands.key(pygame.K_RETURN)

    def _overspent(self) -> bool:
        too_much = say("{left:.1f} too much", left=0.0).removeprefix(shown(0.0, ".1f"))
        text = (node.label for node in self.hands.nodes() if node.role == "text")
        return any(words.endswith(too_much) for words in text)

    def _others(self) -> list[str]:
        view = self.model.view
        return [page.id for page in view.others] if view else []

    def _look_at(self, state: str) -> None:
        self.hands.choose("State", self.model.names[state])

    def _seal(self, turn: int) -> None:
        """By keyboard and by mouse in turns."""
        if turn % 2:
            self.hands.press("button", "Seal orders")
        else:
            self.hands.click("button", "Seal orders")
        self.hands.wait_until(
            lambda: self.model.sealed or self._turn() != turn or self.place is not Place.TURN,
            "answer to the seal",
        )

    def _debrief(self, turns: int) -> None:
        self._keep("debrief")
        self.hands.focus("slider", "Turn")
        for turn in range(2, turns + 1):
            self.hands.key(pygame.K_RIGHT)
            if turn in (turns // 2, turns):
                self._keep(f"debrief-turn-{turn:02d}")
