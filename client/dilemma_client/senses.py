"""The senses: how the player has it, in type, colours, language and sound, as set and kept."""

from __future__ import annotations

import os
from typing import Any

from dilemma_client.model import Model
from dilemma_client.paint import Look
from dilemma_client.preferences import SIDES, Keeper, Preferences, chosen_language, remembered
from dilemma_client.sound import Cue, Speaker, cue_of, is_short
from dilemma_client.themes import THEMES
from dilemma_client.tongue import speak


def look_of(preferences: Preferences) -> Look:
    """The look that a player has set."""
    theme = THEMES[preferences.theme, preferences.palette]
    return Look(theme, preferences.text / 100, motion=not preferences.reduced_motion)


class Senses:
    """The look, the tongue and the speaker of one window; changes count at once."""

    def __init__(
        self, keeper: Keeper, look: Look | None = None, speaker: Speaker | None = None
    ) -> None:
        self.keeper = keeper
        self.look = look or look_of(keeper.now)
        self._speaker = speaker
        self._left: float | None = None
        self._tune()

    @property
    def preferences(self) -> Preferences:
        """What is set."""
        return self.keeper.now

    @property
    def is_mute(self) -> bool:
        """Whether sounds were wanted and there is nothing to play them on."""
        return self._speaker is not None and self._speaker.is_missing

    def prefer(self, **fields: Any) -> None:
        """Set something anew; raises msgspec.ValidationError for what cannot be."""
        before = self.preferences
        self.keeper.change(**fields)
        now = self.preferences
        if now.language != before.language:
            self._speak()
        if _seen(now) != _seen(before):
            self.look = look_of(now)
        if (now.sound, now.volume) != (before.sound, before.volume):
            self._tune()
            self._play(Cue.MESSAGE)

    def remember(self, server: str) -> None:
        """Keep where somebody has played."""
        self.keeper.change(servers=remembered(self.preferences.servers, server))
        self.keeper.keep()

    def measure(self, width: int, height: int) -> None:
        """Note how large the window is, for the next time."""
        low, high = SIDES
        sides = (min(max(width, low), high), min(max(height, low), high))
        self.keeper.change(window=sides)

    def hear(self, before: Model, after: Model) -> None:
        """Play what there is to hear when one model takes the place of another."""
        cue = cue_of(before, after)
        if cue is not None:
            self._play(cue)

    def pass_time(self, left: float | None) -> None:
        """Warn once when a turn that waits for this player comes to its end."""
        if is_short(self._left, left):
            self._play(Cue.LAST_SECONDS)
        self._left = left

    def close(self) -> None:
        """Keep what is set, and be silent."""
        self.keeper.keep()
        if self._speaker is not None:
            self._speaker.close()

    def _play(self, cue: Cue) -> None:
        if self._speaker is not None:
            self._speaker.play(cue)

    def _tune(self) -> None:
        if self._speaker is not None:
            self._speaker.set(self.preferences.sound, self.preferences.volume / 100)

    def _speak(self) -> None:
        """Speak the language that is set; with none set, the system's."""
        speak(chosen_language(self.preferences.language, os.environ))


def _seen(preferences: Preferences) -> tuple[object, ...]:
    """What of the preferences shows: a new look also forgets what was drawn in other words."""
    seen = preferences.text, preferences.theme, preferences.palette, preferences.language
    return (*seen, preferences.reduced_motion)
