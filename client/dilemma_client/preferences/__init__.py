"""Preferences: what a player has set, kept from one run to the next in a small file.

    keeper = Keeper(settings_file())
    keeper.now.text                     # 100, until the player wants larger type
    keeper.change(text=150)             # counts at once, and is kept if the file can be written
    keeper.trouble                      # one line for the player where it cannot, else empty

A file that cannot be read or written stops nothing: what was set counts until the window closes.
"""

from dilemma_client.preferences.keeper import FOLDER, Keeper, settings_file
from dilemma_client.preferences.preferences import (
    LONGEST_NAME,
    LONGEST_SERVER,
    PALETTES,
    SIDES,
    TEXT_SIZES,
    THEMES,
    Preferences,
    changed,
    chosen_language,
    remembered,
)

__all__ = [
    "FOLDER",
    "LONGEST_NAME",
    "LONGEST_SERVER",
    "PALETTES",
    "SIDES",
    "TEXT_SIZES",
    "THEMES",
    "Keeper",
    "Preferences",
    "changed",
    "chosen_language",
    "remembered",
    "settings_file",
]
