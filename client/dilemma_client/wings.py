"""The wings: which scene is shown, what the settings lie over, and where the player came in."""

from __future__ import annotations

from dilemma_client.scenes.backstage import scene_for
from dilemma_client.scenes.scene import Scene
from dilemma_client.scenes.transitions import Place

ENTRANCES = (Place.MENU, Place.PLAY_NOW, Place.JOIN, Place.HOST)
"""Where a player tries to get into a match, and is led back to as he left it if that fails."""


class Wings:
    """One scene on stage; the settings may lie over it, and it goes on below them.

    `scene` is what is shown, `playing` what the player is at, `door` where he came in.
    """

    def __init__(self, place: Place) -> None:
        self.playing: Scene = scene_for(place)
        self.door: Scene = self.playing
        self._over: Scene | None = None

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._over or self.playing

    @property
    def is_covered(self) -> bool:
        """Whether the settings lie over the scene."""
        return self._over is not None

    def bring(self, scene: Scene) -> None:
        """Let the player be at another scene, below the settings where they are open."""
        if scene.place in ENTRANCES:
            self.door = scene
        if scene is not self.playing:
            self.playing.interface.put_away()
        self.playing = scene

    def cover(self) -> None:
        """Lay the settings over the scene."""
        self._over = self._over or scene_for(Place.SETTINGS)
        self.playing.interface.put_away()

    def uncover(self) -> None:
        """Show again what the player is at."""
        if self._over is not None:
            self._over.interface.put_away()
        self._over = None
