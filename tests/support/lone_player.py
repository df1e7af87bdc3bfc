"""A player in a process of its own, for a test to kill: python -m support.lone_player URL CODE.

Prints its seat and its token on one line, and the number of every turn that it has sealed.
"""

from __future__ import annotations

import asyncio
import sys

from support.person import Person


async def play(url: str, code: str) -> None:
    """Join, and seal every turn."""
    async with Person.guest(url, code) as player:
        model = await player.seated()
        print(f"seated {model.seat} {model.token}", flush=True)  # noqa: T201  (the test reads it)
        done = 0
        while not model.is_over:
            model = await player.turn(done + 1)
            if model.turn_is_open and model.view is not None:
                model = await player.seal()
                done = model.view.turn if model.view is not None else done
                print(f"sealed {done}", flush=True)  # noqa: T201  (the test reads it)


if __name__ == "__main__":
    asyncio.run(play(sys.argv[1], sys.argv[2]))
