"""A real server among hostile and hapless clients: they are soon gone, and others go on."""

from __future__ import annotations

import asyncio
import logging
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dilemma.protocol.messages import Refused, Seated, Unseal
from dilemma_client.link import AsyncLink
from dilemma_client.model import Waiting
from dilemma_server.gateway.guarded import QUOTA_FRAMES
from support.ear import Ear
from support.served import Served, served
from support.stranger import Stranger, idlers, open_files, peak_bytes
from support.wire import Wire, guest, host, wire

GONE_SECONDS = 10.0
IDLE_BYTES = 25 * 1024
BACK_SECONDS = 15.0

log = logging.getLogger(__name__)
"""What was measured; shown by `--log-cli-level=INFO`."""


@asynccontextmanager
async def a_player(server: Served) -> AsyncIterator[Wire]:
    """Somebody seated in a match that waits, who asks and is answered."""
    async with wire(server.url, host()) as line:
        await line.hear(Seated)
        yield line


async def latency(line: Wire, name: str, times: int = 20) -> float:
    """Seconds until a command is answered and stored, in the middle of so many."""
    clock = asyncio.get_running_loop().time
    taken = []
    for number in range(times):
        begun = clock()
        await line.say(Unseal(1, f"{name} {number}"))
        await line.hear(Refused)
        taken.append(clock() - begun)
    return statistics.median(taken)


async def test_hostile_clients_are_gone_soon(tmp_path: Path) -> None:
    """Each kind at once: half a request, endless headers, silence, and a flood of pings."""
    clock = asyncio.get_running_loop().time
    with served(tmp_path) as server:
        async with a_player(server) as player:
            calm = await latency(player, "calm")
            begun = clock()
            crowd = [await Stranger.come(server.url, "GET / HTTP/1.1\r\nHost:") for _ in range(50)]
            crowd += [await Stranger.come(server.url, f"GET / HTTP/1.1\r\nX: {'y' * 20_000}")]
            crowd += await idlers(server.url, 50)
            flooder = await Ear.open(server.url)
            for _ in range(QUOTA_FRAMES + 1):
                await flooder.ping()
            busy = await latency(player, "busy")
            ends = await asyncio.gather(*(stranger.end() for stranger in crowd))
            await flooder.read(1_000_000)
            assert max(ends) - begun < GONE_SECONDS + 5.0
            await latency(player, "after")
        flooder.close()
        for stranger in crowd:
            stranger.close()
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()
    log.info("latency ratio: %s", round(busy / calm, 2))


@pytest.mark.soak
async def test_three_thousand_idle_clients_cost_little_and_are_gone(
    tmp_path: Path,
) -> None:
    count = 3_000
    open_files(2 * count + 200)
    clock = asyncio.get_running_loop().time
    with served(tmp_path, "--address-connections", str(2 * count)) as server:
        async with a_player(server) as player:
            calm = await latency(player, "calm", 100)
            before = peak_bytes(server.process_id)
            crowd = await idlers(server.url, count)
            opened = clock()
            busy = await latency(player, "busy", 100)
            ends = await asyncio.gather(*(stranger.end() for stranger in crowd))
            each = (peak_bytes(server.process_id) - before) / count
            log.info("KiB each: %s", round(each / 1024, 1))
            log.info("latency ratio: %s", round(busy / calm, 2))
            log.info("seconds until gone: %s", round(max(ends) - opened, 1))
            assert each <= IDLE_BYTES
            assert max(ends) - opened <= GONE_SECONDS
            await latency(player, "after")
        for stranger in crowd:
            stranger.close()
        assert server.stop() == 0


class Loyal:
    """A client with a real link, that comes back by itself."""

    def __init__(self, url: str, first: object) -> None:
        self._link = AsyncLink(url, first)  # type: ignore[arg-type]  # a first frame of any kind
        self._living: asyncio.Task[None] | None = None
        self.code: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.lost = asyncio.Event()
        self.back = asyncio.Event()

    async def live(self) -> None:
        """Keep the conversation up."""
        async with self._link as link:
            async for _, event in link:
                match event:
                    case Seated() if not self.code.done():
                        self.code.set_result(event.code)
                    case Seated():
                        self.back.set()
                    case Waiting():
                        self.lost.set()
                    case _:
                        pass


async def come_back(folder: Path, count: int) -> float:
    """Seconds for so many players of matches of two to be back after their server was killed."""
    clock = asyncio.get_running_loop().time
    # All of them come from one address, as no class does.
    caps = ("--address-connections", "--new-matches")
    flags = [word for cap in caps for word in (cap, str(2 * count))]
    with served(folder, *flags) as server:
        living: list[asyncio.Task[None]] = []
        crowd: list[Loyal] = []

        places = asyncio.Semaphore(20)

        async def arrive(first: object) -> str:
            client = Loyal(server.url, first)
            crowd.append(client)
            living.append(asyncio.create_task(client.live()))
            return await client.code

        async def lay_a_table() -> None:
            async with places:
                await arrive(guest(await arrive(host(turn_seconds=3600)), "Ben"))

        async with asyncio.timeout(120.0):
            await asyncio.gather(*(lay_a_table() for _ in range(count // 2)))
        await asyncio.to_thread(server.kill)
        await asyncio.gather(*(client.lost.wait() for client in crowd))
        await asyncio.to_thread(server.start)
        begun = clock()
        try:
            async with asyncio.timeout(BACK_SECONDS):
                await asyncio.gather(*(client.back.wait() for client in crowd))
        finally:
            for task in living:
                task.cancel()
            await asyncio.gather(*living, return_exceptions=True)
        return clock() - begun


async def test_a_hundred_come_back_after_a_restart(tmp_path: Path) -> None:
    await come_back(tmp_path, 100)


@pytest.mark.soak
async def test_fifteen_hundred_come_back_after_a_restart(
    tmp_path: Path,
) -> None:
    open_files(4_000)
    log.info("seconds until back: %s", round(await come_back(tmp_path, 1_500), 1))
