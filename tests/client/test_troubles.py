"""Troubles: what the system says is told in the player's language, as far as it can be known."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from dilemma_client.preferences import Keeper
from dilemma_client.replay import NoReplay, read_replay
from dilemma_client.tongue import knows, say, speak
from dilemma_client.tongue.troubles import NUMBERED, trouble_in


@pytest.fixture
def german() -> Iterator[None]:
    """The player reads German."""
    speak("de")
    yield
    speak("en")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("number", sorted(NUMBERED), ids=errno.errorcode.__getitem__)
def test_every_trouble_with_a_number_has_words_in_german(number: int) -> None:
    words = trouble_in(OSError(number, os.strerror(number)))
    assert words == NUMBERED[number]
    assert knows(words)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    "error",
    [
        socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
        socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
        ssl.SSLCertVerificationError(1, "certificate verify failed"),
        ssl.SSLError(1, "wrong version number"),
        TimeoutError(),
        OSError("Multiple exceptions: [Errno 111] Connect call failed, [Errno 99] No address"),
    ],
)
def test_a_trouble_of_the_network_has_words_in_german(error: OSError) -> None:
    assert knows(trouble_in(error))


def test_a_name_with_two_addresses_that_refuse_is_one_refusal() -> None:
    number = errno.ECONNREFUSED
    told = f"Multiple exceptions: [Errno {number}] ('::1', 1), [Errno {number}] ('127.0.0.1', 1)"
    assert trouble_in(OSError(told)) == NUMBERED[number]


async def test_a_machine_that_cannot_be_named_is_told_as_such() -> None:
    with pytest.raises(OSError) as caught:  # noqa: PT011  # which one is what is asked here
        await asyncio.open_connection("no-such-machine.invalid", 1)
    assert trouble_in(caught.value) in (
        "no machine of that name is known",
        "names cannot be looked up at the moment",
    )


def test_what_the_game_has_no_words_for_stays_in_those_of_the_system() -> None:
    assert trouble_in(OSError(errno.EXDEV, "Invalid cross-device link")) == (
        "Invalid cross-device link"
    )
    assert say(trouble_in(OSError())) == "the system gives no reason"


@pytest.mark.usefixtures("german")
def test_a_file_that_cannot_be_read_is_told_in_german(tmp_path: Path) -> None:
    with pytest.raises(NoReplay, match=r"gone\.replay: es ist nicht da"):
        read_replay(tmp_path / "gone.replay")
    (tmp_path / "settings.json").mkdir()
    trouble = Keeper(tmp_path / "settings.json").trouble
    assert trouble.endswith("wo eine Datei sein sollte, ist ein Ordner.")
