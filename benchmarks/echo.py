"""`python -m benchmarks.echo`: the least a server over websockets can do, as the limit of ours.

It answers each frame with frames of the sizes that the first six bytes ask for, two bytes each:
as a match server answers orders with an acknowledgement, a table and a view, and does nothing else.
"""

from __future__ import annotations

import asyncio
import struct
import sys

from websockets.asyncio.server import ServerConnection, serve

ASKED = struct.Struct(">HHH")
"""The sizes of three frames; none is sent for a size of 0."""

ANNOUNCEMENT = "listening at "
BACKLOG = 4096


async def answer(connection: ServerConnection) -> None:
    """Answer until the client goes."""
    async for frame in connection:
        assert isinstance(frame, bytes)
        for size in ASKED.unpack_from(frame):
            if size:
                await connection.send(bytes(size))


async def main() -> None:
    """Serve until standard input closes."""
    async with serve(
        answer, "127.0.0.1", 0, compression=None, ping_interval=None, backlog=BACKLOG
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(f"{ANNOUNCEMENT}ws://127.0.0.1:{port}", flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
