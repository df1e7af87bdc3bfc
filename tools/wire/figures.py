"""The figures of the reference, each read where the program has it."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable

from websockets.asyncio.server import serve

from dilemma.bots import BOTS
from dilemma.coefficients import STANDARD
from dilemma.orders.legality import BEATEN_SIGNALS, STATEMENT_LENGTH
from dilemma.protocol import CLIENT_LIMITS, PROTOCOL_VERSION, SERVER_LIMITS
from dilemma.record.record import RECORD_FORMAT
from dilemma_client.link.backoff import Backoff
from dilemma_server.gateway import conversation, gateway, guarded, pace
from dilemma_server.lobby import codes, lobby, room, turnstile
from dilemma_server.match.decisions import BYTES_A_TURN, COMMANDS_A_TURN

PREFIX = "security dilemma commitment"
"""Stands before a secret that is hashed; a test holds it to what the game hashes."""

LIMITS = {
    "frame_bytes": "bytes of a message",
    "text_length": "code points of a text",
    "array_length": "items of a list",
    "map_length": "entries of a map",
    "depth": "depth",
}


def figures() -> dict[str, str]:
    """What stands on the page in place of each name."""
    return {name: str(value) for name, value in _figures().items()} | _waits()


def _figures() -> dict[str, object]:
    pings = inspect.signature(serve).parameters
    return {
        "version": PROTOCOL_VERSION,
        "limits": _limits(),
        "socket_bytes": f"{gateway.FRAME_BYTES:,}",
        "ping_seconds": pings["ping_interval"].default,
        "pong_seconds": pings["ping_timeout"].default,
        "quota_frames": guarded.QUOTA_FRAMES,
        "code_length": codes.LENGTH,
        "symbols": codes.SYMBOLS,
        "listing": lobby.LONGEST_LISTING,
        "spectators": room.MOST_SPECTATORS,
        "burst": pace.BURST,
        "bots": _filled(f"`{name}`" for name in BOTS),
        "commands_a_turn": COMMANDS_A_TURN,
        "kilobytes_a_turn": BYTES_A_TURN // 1024,
        "beaten_signals": ", ".join(f"`{word}`" for word in BEATEN_SIGNALS),
        "statement_length": STATEMENT_LENGTH,
        "prefix": PREFIX,
        "prefix_bytes": len(PREFIX),
        "record_format": RECORD_FORMAT,
    }


def _waits() -> dict[str, str]:
    """Seconds and other numbers that may be broken ones."""
    backoff = inspect.signature(Backoff).parameters
    return {
        name: f"{value:g}"
        for name, value in {
            "first_seconds": conversation.FIRST_FRAME_SECONDS,
            "browsing_seconds": conversation.BROWSING_SECONDS,
            "stall_seconds": guarded.STALL_SECONDS,
            "quota_seconds": guarded.QUOTA_SECONDS,
            "wrong_wait": turnstile.LONGEST_WAIT,
            "per_second": pace.PER_SECOND,
            "show_of_force": STANDARD.show_of_force_cost,
            "floor": backoff["floor"].default,
            "ceiling": backoff["ceiling"].default,
            "first_wait": backoff["first"].default,
            "settled": backoff["settled"].default,
        }.items()
    }


def _filled(words: Iterable[str]) -> str:
    """Words as they stand in an item of a list, over as many lines as they need."""
    return textwrap.fill(", ".join(words), 97, subsequent_indent="   ")


def _limits() -> str:
    return "\n".join(
        f"| {what} | {getattr(CLIENT_LIMITS, name):,} | {getattr(SERVER_LIMITS, name):,} |"
        for name, what in LIMITS.items()
    )
