"""What each field of a view may depend on: the whole of what a seat may know of the truth.

A source is an array of the world or of the turn's events, and the part of it that counts:
"own" is the seat's own cell, "all" every cell, "first" the pairs in which the seat comes first
(what it offers, fears, was told), "second" those in which it comes second, "both" either.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Sources = Mapping[str, str]

FUNDS = {
    "economy": "own",
    "standing": "own",
    "offence": "own",
    "defence": "own",
    "in_force": "first",
    "territory": "all",
    "homeland": "all",
}
"""Own income and upkeep, and trade by what everybody knows of both partners: start and land."""

OWN: dict[str, Sources] = {
    "motive": {"motive": "own"},
    "economy": {"economy": "own"},
    "funds": FUNDS,
    "reserves": {"reserves": "own"},
    "offence": {"offence": "own"},
    "defence": {"defence": "own"},
    "offence_building": {"offence_building": "own"},
    "defence_building": {"defence_building": "own"},
    "intelligence": {"intelligence": "own"},
    "standing": {"standing": "own"},
    "welfare": {"welfare": "own"},
    "territory": {"territory": "own"},
    "readiness": {"readiness": "own"},
    "budget": {"budget": "own"},
    "pledge_turns": {"pledge_turns": "own"},
    "beaten": {"territory": "own"},
}
"""Fields of OwnBooks."""

OTHER: dict[str, Sources] = {
    "id": {},
    "contact": {"contact": "first"},
    "rivalry": {"rivalry": "first"},
    "territory": {"territory": "all"},
    "beaten": {"territory": "all"},
    "tension": {"tension": "first"},
    "offered": {"offers": "first"},
    "offers_us": {"offers": "second"},
    "in_force": {"in_force": "first"},
    "at_war": {"at_war": "first"},
    "crisis": {"crisis": "first", "crisis_opened": "first", "told": "first"},
    "ultimatums": {"ultimatum": "both"},
    "signal": {"signal": "all"},
    "pledge_turns": {"pledge_turns": "all"},
    "attacks_made": {"attacks_made": "all"},
    "pledges_broken": {"pledges_broken": "all"},
}
"""Fields of OtherState."""

REPORTS = {
    f"events.reports.{name}": "first"
    for name in (
        "strength",
        "composition",
        "readiness",
        "delivered",
        "strength_noise",
        "composition_noise",
    )
}
PUBLIC_EVENTS = {
    f"events.{name}": "all"
    for name in (
        "signal",
        "demand",
        "signal_to",
        "pledge_broken",
        "breach",
        "ultimatum_due",
        "ultimatum_met",
        "ultimatum_followed",
        "attack",
        "clash_war",
        "victory",
        "territory_lost",
        "joined",
        "newly_beaten",
    )
}
OWN_EVENTS = {
    "events.offer_begun": "both",
    "events.offer_ended": "both",
    "events.in_force": "both",
    "events.crisis_outcome": "first",
    "events.incident": "first",
    "events.told": "first",
}
VIEW: dict[str, Sources] = {
    "turn": {},
    "turns": {},
    "seat": {},
    "dials": {},
    "wars": {"at_war": "all"},
    "reports": REPORTS,
    "occurrences": {**PUBLIC_EVENTS, **OWN_EVENTS},
}
"""Fields of View, but for the two that are made of fields of their own."""

LEADING = ("budget", "spent")


def whole() -> dict[str, str]:
    """Everything that a view may depend on, over all its fields."""
    merged: dict[str, str] = {}
    for sources in (*OWN.values(), *OTHER.values(), *VIEW.values()):
        for path, part in sources.items():
            known = merged.get(path, part)
            merged[path] = known if known == part else wider(known, part)
    return merged


def wider(one: str, other: str) -> str:
    """The smallest part that holds two."""
    parts = {one, other}
    if "all" in parts:
        return "all"
    return "both" if parts & {"first", "second"} else one


def hidden(path: str, values: np.ndarray, seat: int, sources: Sources) -> np.ndarray:
    """Marks the cells of an array that a view of a seat may not depend on."""
    mask = np.ones(values.shape, np.bool_)
    part = sources.get(path)
    if values.ndim == 1 or part is None:
        return mask
    cells = mask
    if path.endswith(LEADING) or values.ndim == 4:
        cells = np.moveaxis(mask, 0, -1)
    if part == "all":
        cells[:] = False
    elif part in ("own", "first"):
        cells[seat] = False
    elif part == "second":
        cells[:, seat] = False
    elif part == "both":
        cells[seat] = False
        cells[:, seat] = False
    return mask
