"""Settings: how one server is run, and where each of them may be said."""

from dilemma_server.settings.settings import (
    NAMES,
    Settings,
    SettingsError,
    allowed,
    default,
    purpose,
)
from dilemma_server.settings.sources import DEFAULT_PORT, Chosen, choose, flag, variable
from dilemma_server.settings.toml import as_toml, written

__all__ = [
    "DEFAULT_PORT",
    "NAMES",
    "Chosen",
    "Settings",
    "SettingsError",
    "allowed",
    "as_toml",
    "choose",
    "default",
    "flag",
    "purpose",
    "variable",
    "written",
]
