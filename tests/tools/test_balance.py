"""Balance: every seat of every scenario can do well by its motive, and the page says so."""

from __future__ import annotations

import pytest
from tools.balance import GOOD, LINE_UPS, PAGE, measure, table

from dilemma.scenario import parse_scenario
from dilemma.vocabulary import Motive
from dilemma_assets import scenarios


@pytest.mark.parametrize("name", scenarios.names())
def test_the_page_shows_every_seat_under_every_motive_and_none_is_hopeless(name: str) -> None:
    scenario = parse_scenario(scenarios.load_text(name), name)
    section = PAGE.read_text(encoding="utf-8").split(f"(`{name}`)\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in section.splitlines()[3:]
        if line.startswith("|")
    ]
    dealt = [motive for motive in Motive if scenario.motives.get(motive, 0.0) > 0.0]
    wanted = [[state.name, motive] for state in scenario.states for motive in dealt]
    assert [row[:2] for row in rows] == wanted
    assert all(float(row[-1]) >= GOOD for row in rows)


def test_seats_are_measured_by_the_motive_that_they_were_dealt() -> None:
    scenario = parse_scenario(scenarios.load_text("himalayan_border"), "himalayan_border")
    found = measure(scenario, 40)
    assert set(found) == {
        (seat, motive)
        for seat in range(3)
        for motive in (Motive.SECURITY_SEEKER, Motive.REVISIONIST)
    }
    for cells in found.values():
        assert len(cells) == len(LINE_UPS)
    for place in range(len(LINE_UPS)):
        assert all(
            sum(
                len(found[seat, motive][place].scores)
                for motive in Motive
                if (seat, motive) in found
            )
            == 40
            for seat in range(3)
        )
    trusting = next(p for p, line_up in enumerate(LINE_UPS) if line_up.own == "opportunist")
    greedy = found[0, Motive.REVISIONIST][trusting].mean
    assert greedy > found[0, Motive.SECURITY_SEEKER][trusting].mean


def test_a_table_tells_its_worst_seat() -> None:
    scenario = parse_scenario(scenarios.load_text("redland_blueland"), "redland_blueland")
    lines, worst = table(scenario, 20)
    bests = [float(line.split("|")[-2]) for line in lines[4:] if line]
    assert min(bests) == round(worst)
