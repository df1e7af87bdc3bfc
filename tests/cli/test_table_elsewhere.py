"""A match on a server that is there already: opened from the command line, joined by its code."""

from __future__ import annotations

import asyncio

from dilemma_cli.local_host import LocalHost
from dilemma_cli.playing import Wishes, chosen_match, table_elsewhere
from support.person import Person


def wishes(server: str | None) -> Wishes:
    """To govern blueland for an hour a turn."""
    return Wishes("redland_blueland", "blueland", None, "3600", False, None, server)


def test_without_a_server_named_the_match_is_our_own() -> None:
    asked = wishes(None)
    solo, _ = chosen_match(asked)
    assert table_elsewhere(asked, solo) is None


async def test_a_match_opened_on_a_server_is_joined_by_its_code() -> None:
    with LocalHost() as host:
        solo, _ = chosen_match(wishes(None))
        address = (await asyncio.to_thread(host, solo)).address
        entry = table_elsewhere(wishes(address), solo)
        assert entry is not None
        async with Person(entry.address, entry.first) as opener:
            code = (await opener.seated()).code
            async with Person.guest(address, code) as guest:
                model = await guest.turn(1)
    assert model.seat == "redland"
    assert model.briefing is not None
    assert model.briefing.turn_seconds == 3600
