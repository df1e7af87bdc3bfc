"""Chance: the only place where anything is drawn."""

from dilemma.chance.dice import Dice
from dilemma.chance.streams import (
    batch_dice,
    batch_draws,
    bot_draws,
    bot_seed,
    commitment,
    deal,
    match_dice,
    secret_from_seed,
    world_keys,
)

__all__ = [
    "Dice",
    "batch_dice",
    "batch_draws",
    "bot_draws",
    "bot_seed",
    "commitment",
    "deal",
    "match_dice",
    "secret_from_seed",
    "world_keys",
]
