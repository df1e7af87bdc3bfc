"""Sight: what many watchers know of many worlds, as arrays; the form in which bots think.

A view is one watcher's sight of one world. Both forms hold the same numbers, so a bot that
decides over arrays decides the same from a view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dilemma.arithmetic import Floats
from dilemma.coefficients import STANDARD, Coefficients
from dilemma.scenario import Dials, PowerShift
from dilemma.view.books import OtherState
from dilemma.view.reports import Report
from dilemma.view.staff import Pool, latest_readiness, pools
from dilemma.view.view import View
from dilemma.vocabulary import (
    CORE_LINES,
    MODULE_LINES,
    BudgetLine,
    Cause,
    Instrument,
    Module,
    Readiness,
    Word,
)

Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sight:
    """What W watchers know of N states in B worlds.

    Own books [W, B]; `budget` [lines, W, B], `funds` [readiness, W, B]. Of others [W, N, B], with
    zeros where a watcher meets itself (`present` is false there); instruments
    [instruments, W, N, B]. `strength` and `share` are staff estimates with their noise,
    `strength_before` the estimate of a turn ago. `shifts` and `their_shift` are what announced
    shifts will still change, as a share of the start. `their_motive` is -1 where it is not
    known. `allied` [N, N, B] are the public pacts between states. Dials
    and the mean homeland [B]; the coefficients of the public rulebook.
    """

    turn: int
    turns: int
    dials: dict[str, Floats]
    coefficients: Coefficients

    motive: Codes
    economy: Floats
    funds: Floats
    reserves: Floats
    offence: Floats
    defence: Floats
    standing: Floats
    territory: Floats
    readiness: Codes
    budget: Floats
    pledge_turns: Codes
    beaten: Flags
    modules: frozenset[Module]
    shifts: Floats
    deterrent: Floats
    shield: Floats
    unrest: Floats

    present: Flags
    contact: Floats
    rivalry: Floats
    their_territory: Floats
    they_are_beaten: Flags
    tension: Floats
    offered: Flags
    offers_us: Flags
    in_force: Flags
    at_war: Flags
    crisis: Codes
    told_deliberate: Flags
    demanded: Flags
    signal: Codes
    their_pledge_turns: Codes
    attacks_made: Codes
    pledges_broken: Codes
    strength: Floats
    strength_noise: Floats
    strength_before: Floats
    share: Floats
    share_noise: Floats
    their_readiness: Codes
    their_deterrent: Floats
    their_shield: Floats
    their_shift: Floats
    their_motive: Codes
    allied: Flags
    mean_homeland: Floats

    @property
    def watchers(self) -> int:
        """Number of watchers, W."""
        return int(self.economy.shape[0])

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """The lines of the budget that the scenario has."""
        brought = {line for module in self.modules for line in MODULE_LINES[module]}
        return tuple(line for line in BudgetLine if line in CORE_LINES or line in brought)

    @property
    def reachable(self) -> Flags:
        """Whom a watcher's forces may be sent against [W, N, B]."""
        able = ~self.beaten[:, np.newaxis] & ~self.they_are_beaten
        reach: Flags = able & (self.contact > 0.0) & self.present
        return reach


def sight_of(view: View) -> Sight:
    """The sight of one watcher in one world: W = B = 1, itself first and the others after it."""
    own, pages = view.own, view.others

    def mine(value: float) -> Floats:
        return np.array([[value]], np.float64)

    def code(value: int) -> Codes:
        return np.array([[value]], np.int8)

    def theirs(field: str) -> Floats:
        return _row([float(getattr(page, field)) for page in pages])

    def their_codes(field: str) -> Codes:
        return _row([getattr(page, field) for page in pages]).astype(np.int8)

    return Sight(
        turn=view.turn,
        turns=view.turns,
        dials=dial_arrays(view.dials),
        coefficients=STANDARD,
        motive=code(own.motive.code),
        economy=mine(own.economy),
        funds=np.array([[[own.funds[readiness]]] for readiness in Readiness], np.float64),
        reserves=mine(own.reserves),
        offence=mine(own.offence),
        defence=mine(own.defence),
        standing=mine(own.standing),
        territory=mine(own.territory),
        readiness=code(own.readiness.code),
        budget=np.array([[[own.budget.get(line, 0.0)]] for line in BudgetLine], np.float64),
        pledge_turns=code(own.pledge_turns),
        beaten=np.array([[own.beaten]]),
        modules=frozenset(view.modules),
        shifts=mine(shift_to_come(view.power_shifts, view.seat, view.turn)),
        deterrent=mine(own.deterrent or 0.0),
        shield=mine(own.shield or 0.0),
        unrest=mine(own.unrest or 0.0),
        their_shift=_row([shift_to_come(view.power_shifts, page.id, view.turn) for page in pages]),
        present=_row([1.0 for _ in pages]) > 0.0,
        contact=theirs("contact"),
        rivalry=theirs("rivalry"),
        their_territory=theirs("territory"),
        they_are_beaten=theirs("beaten") > 0.0,
        tension=theirs("tension"),
        offered=_instruments([page.offered for page in pages]),
        offers_us=_instruments([page.offers_us for page in pages]),
        in_force=_instruments([page.in_force for page in pages]),
        at_war=theirs("at_war") > 0.0,
        their_pledge_turns=their_codes("pledge_turns"),
        attacks_made=their_codes("attacks_made"),
        pledges_broken=their_codes("pledges_broken"),
        their_motive=_coded([page.motive for page in pages]),
        allied=_allied(view),
        mean_homeland=np.array([view.mean_homeland]),
        **_signs(pages),
        **_estimates(view),
    )


