"""Bots that come back: `dilemma bot --keep FILE`, killed and started again in one match."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from dilemma_cli.children import Child
from dilemma_cli.complaints import BadInput
from dilemma_cli.seating import kept_secret
from support.person import Person
from support.served import served


def bots(url: str, code: str, folder: Path, start: int) -> Child:
    """Three bots of one kind, for the free seats."""
    return Child(
        *("bot", "--server", url, "--join", code, "--bots", "grit,grit,grit"),
        *("--keep", str(folder / "bots.key")),
        log=folder / f"bots-{start}.log",
    )


async def test_bots_that_were_killed_have_their_seats_again(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "fragile_neighbours") as host:
            code = (await host.seated()).code
            with bots(server.url, code, tmp_path, 1) as first:
                await host.turn(1)
                first.kill()
            await host.until(
                lambda model: model.table is not None and model.table.present == (model.seat,)
            )
            with bots(server.url, code, tmp_path, 2) as second:
                for turn in (1, 2):
                    model = await host.turn(turn)
                    if not model.sealed:
                        await host.seal()
                model = await host.turn(3)
                assert model.table is not None
                assert len(model.table.present) == 4
                assert await asyncio.to_thread(second.wait, 0.0) is None


def test_the_secret_stays_the_same_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "bots.key"
    secret = kept_secret(file)
    assert len(secret) == 32
    assert kept_secret(file) == secret
    assert kept_secret(tmp_path / "others.key") != secret
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "no secret\n", f"{'ab' * 40}\n"])
def test_another_file_is_refused_and_stays(tmp_path: Path, content: str) -> None:
    file = tmp_path / "bots.key"
    file.write_text(content)
    with pytest.raises(BadInput, match=r"^--keep: '.*' is no file that bots were kept in$"):
        kept_secret(file)
    assert file.read_text() == content


def test_a_folder_that_is_not_there_is_a_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^--keep: "):
        kept_secret(tmp_path / "nowhere" / "bots.key")
