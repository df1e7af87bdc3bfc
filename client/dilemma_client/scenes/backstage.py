"""Backstage: every scene by its place, imported when first shown so that the menu is quick."""

from __future__ import annotations

from dilemma_client.scenes.scene import Scene
from dilemma_client.scenes.transitions import Place


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
