"""Where a server is: an address as people write it, completed and checked before it is tried.

    192.168.0.5                   ws://192.168.0.5:8765
    school.example:9000           ws://school.example:9000
    wss://school.example          wss://school.example
    http://192.168.0.5:8765/#K7   ws://192.168.0.5:8765

What begins like the address of a page is where a browser would find the page.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from dilemma_client.tongue import say

PORT = 8765
"""Where a server listens when nobody says where."""

PAGE_PORT = 80
"""Where a page is that is not served with TLS and names no port."""

SCHEMES = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}
"""What an address may begin with, and how a server is spoken to there."""

HOST = re.compile(r"[\w.-]*\w[\w.-]*|[0-9a-fA-F:.]+(%\w+)?")
"""A name or a number of a machine, without brackets."""


class BadAddress(ValueError):
    """An address no server can be reached at; one line that says what would be right."""


def check_address(written: str) -> str:
    """The whole address, as ws://host:port or wss://host; raises BadAddress.

    Without a scheme it is ws://, without a port the one a server listens at unless it is told
    another. A code behind `#`, as a link to a match has it, is left out.
    """
    text = written.strip()
    parts = _parts(text)
    port = _port(parts, text)
    if not parts.hostname or HOST.fullmatch(parts.hostname) is None:
        raise BadAddress(
            say(
                "'{address}' names no server; write its address, such as 192.168.0.5, "
                "localhost:8765 or wss://school.example",
                address=text,
            )
        )
    if parts.username is not None or parts.query or ("://" not in text and parts.path.strip("/")):
        raise BadAddress(
            say(
                "'{address}' carries more than an address; write the server alone, such as "
                "192.168.0.5:8765 or wss://school.example",
                address=text,
            )
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    authority = host if port is None else f"{host}:{port}"
    return f"{SCHEMES[parts.scheme]}://{authority}{parts.path.rstrip('/')}"


def is_of_this_machine(address: str) -> bool:
    """Whether a checked address means the machine that one is at, whichever that is."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _parts(text: str) -> SplitResult:
    """What an address consists of; raises BadAddress."""
    whole = text if "://" in text else f"ws://{_bracketed(text)}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        raise BadAddress(
            say(
                "'{address}' is not an address; one of numbers and colons stands in brackets, "
                "such as [fd00::5]:8765",
                address=text,
            )
        ) from None
    if parts.scheme not in SCHEMES:
        raise BadAddress(
            say(
                "'{address}' is no server's address; it begins with ws:// or wss:// or with the "
                "server's name at once, such as 192.168.0.5:8765",
                address=text,
            )
        )
    return parts


def _bracketed(text: str) -> str:
    """An IPv6 address in the brackets that it needs before a port can follow."""
    try:
        return f"[{text}]" if isinstance(ip_address(text), IPv6Address) else text
    except ValueError:
        return text


def _port(parts: SplitResult, text: str) -> int | None:
    """The port that is meant; None for that of TLS, which needs no saying; raises BadAddress."""
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise BadAddress(
            say(
                "'{address}' has no port that can be; it is a number from 1 to 65535, as in "
                "192.168.0.5:8765",
                address=text,
            )
        )
    usual = {"ws": PORT, "http": PAGE_PORT}
    return port or usual.get(parts.scheme)
