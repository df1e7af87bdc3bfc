"""A lent face: what the system has for writings that no face of the package has.

Chinese, Japanese and Korean take more bytes than a game may bring along, and nearly every system
that is set to one of them has a face for it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pygame

NAMES = (
    "notosanscjksc",
    "notosanscjkjp",
    "notosanscjktc",
    "notosanscjkkr",
    "sourcehansanssc",
    "microsoftyahei",
    "yugothic",
    "malgungothic",
    "simsun",
    "pingfang",
    "hiraginosansgb",
    "applesdgothicneo",
    "arialunicodems",
    "wenquanyimicrohei",
    "wenquanyizenhei",
    "droidsansfallback",
)
"""As pygame calls them; the first that is there is taken."""


@cache
def lent_face() -> bytes | None:
    """The bytes of the system's face; looked for when first needed, which may take a moment."""
    try:
        path = pygame.font.match_font(NAMES)
        return None if path is None else Path(path).read_bytes()
    except (OSError, ValueError):
        return None
