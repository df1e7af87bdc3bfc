"""The conversation: the table is whole, and both ends go by it, message by message."""

from __future__ import annotations

import pytest
from msgspec import Struct

from dilemma.orders import Problem
from dilemma.protocol.conversation import (
    CLIENT,
    COMMANDS,
    MEANINGS,
    SERVER,
    Conversation,
    OutOfTurn,
    Says,
    State,
    name_of,
)
from dilemma.protocol.messages import Failed
from support.every_message import CLIENT_KINDS, SAID, SERVER_KINDS, TOLD

SPEAKERS = {"client": (CLIENT, SAID), "server": (SERVER, TOLD)}


def speak(talk: Conversation, speaker: str, message: Struct) -> None:
    """Put a message through the table, as said by one of the two."""
    (talk.client_says if speaker == "client" else talk.server_says)(message)  # type: ignore[arg-type]  # any message


def standing(state: State) -> Conversation:
    """A conversation that has come so far."""
    talk = Conversation()
    talk.state = state
    return talk


# The table as it is written


def test_there_is_one_of_every_message_here() -> None:
    assert set(SAID) == set(CLIENT_KINDS)
    assert set(TOLD) == set(SERVER_KINDS)


@pytest.mark.parametrize(("says", "kinds"), [(CLIENT, CLIENT_KINDS), (SERVER, SERVER_KINDS)])
def test_every_message_can_be_said_in_some_state(
    says: Says, kinds: tuple[type[Struct], ...]
) -> None:
    assert {kind for allowed in says.values() for kind in allowed} == set(kinds)


def test_every_state_has_a_meaning_and_can_be_come_to() -> None:
    assert set(MEANINGS) == set(State)
    reached = {State.GREETING}
    for _ in State:
        for says in (CLIENT, SERVER):
            reached |= {after for state in reached for after in says.get(state, {}).values()}
    assert reached == set(State)


def test_from_every_state_the_server_can_say_why_it_ends() -> None:
    open_states = set(State) - {State.CLOSED}
    assert {state for state in State if Failed in SERVER.get(state, {})} == open_states
    assert {SERVER[state][Failed] for state in open_states} == {State.CLOSED}


def test_commands_are_what_is_said_by_who_sits_and_change_no_state() -> None:
    for state, allowed in CLIENT.items():
        if any(kind in COMMANDS for kind in allowed):
            assert dict(allowed) == dict.fromkeys(COMMANDS, state)
    assert set(COMMANDS) < set(CLIENT_KINDS)


def test_who_watches_says_nothing() -> None:
    assert State.WATCHING not in CLIENT
    assert State.WATCHING_IN not in CLIENT


# The conversation that keeps it


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("state", State)
def test_what_may_be_said_leads_where_the_table_says(state: State, speaker: str) -> None:
    says, messages = SPEAKERS[speaker]
    for kind, after in says.get(state, {}).items():
        talk = standing(state)
        speak(talk, speaker, messages[kind])
        assert talk.state is after


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("state", State)
def test_what_may_not_be_said_is_out_of_turn_and_changes_nothing(
    state: State, speaker: str
) -> None:
    says, messages = SPEAKERS[speaker]
    allowed = says.get(state, {})
    for kind, message in messages.items():
        if kind in allowed:
            continue
        talk = standing(state)
        with pytest.raises(OutOfTurn) as refusal:
            speak(talk, speaker, message)
        assert talk.state is state
        line = str(refusal.value)
        assert line.startswith(f"{name_of(kind)} cannot be said now ({MEANINGS[state]}); expected ")
        assert all(name_of(other) in line for other in allowed)
        assert "\n" not in line


def test_a_conversation_begins_with_a_greeting_and_ends_for_good() -> None:
    talk = Conversation()
    assert talk.state is State.GREETING
    talk.server_says(Failed(Problem("code", "There is no match with this code.")))
    for speaker, (_, messages) in SPEAKERS.items():
        for message in messages.values():
            with pytest.raises(OutOfTurn, match="expected nothing"):
                speak(talk, speaker, message)


def test_a_message_is_named_as_it_is_tagged_on_the_wire() -> None:
    names = [name_of(kind) for kind in (*CLIENT_KINDS, *SERVER_KINDS)]
    assert len(set(names)) == len(names)
    assert all(kind.__struct_config__.tag == name_of(kind) for kind in CLIENT_KINDS)
