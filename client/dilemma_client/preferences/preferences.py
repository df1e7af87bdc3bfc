"""What can be set, and what each may be."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Sizes of type, in per cent of the designed one."""

THEMES = ("dark", "light")

PALETTES = ("standard", "distinct")
"""Colours of states and budgets: the standard ones, or such as are told apart without red and
green, at the price of looking less like what they are called."""

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""What the languages that the game is translated into call themselves."""

MOST_SERVERS = 8
"""Servers remembered; who plays on more of them writes the address."""

Server = Annotated[str, Meta(min_length=1, max_length=200)]
Side = Annotated[int, Meta(ge=640, le=16_384)]


class Preferences(Struct, frozen=True):
    """All that a player has set.

    `text` and `volume` in per cent; `language` by its code, empty for that of the system; `servers`
    the latest first; `window` width and height in pixels.
    """

    text: Literal[100, 125, 150, 175, 200] = 100
    theme: Literal["dark", "light"] = "dark"
    palette: Literal["standard", "distinct"] = "standard"
    reduced_motion: bool = False
    sound: bool = True
    volume: Annotated[int, Meta(ge=0, le=100)] = 60
    language: Literal["", "en", "de"] = ""
    name: Annotated[str, Meta(max_length=40)] = ""
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
