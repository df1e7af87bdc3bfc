"""The speaker: plays cues where there is a device for it, and is silent where there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pygame

from dilemma_client.quiet import quiet_libraries
from dilemma_client.sound.cues import Cue

APART = 0.1
"""Seconds between two sounds at the least."""

BUFFER = 512
"""Samples handed to the device at a time: some hundredths of a second late at the most."""


class Speaker:
    """Plays at most one sound each tenth of a second; whatever goes wrong, it is only silent.

    The device is opened in a thread of its own when the first sound is asked for: that takes a
    tenth of a second or, without a device, as long as the system likes. Until then nothing is
    heard. `is_missing` says that there is none.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.is_on = True
        self.volume = 0.6
        self.is_missing = False
        self._clock = clock
        self._last = float("-inf")
        self._sounds: dict[Cue, pygame.mixer.Sound] = {}
        self._opening: threading.Thread | None = None

    def set(self, is_on: bool, volume: float) -> None:
        """Be heard or not, and how loud, from 0 to 1."""
        self.is_on, self.volume = is_on, volume

    def play(self, cue: Cue) -> bool:
        """Play a cue if that can be done now; whether it was."""
        now = self._clock()
        if not self.is_on or self.volume <= 0.0 or self.is_missing or now - self._last < APART:
            return False
        self._last = now
        if pygame.mixer.get_init() is None:
            self._open(cue)
            return False
        return self._sound(cue)

    def wait(self, seconds: float) -> None:
        """Wait until the device has been opened, or found missing."""
        if self._opening is not None:
            self._opening.join(seconds)

    def close(self) -> None:
        """Give the device back."""
        self.wait(1.0)
        self._sounds.clear()
        pygame.mixer.quit()

    def _open(self, cue: Cue) -> None:
        if self._opening is None:
            self._opening = threading.Thread(
                target=self._open_device, args=(cue,), name="sound", daemon=True
            )
            self._opening.start()

    def _open_device(self, cue: Cue) -> None:
        from dilemma_client.sound.recipes import RATE

        try:
            with quiet_libraries():
                pygame.mixer.init(RATE, -16, 1, BUFFER, allowedchanges=0)
        except pygame.error:
            self.is_missing = True
            return
        self._sound(cue)

    def _sound(self, cue: Cue) -> bool:
        from dilemma_client.sound.recipes import samples

        try:
            sound = self._sounds.get(cue)
            if sound is None:
                sound = self._sounds[cue] = pygame.mixer.Sound(buffer=samples(cue).tobytes())
            sound.set_volume(self.volume)
            sound.play()
        except pygame.error:
            self.is_missing = True
        return not self.is_missing
