"""Invitations: a link that leads to one match, or a code beside an address.

    http://192.168.1.20:8765/#7KD2QXMA

A browser opens the server's page there, which says how to play; a client reads server and code.
The code stands after the hash sign, which browsers keep to themselves.
"""

from __future__ import annotations

from msgspec import Struct

from dilemma_client.link.address import BadAddress, check_address


class Invitation(Struct, frozen=True):
    """Where a match is, and the code that lets one in; `address` is None for a bare code."""

    address: str | None
    code: str


def read_invitation(text: str) -> Invitation:
    """A link or a code as it was typed or pasted; raises BadAddress for a link without a code."""
    text = text.strip()
    if "://" not in text and "#" not in text:
        return Invitation(None, text)
    advice = "an invitation is a code or a link such as http://192.168.0.5:8765/#CODE"
    server, _, code = text.partition("#")
    if not code.strip():
        raise BadAddress(f"'{text}' is no invitation; {advice}")
    try:
        return Invitation(check_address(server), code.strip())
    except BadAddress as bad:
        raise BadAddress(f"'{text}' is no invitation ({bad}); {advice}") from None


def invitation_to(address: str, code: str) -> str:
    """The link that leads to a match on a server."""
    secure, _, place = address.partition("://")
    scheme = "https" if secure == "wss" else "http"
    return f"{scheme}://{place.rstrip('/')}/#{code}"
