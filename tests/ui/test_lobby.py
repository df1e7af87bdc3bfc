"""The lobby and the ways to it: hosting, looking around, being ready, seats, the host's rights."""

from __future__ import annotations

import pygame
import pytest

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Browse,
    ChangeSeat,
    CreateMatch,
    Join,
    Leave,
    Listing,
    Mute,
    OpenTable,
    Rematch,
    Remove,
    SetReady,
    Table,
)
from dilemma_client.model import Closed
from dilemma_client.scenes.transitions import HostMatch, Place, Prefer
from dilemma_client.tongue import speak
from dilemma_client.widgets.clipboard import pasted_text
from support.staging import ADDRESS, Staged

PLAYERS = {"aster": "Ada", "borea": "Ben", "corvia": None, "delmark": "Zoe"}


def at_table(staged: Staged, *, host: str = "aster", ready: tuple[str, ...] = ()) -> Staged:
    """Three sit, one seat is free; nobody is ready unless named."""
    staged.seated().hear(Table(dict(PLAYERS), ("aster", "borea"), (), ready=ready, host=host))
    return staged


@pytest.fixture
def staged() -> Staged:
    staged = Staged()
    staged.stage.carry_out(Prefer({"name": "Ada", "servers": ("ws://class.example:8765",)}))
    return staged


def test_the_lobby_says_how_everybody_stands(staged: Staged) -> None:
    at_table(staged, ready=("borea",))
    assert "Ada (you)" in staged.words
    assert "not ready, host" in staged.words
    assert "ready" in staged.words.splitlines()
    assert "not ready, away" in staged.words


def test_one_says_that_one_is_ready_and_takes_it_back(staged: Staged) -> None:
    at_table(staged)
    staged.click("button", "I am ready")
    (said,) = staged.line.sent
    assert isinstance(said, SetReady)
    assert said.ready
    staged.hear(Table(dict(PLAYERS), ("aster",), (), ready=("aster",), host="aster"))
    staged.click("button", "I am not ready after all")
    last = staged.line.sent[-1]
    assert isinstance(last, SetReady)
    assert not last.ready


def test_a_free_seat_is_taken_by_a_press(staged: Staged) -> None:
    at_table(staged)
    staged.click("button", "Sit here")
    (said,) = staged.line.sent
    assert isinstance(said, ChangeSeat)
    assert said.seat == "corvia"


def test_the_host_silences_and_removes(staged: Staged) -> None:
    at_table(staged)
    staged.click("button", "Silence Ben")
    staged.click("button", "Remove Zoe from the table")
    assert len(staged.line.sent) == 1, "it is asked first"
    staged.click("button", "Keep")
    staged.click("button", "Remove Zoe from the table")
    staged.click("button", "Remove")
    silence, remove = staged.line.sent
    assert isinstance(silence, Mute)
    assert (silence.seat, silence.muted) == ("borea", True)
    assert isinstance(remove, Remove)
    assert remove.seat == "delmark"


def test_nobody_else_has_the_hosts_rights(staged: Staged) -> None:
    at_table(staged, host="borea")
    assert not any(node.label.startswith(("Silence", "Remove")) for node in staged.nodes)


def test_leaving_gives_the_seat_up_and_the_server_is_told(staged: Staged) -> None:
    at_table(staged)
    line = staged.line
    staged.click("button", "Leave")
    assert staged.line.sent == [], "it is asked first"
    staged.click("button", "Leave the match")
    assert isinstance(line.sent[-1], Leave)
    assert staged.stage.scene.place is Place.MENU
    assert line.is_open, "the answer is awaited on the side"
    staged.stage.close()
    assert not line.is_open


def test_code_and_link_are_copied(staged: Staged) -> None:
    at_table(staged)
    staged.click("button", "Copy code")
    assert pasted_text() == "ROOK-417"
    staged.click("button", "Copy link")
    assert pasted_text() == ADDRESS.replace("ws://", "http://") + "/#ROOK-417"


ONLY_HERE = "Other machines cannot use this link"


@pytest.mark.parametrize(
    ("server", "is_warned_of"), [("localhost", True), ("192.168.0.5", False), ("[fd00::5]", False)]
)
def test_a_link_that_leads_others_nowhere_is_said_to(
    staged: Staged, server: str, is_warned_of: bool
) -> None:
    staged.stage.carry_out(HostMatch(server, CreateMatch(PROTOCOL_VERSION, "Ada", "four_worlds")))
    staged.seat_again()
    staged.hear(Table(dict(PLAYERS), ("aster", "borea"), (), host="aster"))
    assert f"http://{server}:8765/#ROOK-417" in staged.words
    assert (ONLY_HERE in staged.words) is is_warned_of


