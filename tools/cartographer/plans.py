"""Plans: what each map is drawn from, in map units."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]

WIDTH, HEIGHT = 1400, 1000
"""The size of a map in its own units."""


@dataclass(frozen=True)
class Seat:
    """A state to be drawn: its seat of government, how far it reaches, how it looks."""

    id: str
    at: Point
    livery: int
    reach: float = 0.0


@dataclass(frozen=True)
class Land:
    """A round of higher ground in map units; `height` below 0 digs a bay."""

    at: Point
    size: tuple[float, float]
    height: float = 1.0
    is_foreign: bool = False


@dataclass(frozen=True)
class Plan:
    """What one map is drawn from."""

    name: str
    seed: int
    seats: tuple[Seat, ...]
    lands: tuple[Land, ...]
    rivers: tuple[tuple[str, str], ...] = ()
    roughness: float = 1.15
    wander: float = 90.0


PLANS = (
    Plan(
        name="redland_blueland",
        seed=1403,
        seats=(Seat("redland", (430, 500), 3), Seat("blueland", (970, 500), 0)),
        lands=(
            Land((470, 480), (330, 330)),
            Land((930, 520), (330, 330)),
            Land((700, 500), (300, 270), 0.9),
            Land((300, 720), (150, 120), 0.8),
            Land((1120, 300), (150, 130), 0.8),
            Land((150, 860), (70, 50), 0.9),
            Land((1290, 660), (60, 80), 0.9),
            Land((640, 60), (60, 40), 0.8),
            Land((700, 120), (90, 110), -0.9),
            Land((720, 930), (120, 130), -0.8),
            Land((60, 40), (260, 200), 1.0, is_foreign=True),
            Land((1400, 1000), (260, 170), 1.0, is_foreign=True),
            Land((1350, 30), (150, 120), 0.8, is_foreign=True),
            Land((100, 980), (170, 90), 0.7, is_foreign=True),
        ),
        rivers=(("redland", "blueland"),),
        wander=150.0,
    ),
    Plan(
        name="four_worlds",
        seed=811,
        seats=(
            Seat("aster", (720, 190), 1),
            Seat("borea", (705, 505), 0, 50.0),
            Seat("corvia", (340, 640), 2),
            Seat("delmark", (1060, 690), 4),
        ),
        lands=(
            Land((700, 500), (390, 300)),
            Land((680, 230), (330, 170), 0.9),
            Land((370, 640), (240, 220), 0.95),
            Land((1050, 650), (250, 230), 0.95),
            Land((1040, 300), (170, 130), 0.6),
            Land((230, 380), (60, 50), 0.9),
            Land((780, 930), (70, 40), 0.9),
            Land((1190, 260), (60, 60), 0.9),
            Land((700, 850), (130, 110), -0.9),
            Land((330, 330), (120, 100), -0.4),
            Land((40, 120), (240, 220), 1.0, is_foreign=True),
            Land((1400, 160), (200, 260), 1.0, is_foreign=True),
            Land((720, 1010), (140, 60), 0.7, is_foreign=True),
            Land((60, 960), (160, 90), 0.8, is_foreign=True),
        ),
        rivers=(("borea", "corvia"),),
    ),
    Plan(
        name="missile_shield",
        seed=1972,
        seats=(
            Seat("vantor", (1060, 560), 0),
            Seat("ostrel", (330, 270), 3),
            Seat("keshet", (380, 790), 1),
        ),
        lands=(
            Land((1080, 520), (230, 330)),
            Land((990, 730), (160, 130), 0.9),
            Land((1010, 260), (110, 90), 0.7),
            Land((330, 250), (330, 200)),
            Land((560, 180), (170, 110), 0.9),
            Land((380, 790), (240, 150)),
            Land((250, 830), (130, 100), 0.8),
            Land((720, 880), (60, 40), 0.9),
            Land((740, 470), (50, 60), 0.9),
            Land((450, 400), (90, 70), -0.5),
            Land((1400, 60), (180, 110), 1.0, is_foreign=True),
            Land((790, 1010), (110, 50), 0.8, is_foreign=True),
            Land((0, 560), (110, 90), 1.0, is_foreign=True),
        ),
    ),
    Plan(
        name="fragile_neighbours",
        seed=1648,
        seats=(
            Seat("halmar", (400, 560), 5),
            Seat("orsova", (800, 770), 0),
            Seat("karsk", (1020, 470), 3),
            Seat("tessaly", (650, 270), 2),
        ),
        lands=(
            Land((700, 470), (430, 270)),
            Land((390, 560), (250, 210), 0.9),
            Land((820, 730), (290, 160), 0.9),
            Land((1040, 450), (240, 220), 0.9),
            Land((620, 250), (280, 150), 0.9),
            Land((560, 860), (120, 100), -0.9),
            Land((1150, 760), (110, 90), -0.6),
            Land((280, 880), (70, 50), 0.9),
            Land((1230, 850), (60, 50), 0.9),
            Land((640, 0), (420, 110), 1.0, is_foreign=True),
            Land((1400, 150), (200, 220), 1.0, is_foreign=True),
            Land((30, 180), (170, 160), 0.9, is_foreign=True),
        ),
        rivers=(("halmar", "tessaly"),),
    ),
)
