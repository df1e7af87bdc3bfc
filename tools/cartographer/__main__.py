"""Draw the maps of the shipped scenarios: `python -m tools.cartographer [FOLDER]`.

Fictional lands from seeded noise: heights make coasts, the nearest seat of government makes
borders, and both are shared by their two sides, so that states fit together without a gap. The
same seed draws the same map.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.cartographer.land import FOREIGN, label_cells, sites
from tools.cartographer.outlines import Tracer, area
from tools.cartographer.plans import HEIGHT, PLANS, WIDTH, Plan, Point

OUT = Path(__file__).resolve().parents[2] / "assets" / "dilemma_assets" / "maps"


def draw(plan: Plan) -> dict[str, Any]:
    """The finished map, as it is written."""
    labels = label_cells(plan)
    tracer = Tracer(labels)
    states: dict[str, Any] = {}
    lakes: list[list[Point]] = []
    for code, seat in enumerate(plan.seats):
        name, capital, *camps = sites(labels, code)
        rings = tracer.rings(code)
        lakes.extend(ring for ring in rings if area(ring) < 0.0)
        states[seat.id] = {
            "livery": seat.livery,
            "rings": [ring for ring in rings if area(ring) > 0.0],
            "capital": capital,
            "name": name,
            "camps": camps,
        }
    foreign = tracer.rings(FOREIGN)
    lakes.extend(ring for ring in foreign if area(ring) < 0.0)
    return {
        "size": [WIDTH, HEIGHT],
        "states": states,
        "foreign": [ring for ring in foreign if area(ring) > 0.0],
        "lakes": lakes,
        "borders": _borders(plan, tracer),
    }


def _borders(plan: Plan, tracer: Tracer) -> list[dict[str, Any]]:
    borders = []
    for first, one in enumerate(plan.seats):
        for second in range(first + 1, len(plan.seats)):
            other = plan.seats[second]
            lines = tracer.border(first, second)
            is_river = (one.id, other.id) in plan.rivers
            if lines:
                borders.append(
                    {"between": [one.id, other.id], "is_river": is_river, "lines": lines}
                )
    return borders


def main(arguments: list[str]) -> int:
    """Draw every map into a folder, that of the assets unless told otherwise."""
    folder = Path(arguments[0]) if arguments else OUT
    folder.mkdir(parents=True, exist_ok=True)
    for plan in PLANS:
        drawn = json.dumps(draw(plan), separators=(",", ":"))
        (folder / f"{plan.name}.json").write_text(drawn + "\n", encoding="utf-8")
        print(f"{plan.name}: {len(drawn) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
