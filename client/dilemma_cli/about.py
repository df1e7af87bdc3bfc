"""Which version this is."""

from __future__ import annotations

from importlib.metadata import version

from dilemma.protocol import PROTOCOL_VERSION


def about() -> str:
    """The version of the game and of what it says over the network, in one line."""
    return f"dilemma {version('security-dilemma')}, protocol {PROTOCOL_VERSION}"
