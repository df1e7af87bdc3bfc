"""Where a server is: an address checked before anything is tried with it."""

from __future__ import annotations

from urllib.parse import urlsplit

from dilemma_client.tongue import say


class BadAddress(ValueError):
    """An address no server can be reached at; one line that says what would be right."""


def check_address(url: str) -> str:
    """The address itself; raises BadAddress unless it reads ws://host:port or wss://host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(
            say(
                "'{address}' is not an address ({error}); a server is at ws://host:port or "
                "wss://host",
                address=url,
                error=error,
            )
        ) from None
    if parts.scheme not in ("ws", "wss") or not parts.hostname or port == 0:
        raise BadAddress(
            say(
                "'{address}' is not an address; a server is at ws://host:port or wss://host",
                address=url,
            )
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise BadAddress(
            say(
                "'{address}' carries more than an address; a server is at ws://host:port or "
                "wss://host",
                address=url,
            )
        )
    return url
