"""A stage for tests: the real one, with a line that a test speaks over and a clock it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pygame

from dilemma.orders import Order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import (
    Join,
    MatchEnded,
    Seated,
    Table,
    TurnOpened,
    TurnShown,
    Watching,
)
from dilemma.view import PublicView, View
from dilemma_client.entry import Entry, First, Solo
from dilemma_client.model import Command, Event, Sent
from dilemma_client.paint import Look
from dilemma_client.preferences import Keeper
from dilemma_client.scenes.transitions import Place, Watch
from dilemma_client.scenes.turn.scene import TurnScene
from dilemma_client.seats import KeptSeat, Seats
from dilemma_client.sound import Speaker
from dilemma_client.stage import Stage
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Node
from support import public_views, views

ADDRESS = "ws://127.0.0.1:1"


class TestLine:
    """A line without a network: what the test says arrives, what is sent is kept and echoed."""

    __test__ = False

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.sent: list[Command] = []
        self.is_open = True
        self._said: list[tuple[float, Event]] = []

    def say(self, *events: Event) -> None:
        """Let events arrive."""
        self._said.extend((self.now(), event) for event in events)

    def send(self, command: Command) -> None:
        """Keep a command; that it is on its way is known at once, as with a real link."""
        self.sent.append(command)
        self.say(Sent(command))

    def poll(self) -> Sequence[tuple[float, Event]]:
        """What has arrived since the last call."""
        said, self._said = self._said, []
        return said

    def close(self) -> None:
        """The player hung up."""
        self.is_open = False


class Staged:
    """A stage with its test line; `at` shows a match in some state."""

    def __init__(
        self,
        size: tuple[int, int] = (1280, 720),
        scale: float = 1.0,
        *,
        keeper: Keeper | None = None,
        speaker: Speaker | None = None,
        seats: Seats | None = None,
    ) -> None:
        self.moment = 1000.0
        self.lines: list[TestLine] = []
        self.called: list[tuple[str, First]] = []
        self.begun: list[Solo] = []
        self.brought_back: list[KeptSeat] = []
        self.briefing = views.briefing()
        surface = pygame.display.set_mode(size)
        self.stage = Stage(
            surface,
            Look(scale=scale) if keeper is None else None,
            lambda: self.moment,
            connect=self._connect,
            begin=self.begun.append,
            bring_back=self.brought_back.append,
            seats=seats,
            keeper=keeper,
            speaker=speaker,
        )

    @property
    def line(self) -> TestLine:
        """The line that is open."""
        return self.lines[-1]

    def _connect(self, address: str, first: First) -> TestLine:
        self.called.append((address, first))
        self.lines.append(TestLine(lambda: self.moment))
        return self.lines[-1]

    # how a match comes to be on screen

    def seated(self) -> Staged:
        """Connected and at the table; the first turn has not opened."""
        self.stage.enter(Entry(ADDRESS, Join(PROTOCOL_VERSION, "Ada", "ROOK-417")))
        self.seat_again()
        return self

    def seat_again(self) -> None:
        """The server seats the player, for the first time or after a loss."""
        everyone = table(names={state.id: state.name for state in self.briefing.states})
        self.hear(Seated(PROTOCOL_VERSION, "ROOK-417", self.briefing, "token"), everyone)

    def in_turn(self, view: View | None = None, *, own: Order | None = None) -> Staged:
        """In the turn that a view opens."""
        self.seated()
        self.hear(TurnOpened(view or views.first_view(), 120.0, own, own is not None))
        if self.stage.scene.place is Place.BRIEFING:
            self.stage.go(Place.TURN)
        return self

    def in_debrief(self, hindsight: Hindsight | None = None) -> Staged:
        """The fog has lifted."""
        self.seated()
        self.hear(MatchEnded(views.last_view(), hindsight or views.hindsight()))
        return self

    def watching(self, view: PublicView | None = None) -> Staged:
        """Watching a match, before it has begun or in the turn that a view opens."""
        self.stage.carry_out(Watch(ADDRESS, "ROOK-417"))
        self.hear(Watching(PROTOCOL_VERSION, "ROOK-417", public_views.public_briefing()), table())
        if view is not None:
            self.hear(TurnShown(view, 120.0))
        return self

    # what a test does

    def hear(self, *events: Event) -> None:
        """Let events arrive and be taken in."""
        self.line.say(*events)
        self.stage.listen()

    def end_report(self) -> None:
        """Have seen what happened last turn, if that is shown: the first key does nothing else."""
        scene = self.stage.scene
        if isinstance(scene, TurnScene):
            reel = scene.desk.reel
            if not reel.waits and not reel.is_over(self.moment):
                self.press(pygame.K_SPACE)

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += seconds
        self.stage.tick()

    def press(self, *keys: int, shift: bool = False, control: bool = False) -> None:
        """Press keys one after the other."""
        mod = (pygame.KMOD_SHIFT if shift else 0) | (pygame.KMOD_CTRL if control else 0)
        for key in keys:
            self.stage.handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=""))

    def write(self, text: str) -> None:
        """Type a text."""
        self.stage.handle(pygame.event.Event(pygame.TEXTINPUT, text=text))

    def click(self, role: str, label: str) -> None:
        """Click the middle of something."""
        self.click_at(self.find(role, label).rect.center)

    def click_at(self, place: tuple[int, int]) -> None:
        """Click a place."""
        self.point_at(place)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.stage.handle(pygame.event.Event(kind, pos=place, button=1))

    def point_at(self, place: tuple[int, int]) -> None:
        """Move the pointer."""
        self.stage.handle(
            pygame.event.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0))
        )

    def focus(self, role: str, label: str) -> None:
        """Go to a control by Tab alone; its label may be given in English."""
        label = say(label)
        for _ in range(len(self.stage.scene.interface.controls) + 1):
            focused = self.stage.scene.interface.focused
            if focused is not None and (focused.role, focused.label) == (role, label):
                return
            self.press(pygame.K_TAB)
        raise AssertionError(f"Tab never reaches the {role} '{label}'")

    # what a test sees

    @property
    def nodes(self) -> list[Node]:
        """Everything on screen that says something."""
        return self.stage.scene.interface.nodes()

    @property
    def words(self) -> str:
        """Everything to read on screen."""
        return "\n".join(node.label for node in self.nodes if node.role == "text")

    def find(self, role: str, label: str) -> Node:
        """The one thing on screen of this role and label, which may be given in English."""
        label = say(label)
        found = [node for node in self.nodes if (node.role, node.label) == (role, label)]
        assert len(found) == 1, f"{len(found)} of {role} '{label}'"
        return found[0]

    def has(self, role: str, label: str) -> bool:
        """Whether there is something of this role and label, which may be given in English."""
        return any((node.role, node.label) == (role, say(label)) for node in self.nodes)


def table(*sealed: str, names: Mapping[str, str] = views.NAMES) -> Table:
    """Everyone sits, everyone is there, some have sealed."""
    players: dict[str, str | None] = {state: f"Player {name}" for state, name in names.items()}
    return Table(players, tuple(names), sealed)
