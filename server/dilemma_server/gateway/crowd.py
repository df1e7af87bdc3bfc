"""The crowd: who is connected, from where, and whether there is room for one more."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Sequence

FULL, FULL_ADDRESS = "full", "address full"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

IPV6_PREFIX = 64
"""Bits of an IPv6 address that stand for one household; the rest its owner may choose at will."""


class Crowd:
    """Counts clients in all and by address."""

    def __init__(self, places: int, address_places: int) -> None:
        self._places = places
        self._address_places = address_places
        self._here: Counter[str] = Counter()
        self._count = 0

    def enter(self, address: str) -> str | None:
        """Take a place; or the reason why there is none."""
        if self._count >= self._places:
            return FULL
        if self._here[address] >= self._address_places:
            return FULL_ADDRESS
        self._here[address] += 1
        self._count += 1
        return None

    def leave(self, address: str) -> None:
        """Give a place up that was taken."""
        self._count -= 1
        self._here[address] -= 1
        if not self._here[address]:
            del self._here[address]


class Origins:
    """Finds where clients come from, through the proxies that are believed."""

    def __init__(self, proxies: Sequence[str]) -> None:
        self._proxies: tuple[Network, ...] = tuple(ipaddress.ip_network(one) for one in proxies)

    def address(self, peer: str, forwarded: Sequence[str]) -> str:
        """The address to count a client under: his own, as far as it can be believed.

        `forwarded` are the values of X-Forwarded-For, to which every proxy adds at the end whom
        it was asked by: read from there, as long as who says so is a proxy that is believed.
        """
        believed = _proper(peer)
        if believed is None:
            return peer
        told = [part.strip() for value in forwarded for part in value.split(",")]
        while told and any(believed in proxy for proxy in self._proxies):
            before = _proper(told.pop())
            if before is None:
                break
            believed = before
        return _counted(believed)


def _proper(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address, without a zone or a port; None for anything else."""
    bare = text.partition("%")[0]
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _counted(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
