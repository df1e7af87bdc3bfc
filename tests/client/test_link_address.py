"""Addresses of servers: what is none is refused in one line before anything is tried."""

from __future__ import annotations

import pytest

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join
from dilemma_client.link import BadAddress, Link, check_address


@pytest.mark.parametrize(
    "url", ["ws://127.0.0.1:8000", "wss://game.example", "ws://[::1]:8000", "wss://host/table"]
)
def test_addresses_of_servers(url: str) -> None:
    assert check_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost",
        "localhost:8000",
        "http://localhost:8000",
        "ws://",
        "ws://host:0",
        "ws://host:port",
        "ws://host:99999",
        "ws://[::1:80",
        "ws://ada:secret@host",
        "ws://host/?token=1",
    ],
)
def test_anything_else_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        check_address(url)
    line = str(refused.value)
    assert line.startswith(f"'{url}' ")
    assert line.endswith("a server is at ws://host:port or wss://host")
    assert "\n" not in line


def test_a_link_checks_its_address_when_made() -> None:
    with pytest.raises(BadAddress):
        Link("nowhere", Join(PROTOCOL_VERSION, "Ada", "ABCDEFGH"))
