"""Measure every seat of every scenario: `python -m tools.balance [--matches N]`.

Bots play every scenario in several line-ups; each seat's scores are grouped by the motive that it
was dealt. The tables go to docs/balance.md: they show whether every seat can do well by its motive.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dilemma.debrief.states import score_of
from dilemma.lab.experiments.trial import Condition, Outcome, play_condition, player
from dilemma.scenario import Scenario, parse_scenario
from dilemma.vocabulary import Motive
from dilemma_assets import scenarios

PAGE = Path(__file__).resolve().parents[1] / "docs" / "balance.md"
MATCHES, SEED = 400, 1

GOOD = 60.0
"""A good score, of 100: every seat must be able to reach it with some line-up."""

FEWEST = 5
"""Matches with a motive below which its mean says nothing."""


@dataclass(frozen=True)
class LineUp:
    """Which bot a seat is played by, and by which all the others are."""

    own: str
    others: str

    @property
    def title(self) -> str:
        """How the line-up is called at the head of a column."""
        return f"all {self.own}" if self.own == self.others else f"{self.own} among {self.others}"


LINE_UPS = (
    LineUp("restrained", "restrained"),
    LineUp("reassurer", "reassurer"),
    LineUp("tit_for_tat", "tit_for_tat"),
    LineUp("fearful_planner", "fearful_planner"),
    LineUp("reassurer", "fearful_planner"),
    LineUp("fearful_planner", "opportunist"),
    LineUp("opportunist", "reassurer"),
    LineUp("opportunist", "fearful_planner"),
)


@dataclass(frozen=True)
class Cell:
    """The scores of one seat under one motive in one line-up."""

    scores: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """The mean score, from 0 to 100."""
        return float(self.scores.mean())

    @property
    def text(self) -> str:
        """The mean, or nothing where there are too few matches; a good one is bold."""
        if len(self.scores) < FEWEST:
            return "–"
        return f"**{self.mean:.0f}**" if self.mean >= GOOD else f"{self.mean:.0f}"


def measure(scenario: Scenario, matches: int) -> dict[tuple[int, Motive], list[Cell]]:
    """The cells of every seat and motive that a scenario deals, in the order of the line-ups."""
    dealt = [motive for motive in Motive if scenario.motives.get(motive, 0.0) > 0.0]
    found: dict[tuple[int, Motive], list[Cell]] = {
        (seat, motive): [] for seat in range(len(scenario.states)) for motive in dealt
    }
    for line_up in LINE_UPS:
        for seat, outcome in _played(scenario, line_up, matches):
            scores = score_of(outcome.payoff[seat])
            for motive in dealt:
                cell = Cell(scores[outcome.motive[seat] == motive.code])
                found[seat, motive].append(cell)
    return found


def _played(scenario: Scenario, line_up: LineUp, matches: int) -> Iterator[tuple[int, Outcome]]:
    """One outcome for each seat; where all play alike it is the same one."""
    seats = range(len(scenario.states))
    if line_up.own == line_up.others:
        outcome = _outcome(scenario, [line_up.own] * len(scenario.states), matches)
        yield from ((seat, outcome) for seat in seats)
        return
    for seat in seats:
        bots = [line_up.own if other == seat else line_up.others for other in seats]
        yield seat, _outcome(scenario, bots, matches)


def _outcome(scenario: Scenario, bots: Sequence[str], matches: int) -> Outcome:
    players = tuple(player(bot) for bot in bots)
    return play_condition(Condition(scenario.name, scenario, players), matches, SEED)


def table(scenario: Scenario, matches: int) -> tuple[list[str], float]:
    """The lines of one scenario's table, and the worst of its seats' best means."""
    heads = ["seat", "motive", *(line_up.title for line_up in LINE_UPS), "best"]
    lines = [
        f"## {scenario.title} (`{scenario.name}`)",
        "",
        f"| {' | '.join(heads)} |",
        f"|---|---|{'---:|' * (len(heads) - 2)}",
    ]
    worst = 100.0
    for (seat, motive), cells in measure(scenario, matches).items():
        best = max((cell.mean for cell in cells if len(cell.scores) >= FEWEST), default=0.0)
        worst = min(worst, best)
        row = [scenario.states[seat].name, motive, *(cell.text for cell in cells), f"{best:.0f}"]
        lines.append(f"| {' | '.join(row)} |")
    return [*lines, ""], worst


def page(matches: int) -> tuple[str, dict[str, float]]:
    """The whole page, and for each scenario the worst of its seats' best means."""
    lines = [INTRODUCTION.format(matches=matches, seed=SEED, good=GOOD)]
    worst = {}
    for name in scenarios.names():
        scenario = parse_scenario(scenarios.load_text(name), name)
        rows, worst[name] = table(scenario, matches)
        lines.extend(rows)
    return "\n".join(lines).rstrip() + "\n", worst


INTRODUCTION = """\
# Balance

Can every seat do well? Bots play {matches} matches of every scenario in each of the line-ups at
the head of the columns (seed {seed}). A line-up names the bot in the seat of the row, and the bot
in all other seats. A cell is the mean score of the seat, from 0 to 100 by the motive that it was
dealt; {good:.0f} and more is bold, and a dash means that the motive was dealt too rarely. A seat is
fair when for each motive some sensible way of playing earns {good:.0f}, a payoff of 0.8 a turn.
`python -m tools.balance` writes this page, and fails when a seat cannot.

What to read in it: where all are restrained, each seat comes to about 75, which is why restraint is
worth finding; a regime survivor comes to somewhat less, for its people never love it wholly. What
lies above is land, and only a revisionist is paid for that: one opportunist among the trusting does
far better by it than any restraint would, and that is why trust is hard. A tit for tat keeps the
peace at the price of arms. Among the fearful everyone does worse, although few are malign: that is
the dilemma. Four Worlds starts in the worst of the four, where even a reassurer is not safe among
the fearful; elsewhere answering fear with reassurance nearly always pays. The hardest column for
the small is the one in which everyone else is an opportunist.

A mean over {matches} matches is off by about 1.5 either way, one of a motive that is dealt once in
ten matches by about 5.
"""


def main(arguments: list[str]) -> int:
    """Measure, write the page, and say which scenarios are unfair."""
    parser = argparse.ArgumentParser(description="Measure every seat of every scenario.")
    parser.add_argument("--matches", type=int, default=MATCHES)
    text, worst = page(parser.parse_args(arguments).matches)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    for name, best in worst.items():
        print(f"{name}: the worst seat reaches {best:.0f}")
    return int(min(worst.values()) < GOOD)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
