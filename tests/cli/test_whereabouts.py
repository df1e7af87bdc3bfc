"""Whereabouts: under which addresses others reach this machine, and what `serve` says of them."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from dilemma_cli.serving import announce
from dilemma_cli.whereabouts import MOST, at, is_everywhere, reached_at


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_who_listens_everywhere_is_reached_at_addresses_of_the_network(host: str) -> None:
    assert is_everywhere(host)
    addresses = [ip_address(address) for address in reached_at(host)]
    assert len(addresses) <= MOST
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        assert address.version == ip_address(host).version
        assert not address.is_loopback
        assert not address.is_unspecified
        assert not address.is_link_local


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "::1", "192.168.0.5", "localhost", "nowhere.invalid"]
)
def test_who_listens_at_one_address_is_reached_there(host: str) -> None:
    assert not is_everywhere(host)
    assert reached_at(host) == ()


@pytest.mark.parametrize(
    ("host", "address"),
    [("192.168.0.5", "ws://192.168.0.5:8765"), ("fd00::5", "ws://[fd00::5]:8765")],
)
def test_the_same_server_is_written_with_another_of_its_addresses(host: str, address: str) -> None:
    assert at("ws://0.0.0.0:8765", host) == address


def said(
    capsys: pytest.CaptureFixture[str], address: str, others: tuple[str, ...] = ()
) -> list[str]:
    """The lines of an announcement."""
    announce(address, others)
    return capsys.readouterr().out.splitlines()


def test_a_server_of_the_network_says_what_to_tell_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said(capsys, "ws://0.0.0.0:8765", ("192.168.0.5", "10.0.0.7")) == [
        "listening at ws://0.0.0.0:8765",
        "in the network it is ws://192.168.0.5:8765 or ws://10.0.0.7:8765",
        "open a match with: dilemma play --server ws://192.168.0.5:8765",
        (
            "the others join with that address and a code, or with a link:"
            " http://192.168.0.5:8765/#CODE"
        ),
    ]


def test_a_server_at_one_address_of_the_network_tells_that(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = said(capsys, "ws://192.168.0.5:9000")
    assert lines[:2] == [
        "listening at ws://192.168.0.5:9000",
        "in the network it is ws://192.168.0.5:9000",
    ]
    assert lines[-1].endswith("http://192.168.0.5:9000/#CODE")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (
            "ws://127.0.0.1:8765",
            "only this machine reaches it; with --host 0.0.0.0 the network does",
        ),
        (
            "ws://0.0.0.0:8765",
            "this machine seems to be in no network: nobody else reaches it",
        ),
        (
            "wss://0.0.0.0:8765",
            "the others need its name, as the certificate has it: wss://NAME:8765",
        ),
    ],
)
def test_a_server_that_others_do_not_reach_so_says_why(
    address: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, address) == [f"listening at {address}", line]