def test_the_host_copies_the_command_that_seats_a_bot(staged: Staged) -> None:
    at_table(staged)
    staged.click("button", "Copy command")
    link = ADDRESS.replace("ws://", "http://") + "/#ROOK-417"
    assert pasted_text() == f"dilemma bot --join {link} --bots tit_for_tat"


def test_nobody_is_told_of_bots_who_is_not_the_host_or_has_no_seat_for_them(
    staged: Staged,
) -> None:
    at_table(staged, host="borea")
    assert not staged.has("button", "Copy command")
    full: dict[str, str | None] = {state: f"who plays {state}" for state in PLAYERS}
    staged.hear(Table(full, ("aster",), (), host="aster"))
    assert not staged.has("button", "Copy command")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.168.0.5", "ws://192.168.0.5:8765"),
        ("localhost:9000", "ws://localhost:9000"),
        ("http://192.168.0.5:8765/#7KD2QXMA", "ws://192.168.0.5:8765"),
    ],
)
def test_a_server_is_written_as_people_write_it(staged: Staged, written: str, address: str) -> None:
    staged.stage.go(Place.HOST)
    staged.focus("text field", "Server")
    staged.press(pygame.K_a, control=True)
    staged.write(written)
    staged.click("button", "Open the table")
    assert staged.called[-1][0] == address


def test_a_table_is_opened_as_it_was_wished_for(staged: Staged) -> None:
    staged.stage.go(Place.HOST)
    staged.click("checkbox", "List it for everybody on the server")
    staged.click("checkbox", "A bot plays for who is away")
    staged.click("button", "Open the table")
    ((address, first),) = staged.called
    assert address == "ws://class.example:8765"
    assert isinstance(first, CreateMatch)
    assert (first.public, first.spectators, first.cover, first.ready) == (True, True, None, False)


def test_public_matches_are_listed_and_one_is_chosen(staged: Staged) -> None:
    staged.stage.go(Place.JOIN)
    staged.click("button", "Public matches on this server")
    assert staged.called == [("ws://class.example:8765", Browse(PROTOCOL_VERSION))]
    table = OpenTable("7KD2QXMA", "gulf", "The Gulf", 12, 180, ("Ben",), ("iraq", "iran"))
    staged.hear(Listing(PROTOCOL_VERSION, (table,)), Closed(None))
    assert "The Gulf" in staged.words
    assert "Ben; 2 free" in staged.words
    staged.click("button", "Choose The Gulf")
    staged.click("button", "Join")
    _, first = staged.called[-1]
    assert isinstance(first, Join)
    assert first.code == "7KD2QXMA"


def test_a_shipped_match_is_listed_by_its_title_in_the_language(staged: Staged) -> None:
    speak("de")
    try:
        staged.stage.go(Place.JOIN)
        staged.click("button", "Offene Partien auf diesem Server")
        title = "Redland and Blueland"
        table = OpenTable("7KD2QXMA", "redland_blueland", title, 12, 180, ("Ben",), ())
        staged.hear(Listing(PROTOCOL_VERSION, (table,)), Closed(None))
        assert "Rotland und Blauland" in staged.words
    finally:
        speak("en")


def test_an_empty_list_says_so(staged: Staged) -> None:
    staged.stage.go(Place.JOIN)
    staged.click("button", "Public matches on this server")
    staged.hear(Listing(PROTOCOL_VERSION, ()), Closed(None))
    assert "No public match waits for players there." in staged.words


def test_a_pasted_link_says_where_the_server_is(staged: Staged) -> None:
    staged.stage.go(Place.JOIN)
    staged.focus("text field", "Join code")
    staged.write("http://192.168.1.20:8765/#7KD2QXMA")
    assert staged.find("text field", "Server").value == "ws://192.168.1.20:8765"
    assert staged.find("text field", "Join code").value == "7KD2QXMA"


def test_playing_again_asks_for_the_match_that_follows(staged: Staged) -> None:
    staged.in_debrief()
    staged.click("button", "Play again")
    address, first = staged.called[-1]
    assert address == ADDRESS
    assert isinstance(first, Rematch)
    assert first.token == "token"
    assert staged.stage.scene.place is Place.WAITING
