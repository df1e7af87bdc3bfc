"""The truth of a world: arrays with the worlds on the last axis."""

from dilemma.world.opening import open_batch, open_world
from dilemma.world.world import DialArrays, World

__all__ = ["DialArrays", "World", "open_batch", "open_world"]
