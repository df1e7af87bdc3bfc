"""Sound: a short effect for what happens; never needed to play, each with something to see."""

from dilemma_client.sound.cues import LAST_SECONDS, Cue, cue_of, is_short
from dilemma_client.sound.speaker import Speaker

__all__ = ["LAST_SECONDS", "Cue", "Speaker", "cue_of", "is_short"]
