"""Addresses of servers: completed as people write them; what is none is refused in one line."""

from __future__ import annotations

import pytest

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join
from dilemma_client.link import BadAddress, Link, check_address
from dilemma_client.link.address import is_of_this_machine


@pytest.mark.parametrize(
    "url", ["ws://127.0.0.1:8000", "wss://game.example", "ws://[::1]:8000", "wss://host/table"]
)
def test_whole_addresses_of_servers_stay_as_they_are(url: str) -> None:
    assert check_address(url) == url


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("192.168.0.5", "ws://192.168.0.5:8765"),
        (" 192.168.0.5/ ", "ws://192.168.0.5:8765"),
        ("school.example", "ws://school.example:8765"),
        ("localhost:9000", "ws://localhost:9000"),
        ("ws://host", "ws://host:8765"),
        ("WS://Host:8765/", "ws://host:8765"),
        ("fd00::5", "ws://[fd00::5]:8765"),
        ("[fd00::5]:9000", "ws://[fd00::5]:9000"),
        ("http://192.168.0.5:8765/#7KD2QXMA", "ws://192.168.0.5:8765"),
        ("192.168.0.5:8765/#7KD2QXMA", "ws://192.168.0.5:8765"),
        ("http://school.example/#7KD2QXMA", "ws://school.example:80"),
        ("https://school.example/#7KD2QXMA", "wss://school.example"),
        ("https://school.example/game/", "wss://school.example/game"),
    ],
)
def test_what_people_leave_out_of_an_address_is_supplied(written: str, url: str) -> None:
    assert check_address(written) == url
    assert check_address(url) == url


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("", "names no server"),
        ("ws://", "names no server"),
        ("my server", "names no server"),
        (":8765", "names no server"),
        ("ws://host:0", "has no port that can be"),
        ("ws://host:port", "has no port that can be"),
        ("host:99999", "has no port that can be"),
        ("ws://[::1:80", "is not an address"),
        ("ftp://host", "is no server's address"),
        ("ws:/host", "carries more than an address"),
        ("ws://ada:secret@host", "carries more than an address"),
        ("ws://host/?token=1", "carries more than an address"),
    ],
)
def test_anything_else_is_refused_in_one_line_with_an_example(written: str, complaint: str) -> None:
    with pytest.raises(BadAddress) as refused:
        check_address(written)
    line = str(refused.value)
    assert line.startswith(f"'{written}' {complaint}")
    assert "8765" in line
    assert "\n" not in line


@pytest.mark.parametrize("written", ["localhost", "127.0.0.1", "127.8.0.1:9", "[::1]:9"])
def test_an_address_may_mean_whatever_machine_one_is_at(written: str) -> None:
    assert is_of_this_machine(check_address(written))


@pytest.mark.parametrize("written", ["192.168.0.5", "school.example", "wss://localhost.example"])
def test_or_one_machine_whoever_asks(written: str) -> None:
    assert not is_of_this_machine(check_address(written))


def test_a_link_checks_its_address_when_made() -> None:
    with pytest.raises(BadAddress):
        Link("no where", Join(PROTOCOL_VERSION, "Ada", "ABCDEFGH"))
