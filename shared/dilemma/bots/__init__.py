"""Bots: players that decide from what a player sees, one method each."""

from __future__ import annotations

from dilemma.bots.bot import Bot, Decision
from dilemma.bots.fearful_planner import FearfulPlanner
from dilemma.bots.grit import Grit
from dilemma.bots.hawk import Hawk
from dilemma.bots.opportunist import Opportunist
from dilemma.bots.random_bot import RandomBot
from dilemma.bots.reassurer import Reassurer
from dilemma.bots.restrained import Restrained
from dilemma.bots.richardson import Richardson
from dilemma.bots.tit_for_tat import TitForTat

BOTS: dict[str, type[Bot]] = {
    kind.name: kind
    for kind in (
        Restrained,
        Hawk,
        TitForTat,
        Grit,
        Richardson,
        FearfulPlanner,
        Reassurer,
        Opportunist,
        RandomBot,
    )
}
"""Every bot by its name."""


class UnknownBotError(ValueError):
    """There is no bot of that name; the message lists those there are."""


def make_bot(name: str, seed: bytes) -> Bot:
    """A bot by its name, with the seed of whatever chance it uses; raises UnknownBotError."""
    if name not in BOTS:
        raise UnknownBotError(f"there is no bot '{name[:40]}'; the bots are {', '.join(BOTS)}")
    return BOTS[name](seed)


__all__ = ["BOTS", "Bot", "Decision", "UnknownBotError", "make_bot"]
