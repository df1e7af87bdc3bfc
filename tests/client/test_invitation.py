"""Invitations: links and codes as people paste them."""

from __future__ import annotations

import pytest

from dilemma_client.link import BadAddress, Invitation, invitation_to, read_invitation


@pytest.mark.parametrize(
    ("text", "address", "code"),
    [
        ("7KD2-QXMA", None, "7KD2-QXMA"),
        ("  7kd2qxma\n", None, "7kd2qxma"),
        ("http://192.168.1.20:8765/#7KD2QXMA", "ws://192.168.1.20:8765", "7KD2QXMA"),
        ("https://game.example/#7KD2QXMA", "wss://game.example", "7KD2QXMA"),
        ("https://game.example/play/#7KD2QXMA", "wss://game.example/play", "7KD2QXMA"),
        ("192.168.1.20/#7KD2QXMA", "ws://192.168.1.20:8765", "7KD2QXMA"),
        ("ws://[::1]:8765#7KD2QXMA", "ws://[::1]:8765", "7KD2QXMA"),
    ],
)
def test_an_invitation_is_a_code_or_a_link(text: str, address: str | None, code: str) -> None:
    assert read_invitation(text) == Invitation(address, code)


@pytest.mark.parametrize("address", ["ws://127.0.0.1:8765", "wss://game.example", "ws://[::1]:1"])
def test_who_follows_an_invitation_comes_to_the_match(address: str) -> None:
    assert read_invitation(invitation_to(address, "7KD2QXMA")) == Invitation(address, "7KD2QXMA")


@pytest.mark.parametrize(
    "text",
    ["http://host:8765/", "ftp://host/#CODE", "http://#CODE", "http://h:x/#C", "ws://[::1#C"],
)
def test_a_link_that_leads_nowhere_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(BadAddress) as refused:
        read_invitation(text)
    assert "\n" not in str(refused.value)