def shift_to_come(shifts: Iterable[PowerShift], state: str, turn: int) -> float:
    """How much of a state's starting economy announced shifts will still add from a turn on."""
    coming = 0.0
    for shift in shifts:
        if shift.state == state and shift.last >= turn:
            left = shift.last - max(turn, shift.first) + 1
            coming += (shift.factor - 1.0) * left / (shift.last - shift.first + 1)
    return coming


def dial_arrays(dials: Dials) -> dict[str, Floats]:
    """The dials of one world, each [1]."""
    return {
        field: np.array([getattr(dials, field)], np.float64) for field in dials.__struct_fields__
    }


def _row(values: list[float]) -> Floats:
    """Values of the others in one world, behind a zero for the watcher itself [1, N, 1]."""
    return np.array([0.0, *values], np.float64).reshape(1, -1, 1)


def _coded(words: Sequence[Word | None]) -> Codes:
    """Words of the others as codes, -1 for none and for the watcher itself [1, N, 1]."""
    codes = [-1 if word is None else word.code for word in words]
    return np.array([-1, *codes], np.int8).reshape(1, -1, 1)


def _allied(view: View) -> Flags:
    """Public pacts between the states, the watcher first [N, N, 1]."""
    ids = (view.seat, *(page.id for page in view.others))
    allied = np.zeros((len(ids), len(ids), 1), np.bool_)
    for first, second in view.pacts:
        i, j = ids.index(first), ids.index(second)
        allied[i, j] = allied[j, i] = True
    return allied


def _signs(pages: tuple[OtherState, ...]) -> dict[str, Any]:
    """Crises, ultimatums and signals of the others [1, N, 1]."""
    levels = [page.crisis.level if page.crisis else 0 for page in pages]
    told = [float(bool(page.crisis and page.crisis.told is Cause.DELIBERATE)) for page in pages]
    demanded = [float(any(demand.to_me for demand in page.ultimatums)) for page in pages]
    return {
        "crisis": _row([float(level) for level in levels]).astype(np.int8),
        "told_deliberate": _row(told) > 0.0,
        "demanded": _row(demanded) > 0.0,
        "signal": _coded([page.signal for page in pages]),
    }


def _instruments(sets: list[tuple[Instrument, ...]]) -> Flags:
    """Sets of instruments as flags [instruments, 1, N, 1]."""
    flags = np.zeros((len(Instrument), 1, len(sets) + 1, 1), np.bool_)
    for place, instruments in enumerate(sets, start=1):
        for instrument in instruments:
            flags[instrument.code, 0, place, 0] = True
    return flags


def _estimates(view: View) -> dict[str, Any]:
    """Staff estimates of the others, now and a turn ago [1, N, 1]."""
    columns: dict[str, list[float]] = {
        name: []
        for name in ("strength", "strength_noise", "strength_before", "share", "share_noise")
    }
    readiness = [-1]
    arsenals: dict[str, list[float]] = {"their_deterrent": [], "their_shield": []}
    for page in view.others:
        reports = [report for report in view.reports if report.about == page.id]
        strength, composition = pools(reports, view.turn)
        before: Pool[float] = pools(reports, view.turn - 1)[0]
        columns["strength"].append(strength.value)
        columns["strength_noise"].append(strength.noise)
        columns["strength_before"].append(before.value)
        columns["share"].append(composition.value)
        columns["share_noise"].append(composition.noise)
        for name, value in zip(arsenals, _arsenals(reports), strict=True):
            arsenals[name].append(value)
        readiness.append(latest_readiness(reports).code if reports else Readiness.ROUTINE.code)
    rows: dict[str, Any] = {name: _row(values) for name, values in (columns | arsenals).items()}
    rows["their_readiness"] = np.array(readiness, np.int8).reshape(1, -1, 1)
    return rows


def _arsenals(reports: list[Report]) -> tuple[float, float]:
    """Deterrent and shield as last counted; 0 where none ever was."""
    for report in reversed(reports):
        if report.deterrent is not None and report.shield is not None:
            return report.deterrent.value, report.shield.value
    return 0.0, 0.0
