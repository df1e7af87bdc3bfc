"""Strangers: many connections of bare bytes to a server that may have enough of them."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from support.ear import REQUEST

AT_ONCE = 100
"""Connections that are opened side by side."""

SECONDS = 60.0


class Stranger:
    """One connection that says what it is told to, and reads only to learn of its end."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def come(cls, url: str, opening: str = "") -> Stranger:
        """Connect and say `opening`, as little or as wrong as it may be."""
        host, _, port = url.partition("//")[2].rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(opening.encode("latin-1"))
        return cls(reader, writer)

    @classmethod
    async def converse(cls, url: str) -> Stranger:
        """Connect and finish the handshake, and then say nothing."""
        stranger = await cls.come(url, REQUEST.format(host="127.0.0.1"))
        answer = await stranger._reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 101 "), answer
        return stranger

    async def end(self) -> float:
        """The moment at which the other side hangs up."""
        async with asyncio.timeout(SECONDS):
            with suppress(ConnectionError):
                await self._reader.read()
        return asyncio.get_running_loop().time()

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def idlers(url: str, count: int) -> list[Stranger]:
    """So many who finish the handshake and say nothing."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one() -> Stranger:
        async with places:
            return await Stranger.converse(url)

    return await asyncio.gather(*(one() for _ in range(count)))


def peak_bytes(process_id: int) -> int:
    """The most memory a process has ever held; skips the test where nobody says so."""
    if sys.platform != "linux":
        pytest.skip("only Linux says how much memory another process held")
    lines = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024


def open_files(wanted: int) -> None:
    """Be allowed so many connections; skips the test where the system does not let us."""
    if sys.platform == "win32":
        pytest.skip("Windows counts open files otherwise")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"only {hard} open files are allowed here, and {wanted} are needed")
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
