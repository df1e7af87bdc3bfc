"""A browser of bare bytes: asks for pages, well or badly, and shows the answer as it came."""

from __future__ import annotations

import asyncio
import ssl

from msgspec import Struct

SECONDS = 10.0
"""Nothing that is asked for takes longer, on a busy machine either."""


class Answer(Struct, frozen=True):
    """What came back; headers by their names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


async def ask(
    url: str,
    path: str = "/",
    method: str = "GET",
    headers: str = "",
    tls: ssl.SSLContext | None = None,
) -> Answer:
    """The answer to one request; `headers` are lines of their own."""
    return parsed(await raw(url, f"{method} {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n", tls))


async def raw(url: str, request: str, tls: ssl.SSLContext | None = None) -> bytes:
    """All that a server answers to these characters until it hangs up."""
    host, _, port = url.partition("//")[2].rpartition(":")
    reader, writer = await asyncio.open_connection(host.strip("[]"), int(port), ssl=tls)
    try:
        writer.write(request.encode("latin-1"))
        async with asyncio.timeout(SECONDS):
            return await reader.read()
    finally:
        writer.close()


def parsed(answer: bytes) -> Answer:
    """An answer taken apart."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Answer(int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, body)
