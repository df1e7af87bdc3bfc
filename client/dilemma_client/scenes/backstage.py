"""Backstage: every scene by its place, imported when first shown so that the menu is quick.

So is what may lie over a scene or stand beside it. `rehearse` imports it all beforehand.
"""

from __future__ import annotations

from collections.abc import Callable

from dilemma_client.entry import Solo
from dilemma_client.scenes.scene import Companion, Moment, Scene
from dilemma_client.scenes.transitions import Place
from dilemma_client.widgets.base import Widget


def scene_for(place: Place) -> Scene:
    """A new scene for a place."""
    match place:
        case Place.MENU:
            from dilemma_client.scenes.menu import MenuScene

            return MenuScene()
        case Place.PLAY_NOW:
            from dilemma_client.scenes.play_now import PlayNowScene

            return PlayNowScene()
        case Place.JOIN:
            from dilemma_client.scenes.join import JoinScene

            return JoinScene()
        case Place.HOST:
            from dilemma_client.scenes.host import HostScene

            return HostScene()
        case Place.WAITING:
            from dilemma_client.scenes.waiting import WaitingScene

            return WaitingScene()
        case Place.BRIEFING:
            from dilemma_client.scenes.briefing import BriefingScene

            return BriefingScene()
        case Place.TURN:
            from dilemma_client.scenes.turn.scene import TurnScene

            return TurnScene()
        case Place.REPLAYS:
            from dilemma_client.scenes.replays import ReplaysScene

            return ReplaysScene()
        case Place.WATCH:
            from dilemma_client.scenes.watch.scene import WatchScene

            return WatchScene()
        case Place.SETTINGS:
            from dilemma_client.scenes.settings import SettingsScene

            return SettingsScene()
        case Place.DEBRIEF:
            from dilemma_client.scenes.debrief.scene import DebriefScene

            return DebriefScene()


def rehearse() -> None:
    """Import and read whatever a first click would have to wait for; in any thread."""
    from dilemma_client.library import lessons, scenarios
    from dilemma_client.tongue import shown

    for place in Place:
        scene_for(place)
    lesson_with_coach()
    scenarios()
    lessons()
    shown(0.5, ".1f")


def sheet_for_lost(moment: Moment, leave: Callable[[], None]) -> Widget:
    """What lies over a match whose server is out of reach."""
    from dilemma_client.scenes.lost import lost_sheet

    return lost_sheet(moment, leave)


def lesson_with_coach() -> tuple[Solo, Companion]:
    """The match that a lesson is, and who stands beside the player in it."""
    from dilemma_client.scenes.learn.coach import Coach
    from dilemma_client.scenes.learn.steps import lesson

    return lesson(), Coach()


def companion_in(scenario: str) -> Companion:
    """Who stands beside the player in a match that is taken up again."""
    solo, coach = lesson_with_coach()
    return coach if scenario == solo.scenario else Companion()
