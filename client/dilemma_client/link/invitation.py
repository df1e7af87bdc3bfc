"""Invitations: a link that leads to one match, or a code beside an address.

    http://192.168.1.20:8765/#7KD2QXMA

A browser opens the server's page there, which says how to play; a client reads server and code.
The code stands after the hash sign, which browsers keep to themselves.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from dilemma_client.link.address import BadAddress, check_address

SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


class Invitation(Struct, frozen=True):
    """Where a match is, and the code that lets one in; `address` is None for a bare code."""

    address: str | None
    code: str


def read_invitation(text: str) -> Invitation:
    """A link or a code as it was typed or pasted; raises BadAddress for a link without a code."""
    text = text.strip()
    if "://" not in text:
        return Invitation(None, text)
    advice = "an invitation is a code or a link such as http://host:port/#CODE"
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise BadAddress(f"'{text}' is no invitation ({error}); {advice}") from None
    scheme = SCHEMES.get(parts.scheme)
    if scheme is None or not parts.fragment:
        raise BadAddress(f"'{text}' is no invitation; {advice}")
    path = parts.path.rstrip("/")
    return Invitation(check_address(f"{scheme}://{parts.netloc}{path}"), parts.fragment)


def invitation_to(address: str, code: str) -> str:
    """The link that leads to a match on a server."""
    secure, _, place = address.partition("://")
    scheme = "https" if secure == "wss" else "http"
    return f"{scheme}://{place.rstrip('/')}/#{code}"
