"""The dice of one turn, as arrays; rules read them and never draw."""

from __future__ import annotations

from dataclasses import dataclass

from dilemma.arithmetic import Floats


@dataclass(frozen=True)
class Dice:
    """All chance of one turn for N states in B worlds; uniforms in [0, 1), normals standard.

    `incident` and `clash` [N, N, B] are symmetric: one draw for the two of a pair. Of an ordered
    pair the first state is the watcher. The reports' draws have their source on the first axis,
    those of `arsenals` deterrent and shield.
    """

    incident: Floats
    clash: Floats
    attribution: Floats
    battle: Floats
    delivery: Floats
    strength: Floats
    composition: Floats
    readiness: Floats
    arsenals: Floats
