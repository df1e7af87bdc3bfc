"""The operator's page says what is so: its settings, metrics, limits and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture.tree import HOUSE
from dilemma.protocol import CLIENT_LIMITS
from dilemma_server.gateway import conversation, gateway, guarded, pace
from dilemma_server.lobby import turnstile
from dilemma_server.metrics import Metrics
from dilemma_server.settings import DEFAULT_PORT, NAMES, allowed, default, purpose, written

PAGE = (HOUSE / "docs" / "operating.md").read_text(encoding="utf-8")


def shown_default(name: str) -> str:
    """What a setting is when nobody says, as the page has it."""
    if name == "database":
        return "in the user's data folder"
    value = DEFAULT_PORT if name == "port" else default(name)
    return "none" if value is None else f"`{written(value)}`"


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_every_setting_is_on_the_page_as_it_is_in_the_code() -> None:
    expected = [[f"`{name}`", allowed(name), shown_default(name), purpose(name)] for name in NAMES]
    assert rows("Settings") == expected


def test_every_metric_is_on_the_page_and_no_other() -> None:
    metrics = Metrics()
    metrics.ask(dict, lambda: 0)
    families = {family.name: family for family in metrics.registry.collect()}
    endings = {"counter": "_total", "info": "_info"}
    names = {name + endings.get(family.type, "") for name, family in families.items()}
    shown = {name for row in rows("Metrics") for name in re.findall(r"`(\w+)(?:\{\w+\})?`", row[0])}
    assert shown == names


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("5 s", gateway.OPEN_SECONDS),
        ("5 s", conversation.FIRST_FRAME_SECONDS),
        ("16 KiB", guarded.REQUEST_BYTES / 1024),
        ("12 KiB", CLIENT_LIMITS.frame_bytes / 1024),
        ("20 a second, 100 at once", pace.PER_SECOND),
        ("64 in 10 s", guarded.QUOTA_FRAMES),
        ("256 KiB, 2 s", guarded.BUFFER_BYTES / 1024),
        ("20 a second, 40 at once", 1.0 / turnstile.SPACING),
    ],
)
def test_every_limit_is_what_the_page_says(shown: str, value: float) -> None:
    assert shown in [row[0] for row in rows("Limits")]
    assert shown.startswith(f"{value:g} ")


def test_every_limit_that_can_be_set_is_explained() -> None:
    caps = {f"`{name}`" for name in NAMES if "from 1 to" in allowed(name)}
    assert caps <= {row[0] for row in rows("Limits")}


def test_what_the_page_links_to_is_there() -> None:
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE))
    assert len(links) > 3
    assert {link for link in links if not Path(HOUSE, "docs", link).exists()} == set()
