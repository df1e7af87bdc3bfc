"""Recipes: each effect as tones that are summed when it is first heard. Nothing is recorded.

Every sound is soft at its start, dies away by itself, and is over within a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dilemma_client.sound.cues import Cue

RATE = 22_050
"""Samples a second; there is nothing above 4 kHz in these sounds."""

PEAK = 0.5
"""The loudest sample, as a share of the loudest there can be."""

SOFT = 0.006
"""Seconds in which a tone comes up: one that starts at once clicks."""

OVERTONES = (1.0, 0.35, 0.12)
"""How strong a tone and its overtones are."""


@dataclass(frozen=True)
class Tone:
    """A tone: when it begins in seconds, its pitch in Hz, and how fast it dies, in seconds.

    `slide` is how many times higher it is at its end; `weight` how loud it is beside the others.
    """

    at: float
    pitch: float
    lasts: float
    weight: float = 1.0
    slide: float = 1.0


RECIPES: dict[Cue, tuple[Tone, ...]] = {
    Cue.TURN: (Tone(0.0, 392.0, 0.18), Tone(0.11, 587.3, 0.28)),
    Cue.SEALED: (Tone(0.0, 196.0, 0.07), Tone(0.05, 146.8, 0.14)),
    Cue.MESSAGE: (Tone(0.0, 880.0, 0.08, 0.6), Tone(0.08, 1174.7, 0.12, 0.6)),
    Cue.CRISIS: (Tone(0.0, 311.1, 0.16), Tone(0.16, 293.7, 0.16), Tone(0.32, 311.1, 0.3)),
    Cue.WAR: (Tone(0.0, 98.0, 0.5, 1.0, 0.6), Tone(0.0, 61.7, 0.6), Tone(0.18, 92.5, 0.45, 0.8)),
    Cue.LAST_SECONDS: (Tone(0.0, 740.0, 0.05, 0.7), Tone(0.16, 740.0, 0.05, 0.7)),
    Cue.DEBRIEF: (
        Tone(0.0, 261.6, 0.4, 0.7),
        Tone(0.1, 329.6, 0.4, 0.7),
        Tone(0.2, 392.0, 0.4, 0.7),
        Tone(0.3, 523.3, 0.45, 0.7),
    ),
}
"""What each effect is made of."""


def samples(cue: Cue) -> NDArray[np.int16]:
    """The effect as samples of one channel at RATE; the same every time."""
    tones = RECIPES[cue]
    length = max(tone.at + tone.lasts for tone in tones)
    sound = np.zeros(int(length * RATE) + 1)
    for tone in tones:
        wave = _wave(tone)
        start = int(tone.at * RATE)
        sound[start : start + wave.size] += wave[: sound.size - start]
    loudest = float(np.max(np.abs(sound)))
    scaled: NDArray[np.int16] = np.round(sound * (PEAK * 32_767 / loudest)).astype(np.int16)
    return scaled


def _wave(tone: Tone) -> NDArray[np.float64]:
    time = np.arange(int(tone.lasts * RATE)) / RATE
    pitch = tone.pitch * np.power(tone.slide, time / tone.lasts)
    phase = 2.0 * np.pi * np.cumsum(pitch) / RATE
    wave = sum(part * np.sin(order * phase) for order, part in enumerate(OVERTONES, start=1))
    # It comes up softly, dies away, and is exactly silent at its end.
    envelope = np.minimum(1.0, time / SOFT) * np.exp(-3.0 * time / tone.lasts)
    envelope *= 1.0 - time / tone.lasts
    shaped: NDArray[np.float64] = tone.weight * wave * envelope
    return shaped
