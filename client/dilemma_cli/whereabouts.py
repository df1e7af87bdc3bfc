"""Whereabouts: the addresses under which the others in a network reach this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit, urlunsplit

MOST = 3
"""Addresses that are told; a machine may have many that nobody in the room can use."""

FAR = {
    socket.AF_INET: ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254"),
    socket.AF_INET6: ("2001:db8::1", "fdff:ffff:ffff:ffff::1"),
}
"""Where nobody is, outside and in private networks: the way there tells who we would be."""

ANY_PORT = 9
"""Nothing is sent to it."""


def is_everywhere(host: str) -> bool:
    """Whether who listens there listens at every address of the machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def reached_at(host: str) -> tuple[str, ...]:
    """Addresses of this machine in its networks, of the kind that `host` is, the likeliest first.

    None unless `host` means every address of the machine: it is then one itself, or a name.
    """
    if not is_everywhere(host):
        return ()
    family = socket.AF_INET if ip_address(host).version == 4 else socket.AF_INET6
    found = dict.fromkeys(_by_ways_out(family)) or dict.fromkeys(_by_own_name(family))
    return tuple(address for address in found if _is_for_others(address))[:MOST]


def at(address: str, host: str) -> str:
    """The address of a server as it reads at another of the machine's addresses."""
    parts = urlsplit(address)
    authority = f"[{host}]" if ":" in host else host
    port = "" if parts.port is None else f":{parts.port}"
    return urlunsplit(parts._replace(netloc=f"{authority}{port}"))


def _by_ways_out(family: socket.AddressFamily) -> Iterator[str]:
    """What the system would send from; to connect this kind of socket sends nothing."""
    for far in FAR[family]:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((far, ANY_PORT))
            yield way.getsockname()[0]


def _by_own_name(family: socket.AddressFamily) -> Iterator[str]:
    """What the machine's name leads to, where no network leads anywhere else."""
    with suppress(OSError, UnicodeError):
        for *_, address in socket.getaddrinfo(socket.gethostname(), None, family):
            yield str(address[0])


def _is_for_others(text: str) -> bool:
    """Whether an address can be written down and used on another machine."""
    address: IPv4Address | IPv6Address = ip_address(text)
    return not (address.is_loopback or address.is_unspecified or address.is_link_local)
