"""What the tests of the server share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.house import House, close, open_house
from support.manual_clock import ManualClock


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A lobby on a real database, under a clock that the test moves."""
    house = await open_house(tmp_path / "matches.sqlite3", ManualClock())
    yield house
    await close(house)
