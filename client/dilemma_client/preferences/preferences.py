"""What can be set, and what each may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from dilemma_client.tongue import languages, preferred

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Sizes of type, in per cent of the designed one."""

THEMES = ("dark", "light")

PALETTES = ("standard", "distinct")
"""Colours of states and budgets: the standard ones, or such as are told apart without red and
green, at the price of looking less like what they are called."""

LONGEST_NAME = 40
"""Letters of a name that others are to read."""

MOST_SERVERS = 8
"""Servers remembered; who plays on more of them writes the address."""

LONGEST_SERVER = 200
"""Letters of the address of a server."""

Server = Annotated[str, Meta(min_length=1, max_length=LONGEST_SERVER)]
SIDES = (320, 16_384)
"""The least and the most pixels along a side of a window that is remembered."""

Side = Annotated[int, Meta(ge=SIDES[0], le=SIDES[1])]


class Preferences(Struct, frozen=True):
    """All that a player has set.

    `text` and `volume` in per cent; `language` by its code, empty or one that there is not any more
    for that of the system; `servers` the latest first; `window` width and height in pixels.
    """

    text: Literal[100, 125, 150, 175, 200] = 100
    theme: Literal["dark", "light"] = "dark"
    palette: Literal["standard", "distinct"] = "standard"
    reduced_motion: bool = False
    sound: bool = True
    volume: Annotated[int, Meta(ge=0, le=100)] = 60
    language: Annotated[str, Meta(max_length=16)] = ""
    name: Annotated[str, Meta(max_length=LONGEST_NAME)] = ""
    servers: Annotated[tuple[Server, ...], Meta(max_length=MOST_SERVERS)] = ()
    window: tuple[Side, Side] = (1280, 720)


def changed(preferences: Preferences, **fields: Any) -> Preferences:
    """The preferences with some of them set anew; raises msgspec.ValidationError for a bad one."""
    kept = {**msgspec.to_builtins(preferences), **msgspec.to_builtins(fields)}
    return msgspec.convert(kept, Preferences)


def remembered(servers: tuple[str, ...], server: str) -> tuple[str, ...]:
    """Servers with one put first; those least lately used are forgotten."""
    others = [other for other in servers if other != server]
    return (server, *others)[:MOST_SERVERS]


def chosen_language(language: str, environment: Mapping[str, str]) -> str:
    """The code of the language to speak: what is set, else what the system asks for."""
    return language if language in languages() else preferred(environment)
