"""Every screen in the states that matter, by name, for tests that hold for all of them."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pygame

from dilemma.orders import standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import (
    Heard,
    Join,
    Listing,
    MatchEnded,
    MatchShown,
    OpenTable,
    Table,
    TurnOpened,
)
from dilemma.view import View
from dilemma_client.archive import ENDING, Archive
from dilemma_client.entry import Entry
from dilemma_client.model import Closed, Waiting
from dilemma_client.replay import Kept
from dilemma_client.scenes.learn.coach import Coach
from dilemma_client.scenes.transitions import Place, Prefer, SaveRecord
from dilemma_client.tongue import say
from support import full_views, public_views, six_states, views
from support.staging import ADDRESS, Staged, table
from ui.absent import ABSENT

Set = Callable[[Staged], object]

FOLDER = tempfile.TemporaryDirectory(prefix="screens-", ignore_cleanup_errors=True)
"""Where the screens that show files have them; gone at the end."""


def _at(place: Place) -> Set:
    return lambda staged: staged.stage.go(place)


def _briefing(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(views.first_view(), 120.0, None, False))


def _lobby(staged: Staged) -> None:
    """As host, with one who is ready, one who is not, and a free seat."""
    staged.seated().hear(
        Table(
            {"aster": "Ada", "borea": "Ben Adhem", "corvia": None, "delmark": "Zoë"},
            ("aster", "borea"),
            (),
            ready=("borea",),
            muted=("delmark",),
            host="aster",
            watching=3,
        )
    )


def _removing(staged: Staged) -> None:
    _lobby(staged)
    staged.click("button", say("Remove {name} from the table", name="Ben Adhem"))


def _leaving_lobby(staged: Staged) -> None:
    _lobby(staged)
    staged.click("button", "Leave")


def _leaving_briefing(staged: Staged) -> None:
    _briefing(staged)
    staged.press(pygame.K_ESCAPE)


def _public(staged: Staged) -> None:
    staged.stage.go(Place.JOIN)
    staged.click("button", "Public matches on this server")
    tables = (
        OpenTable("7KD2QXMA", "gulf", "The Gulf", 12, 180, ("Ada", "Ben"), ("iraq", "emirates")),
        OpenTable("9XX0ABCD", "four_worlds", "Four Worlds", 12, 600, ("Zoë",), ("borea",)),
    )
    staged.hear(Listing(PROTOCOL_VERSION, tables), Closed(None))


def _busy(staged: Staged) -> None:
    staged.in_turn(views.busy_view())
    staged.click("button", "Hold")
    staged.end_report()
    staged.hear(Heard(1, 4, "borea", "aster", "Your exercise worries us. What is it for?"))
    staged.press(pygame.K_F2)


def _report(staged: Staged) -> None:
    """What happened last turn, as it moves over the map."""
    staged.in_turn(msgspec.structs.replace(views.busy_view(), others=views.first_view().others))
    staged.later(1.5)


def _still_report(staged: Staged) -> None:
    staged.stage.look.motion = False
    _report(staged)


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


def _keys(staged: Staged) -> None:
    _guide(staged)
    staged.focus("choice", "Part of the guide")
    staged.press(pygame.K_RIGHT)


def _learning(prepare: Set, presses: int = 0) -> Set:
    """A screen with the coach beside it, so many steps later."""

    def prepare_with_coach(staged: Staged) -> None:
        staged.stage.companion = Coach()
        prepare(staged)
        staged.press(*[pygame.K_F8] * presses)

    return prepare_with_coach


def shelf(staged: Staged, matches: int, folder: Path) -> None:
    """An archive with so many matches, the last of which is broken."""
    moment = itertools.count(1_700_000_000.0, 86_400.0)
    staged.stage.keeping.archive = Archive(folder, lambda: next(moment))
    for number in range(matches):
        ended = msgspec.structs.replace(views.hindsight(), record=f"{number}")
        staged.stage.keeping.archive.keep(staged.briefing, MatchEnded(views.last_view(), ended))
    (folder / f"20200101-000000-broken{ENDING}").write_bytes(b"no match at all")


def _replays(staged: Staged) -> None:
    shelf(staged, 12, Path(tempfile.mkdtemp(dir=FOLDER.name)))
    staged.stage.go(Place.REPLAYS)


def _broken_replay(staged: Staged) -> None:
    shelf(staged, 2, Path(tempfile.mkdtemp(dir=FOLDER.name)))
    staged.stage.go(Place.REPLAYS)


def _deleting(staged: Staged) -> None:
    _replays(staged)
    staged.press(pygame.K_TAB, pygame.K_TAB, pygame.K_RETURN)


def _replay(staged: Staged) -> None:
    staged.stage.show_replay(Kept(staged.briefing, views.last_view(), views.hindsight()))


def _saved(staged: Staged) -> None:
    """The debrief of a match whose record was saved."""
    shelf(staged, 1, Path(tempfile.mkdtemp(dir=FOLDER.name)) / "replays")
    staged.in_debrief()
    staged.stage.carry_out(SaveRecord())
    staged.stage.refresh()


def _stranded(staged: Staged) -> None:
    """In a match whose server was started for it, and has ended."""
    staged.in_turn()
    entry = Entry(ADDRESS, Join(PROTOCOL_VERSION, "Ada", "ROOK-417"), serves=lambda: False)
    staged.stage.enter(entry)
    staged.seat_again()
    staged.hear(TurnOpened(views.first_view(), 120.0, None, False), Waiting(7.0, "gone"))


def _lost(staged: Staged) -> None:
    staged.in_turn()
    staged.hear(Waiting(7.0, "nobody listens there"))


def _turn_with(view: View, *, own_books: bool = False) -> Set:
    """A turn whose crisis has been answered."""

    def prepare(staged: Staged) -> None:
        staged.in_turn(view)
        while staged.has("button", "Hold"):
            staged.click("button", "Hold")
        staged.end_report()
        staged.press(pygame.K_F2)
        staged.focus("choice", "State")
        if own_books:
            while staged.find("choice", "State").value != staged.stage.model.names[view.seat]:
                staged.press(pygame.K_RIGHT)

    return prepare


def _motion(view: View, steps: int) -> Set:
    """A turn with the forum asked: one step to condemn, two to mediate."""

    def prepare(staged: Staged) -> None:
        _turn_with(view)(staged)
        staged.press(pygame.K_F3)
        staged.focus("choice", "Motion in the forum")
        staged.press(*[pygame.K_RIGHT] * steps)

    return prepare


def _full_briefing(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(full_views.first_view(), 120.0, None, False))


def _lanes(hindsight: Hindsight) -> Set:
    """The debrief, turn by turn."""

    def prepare(staged: Staged) -> None:
        staged.in_debrief(hindsight)
        staged.press(pygame.K_F3)

    return prepare


def _of_six(prepare: Set) -> Set:
    """The same with six states at the table."""

    def of_six(staged: Staged) -> None:
        staged.briefing = six_states.briefing()
        prepare(staged)

    return of_six


def _six_briefing(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(six_states.busy_view(), 120.0, None, False))
    staged.stage.go(Place.BRIEFING)


FULL: dict[str, Set] = {
    "full-briefing": _full_briefing,
    "full-first": lambda staged: staged.in_turn(full_views.first_view()),
    "full-busy": _turn_with(full_views.busy_view()),
    "full-own-books": _turn_with(full_views.busy_view(), own_books=True),
    "full-condemn": _motion(full_views.busy_view(), 1),
    "full-debrief": lambda staged: staged.in_debrief(full_views.hindsight()),
    "full-lanes": _lanes(full_views.hindsight()),
}
"""Every module on."""

SIX: dict[str, Set] = {
    "six-waiting": _of_six(lambda staged: staged.seated()),
    "six-briefing": _of_six(_six_briefing),
    "six-busy": _of_six(_turn_with(six_states.busy_view())),
    "six-own-books": _of_six(_turn_with(six_states.busy_view(), own_books=True)),
    "six-mediate": _of_six(_motion(six_states.busy_view(), 2)),
    "six-debrief": _of_six(lambda staged: staged.in_debrief(six_states.hindsight())),
    "six-lanes": _of_six(_lanes(six_states.hindsight())),
}
"""Six states at the table."""

LEARN: dict[str, Set] = {
    "learn-briefing": _learning(_briefing),
    "learn-map": _learning(lambda staged: staged.in_turn()),
    "learn-budget": _learning(lambda staged: staged.in_turn(), presses=7),
    "learn-crisis": _learning(lambda staged: staged.in_turn(views.busy_view())),
    "learn-waiting": _learning(_sealed),
    "learn-debrief": _learning(lambda staged: staged.in_debrief()),
}
"""A lesson."""


def _settings(staged: Staged) -> None:
    """Over the menu, with servers to forget."""
    servers = ("ws://class.example:8765", "wss://dilemma.example")
    staged.stage.carry_out(Prefer({"name": "Ada", "servers": servers}))
    staged.stage.go(Place.SETTINGS)


def _settings_over_turn(staged: Staged) -> None:
    staged.in_turn()
    staged.press(pygame.K_F10)


def _known_servers(staged: Staged) -> None:
    _settings(staged)
    staged.press(pygame.K_ESCAPE)
    staged.stage.go(Place.JOIN)


def _watched_debrief(staged: Staged) -> None:
    staged.watching(public_views.busy_view())
    staged.hear(MatchShown(public_views.busy_view(views.TURNS + 1), views.hindsight()))


SCREENS: dict[str, Set] = {
    "menu": _at(Place.MENU),
    **ABSENT,
    "play-now": _at(Place.PLAY_NOW),
    "join": _at(Place.JOIN),
    "waiting": lambda staged: staged.seated(),
    "lobby": _lobby,
    "lobby-removing": _removing,
    "lobby-leaving": _leaving_lobby,
    "host": _at(Place.HOST),
    "join-public": _public,
    "briefing": _briefing,
    "briefing-leaving": _leaving_briefing,
    "turn-first": lambda staged: staged.in_turn(),
    "turn-crisis": lambda staged: staged.in_turn(views.busy_view()),
    "turn-report": _report,
    "turn-report-still": _still_report,
    "turn-busy": _busy,
    "turn-sealed": _sealed,
    "turn-ultimatum": _ultimatum,
    "turn-attack": _attack,
    "turn-own-books": _own,
    "turn-beaten": lambda staged: staged.in_turn(views.busy_view(beaten=True)),
    "turn-leaving": _leaving,
    "turn-guide": _guide,
    "turn-keys": _keys,
    "replays": _replays,
    "replays-broken": _broken_replay,
    "replays-deleting": _deleting,
    "replays-debrief": _replay,
    "lost": _lost,
    "lost-stranded": _stranded,
    "debrief-saved": _saved,
    "debrief": lambda staged: staged.in_debrief(),
    **LEARN,
    "settings": _settings,
    "settings-over-turn": _settings_over_turn,
    "join-known": _known_servers,
    "watch-before": lambda staged: staged.watching(),
    "watch-first": lambda staged: staged.watching(public_views.first_view()),
    "watch-busy": lambda staged: staged.watching(public_views.busy_view()),
    "watch-debrief": _watched_debrief,
    **FULL,
    **SIX,
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
