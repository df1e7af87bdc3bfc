"""The conversation: kept up through lost connections, over real sockets."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TypeVar

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from dilemma.orders import Problem
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    Failed,
    Join,
    Refused,
    Rejoin,
    Say,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
)
from dilemma_client.link import AsyncLink, Backoff, Times
from dilemma_client.model import Closed, Connecting, Event, Sent, Waiting
from support.samples import (
    TOKEN,
    sample_ended,
    sample_order,
    sample_seated,
    sample_table,
    sample_turn,
)
from support.scripted_server import Visit, scripted_server
from support.served import free_port

JOIN = Join(PROTOCOL_VERSION, "Ada", "ABCDEFGH", key="ada's own secret")
Kind = TypeVar("Kind")


def quick(first: float = 0.02, floor: float = 0.01) -> Backoff:
    """Delays short enough for a test."""
    return Backoff(first=first, ceiling=0.1, floor=floor)


async def until(link: AsyncLink, kind: type[Kind], seen: list[Event] | None = None) -> Kind:
    """The next event of a kind, within ten seconds; what came before it goes to `seen`."""
    async with asyncio.timeout(10):
        async for _, event in link:
            if seen is not None:
                seen.append(event)
            if isinstance(event, kind):
                return event
    raise AssertionError(f"the link closed without {kind.__name__}")


async def to_the_end(link: AsyncLink) -> list[Event]:
    """Every event up to the last."""
    seen: list[Event] = []
    await until(link, Closed, seen)
    return seen


async def test_a_match_is_heard_from_seat_to_end() -> None:
    async def behaviour(visit: Visit) -> None:
        assert await visit.hear() == JOIN
        await visit.say(sample_seated(), sample_table(), sample_turn(), sample_ended())

    async with scripted_server(behaviour) as server, AsyncLink(server.url, JOIN) as link:
        seen = await to_the_end(link)
    assert seen == [
        Connecting(1),
        sample_seated(),
        sample_table(),
        sample_turn(),
        sample_ended(),
        Closed(None),
    ]
    assert len(server.visits) == 1, "a match that is over is not asked for again"


async def test_after_a_loss_the_token_brings_the_seat_back() -> None:
    heard: list[object] = []

    async def behaviour(visit: Visit) -> None:
        heard.append(await visit.hear())
        await visit.say(sample_seated(TOKEN if visit.number == 1 else None))
        if visit.number < 3:
            visit.cut()
        await visit.stay()

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, backoff=quick()) as link,
    ):
        for _ in range(3):
            await until(link, Seated)
    rejoin = Rejoin(PROTOCOL_VERSION, TOKEN)
    assert heard == [JOIN, rejoin, rejoin]


async def test_what_was_not_answered_is_said_again_under_its_key_and_in_order() -> None:
    heard: list[object] = []
    first, second, third = (Say("blue", f"message {n}", f"k{n}") for n in (1, 2, 3))

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated())
        if visit.number == 1:
            heard.extend([await visit.hear() for _ in range(3)])
            await visit.say(Accepted("k1"))
            visit.cut()
        else:
            heard.extend([await visit.hear() for _ in range(2)])
            await visit.say(Accepted("k2"), Refused("k3", ()), sample_turn())
        await visit.stay()

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, backoff=quick()) as link,
    ):
        for command in (first, second, third):
            link.send(command)
        await until(link, TurnOpened)
    assert heard == [first, second, third, second, third]


async def test_what_was_answered_is_not_said_again() -> None:
    second_visit: list[object] = []
    command = SubmitOrders(1, sample_order(), "k1")

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated())
        if visit.number == 1:
            await visit.hear()
            await visit.say(Accepted("k1"))
            return
        await visit.say(sample_table())
        second_visit.append(await visit.hear())
        await visit.say(sample_ended())

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, backoff=quick()) as link,
    ):
        link.send(command)
        await until(link, Table)
        later = Say("blue", "still here", "k2")
        link.send(later)
        await until(link, Closed)
    assert second_visit == [later]


async def test_a_command_is_reported_sent_at_once_and_waits_for_the_seat() -> None:
    may_seat = asyncio.Event()
    heard: list[object] = []

    async def behaviour(visit: Visit) -> None:
        heard.append(await visit.hear())
        await may_seat.wait()
        await visit.say(sample_seated())
        heard.append(await visit.hear())
        await visit.say(sample_ended())

    async with scripted_server(behaviour) as server, AsyncLink(server.url, JOIN) as link:
        command = SubmitOrders(1, sample_order(), "k1")
        link.send(command)
        seen: list[Event] = []
        assert await until(link, Sent, seen) == Sent(command)
        may_seat.set()
        await until(link, Closed)
    assert heard == [JOIN, command]


async def test_a_refusal_of_the_conversation_is_final() -> None:
    wrong = Problem("code", "There is no match with this code.")

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(Failed(wrong))

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, backoff=quick()) as link,
    ):
        seen = await to_the_end(link)
    assert seen == [Connecting(1), Failed(wrong), Closed(wrong)]
    assert len(server.visits) == 1


async def test_a_server_that_hangs_up_is_tried_again_slower_and_one_at_a_time() -> None:
    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated())

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, backoff=quick(floor=0.05)) as link,
    ):
        delays = [(await until(link, Waiting)).seconds for _ in range(6)]
        await until(link, Seated)
    gaps = [
        later - earlier for earlier, later in zip(server.visits, server.visits[1:], strict=False)
    ]
    assert len(gaps) >= len(delays)
    assert all(gap >= 0.9 * delay for gap, delay in zip(gaps, delays, strict=False))
    assert server.open_at_once == 1


async def test_a_server_that_is_not_there_yet_is_found_when_it_comes() -> None:
    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated())
        await visit.stay()

    port = free_port()
    async with AsyncLink(f"ws://127.0.0.1:{port}", JOIN, backoff=quick()) as link:
        assert (await until(link, Waiting)).reason == "nobody listens there"
        async with scripted_server(behaviour, port):
            await until(link, Seated)


async def test_patience_ends_in_one_line() -> None:
    url = f"ws://127.0.0.1:{free_port()}"
    async with AsyncLink(url, JOIN, backoff=quick(), patience=0.1) as link:
        closed = await until(link, Closed)
    assert closed.problem is not None
    assert closed.problem.text == f"No answer from {url} for 0.1 s: nobody listens there."


async def test_a_server_that_never_answers_the_first_frame_is_left() -> None:
    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.stay()

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, times=Times(answer=0.1)) as link,
    ):
        assert (await until(link, Waiting)).reason == "no answer in time"


async def test_a_first_frame_is_said_again_under_the_same_key_until_it_is_answered() -> None:
    """So that a seat whose token was lost on the way is not lost with it."""
    heard: list[object] = []

    async def behaviour(visit: Visit) -> None:
        heard.append(await visit.hear())
        if visit.number < 3:
            visit.cut()
        else:
            await visit.say(sample_seated())
            await visit.stay()

    keyless = Join(PROTOCOL_VERSION, "Ada", "ABCDEFGH")
    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, keyless, backoff=quick()) as link,
    ):
        await until(link, Seated)
    assert heard[0] == heard[1] == heard[2]
    assert isinstance(heard[0], Join)
    assert heard[0].key is not None
    assert len(heard[0].key) == 32


async def test_a_server_that_stops_reading_is_left() -> None:
    never = asyncio.Event()

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated())
        await never.wait()

    async with (
        scripted_server(behaviour) as server,
        AsyncLink(server.url, JOIN, times=Times(answer=0.3)) as link,
    ):
        for number in range(15_000):
            link.send(Say("blue", "x" * 500, f"k{number}"))
        assert (await until(link, Waiting)).reason == "no answer in time"
        never.set()


async def frame_is_final(frame: bytes | str, complaint: str) -> None:
    """A frame that is no message ends the conversation with one line."""

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.connection.send(frame)
        await visit.stay()

    async with scripted_server(behaviour) as server, AsyncLink(server.url, JOIN) as link:
        closed = await until(link, Closed)
    assert closed.problem is not None
    assert closed.problem.text.startswith("The server says what is no message: ")
    assert complaint in closed.problem.text
    assert "\n" not in closed.problem.text
    assert len(server.visits) == 1


async def test_a_frame_that_is_no_message_is_final() -> None:
    await frame_is_final(b"\xc1", "not a MessagePack message")


async def test_an_unknown_message_is_final() -> None:
    await frame_is_final(b"\x81\xa4type\xa4gift", "gift")


async def test_a_text_frame_is_final() -> None:
    await frame_is_final("hello", "messages are binary")


async def answered_over_http(status: HTTPStatus, headers: dict[str, str]) -> tuple[str, int]:
    """Why a conversation waits when the server answers in HTTP, and how often it was asked."""
    asked = 0

    def refuse(connection: ServerConnection, _request: Request) -> Response:
        nonlocal asked
        asked += 1
        response = connection.respond(status, "")
        response.headers.update(headers)
        return response

    async def never(_connection: ServerConnection) -> None:
        raise AssertionError("no conversation was to begin")

    async with serve(never, "127.0.0.1", 0, process_request=refuse) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with AsyncLink(f"ws://127.0.0.1:{port}", JOIN) as link:
            return (await until(link, Waiting)).reason, asked


async def test_too_many_requests_is_no_final_answer() -> None:
    reason, _ = await answered_over_http(HTTPStatus.TOO_MANY_REQUESTS, {})
    assert reason == "too many play from this address"


async def test_a_full_server_says_so() -> None:
    reason, _ = await answered_over_http(HTTPStatus.SERVICE_UNAVAILABLE, {})
    assert reason == "the server is full"


async def test_an_answer_of_another_kind_is_told_by_its_number() -> None:
    reason, _ = await answered_over_http(HTTPStatus.NOT_FOUND, {})
    assert reason == "the server answered 404 instead of a conversation"


async def test_a_redirect_is_not_followed() -> None:
    reason, asked = await answered_over_http(HTTPStatus.FOUND, {"Location": "/elsewhere"})
    assert reason == "the server answered 302 instead of a conversation"
    assert asked == 1


async def test_the_server_may_say_why_it_hangs_up() -> None:
    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.connection.close(1012, "the server restarts")

    async with scripted_server(behaviour) as server, AsyncLink(server.url, JOIN) as link:
        assert (await until(link, Waiting)).reason == "the server restarts"
