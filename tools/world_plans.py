"""Plans of maps in the real world: where each is cut out, and where everything stands on it."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]

WIDTH, HEIGHT = 1400, 1000
"""The size of a map in its own units."""

Place = tuple[str, Point]
"""A piece of a country: the one that a point, in degrees east and north, lies in."""


@dataclass(frozen=True)
class Territory:
    """A state to be drawn; places in degrees east and north.

    `countries` by their names in the file, `without` some pieces of theirs, `along_with` pieces of
    others. `reach` is the radius in map units within which a pointer at its capital means the
    state, however small its land.
    """

    id: str
    livery: int
    countries: tuple[str, ...]
    capital: Point
    name: Point
    camps: tuple[Point, Point]
    without: tuple[Place, ...] = ()
    along_with: tuple[Place, ...] = ()
    reach: float = 0.0


@dataclass(frozen=True)
class Plan:
    """What one map shows: its middle in degrees, and how wide it is."""

    name: str
    middle: Point
    kilometres: float
    states: tuple[Territory, ...]


CRIMEA: Place = ("Russia", (34.2, 45.2))
KALININGRAD: Place = ("Russia", (21.5, 54.7))
"""The north of what was East Prussia, German until 1945."""

PLANS = (
    Plan(
        name="naval_race",
        middle=(14.0, 53.5),
        kilometres=3300.0,
        states=(
            Territory(
                id="britain",
                livery=0,
                countries=("United Kingdom",),
                capital=(-0.1, 51.5),
                name=(-2.0, 52.8),
                camps=((-3.9, 56.8), (-3.6, 54.7)),
            ),
            Territory(
                id="germany",
                livery=7,
                countries=("Germany",),
                capital=(13.4, 52.5),
                name=(10.3, 51.0),
                camps=((9.3, 52.8), (11.6, 49.2)),
                along_with=(KALININGRAD,),
            ),
            Territory(
                id="france",
                livery=4,
                countries=("France",),
                capital=(2.35, 48.85),
                name=(2.3, 46.9),
                camps=((0.3, 45.2), (4.6, 45.0)),
            ),
            Territory(
                id="russia",
                livery=2,
                countries=("Russia",),
                capital=(30.3, 59.9),
                name=(37.0, 56.2),
                camps=((31.5, 57.7), (34.6, 54.2)),
                without=(CRIMEA, KALININGRAD),
            ),
        ),
    ),
    Plan(
        name="himalayan_border",
        middle=(88.0, 29.5),
        kilometres=5900.0,
        states=(
            Territory(
                id="india",
                livery=1,
                countries=("India",),
                capital=(77.2, 28.6),
                name=(78.5, 22.5),
                camps=((75.5, 19.0), (80.0, 18.0)),
            ),
            Territory(
                id="china",
                livery=3,
                countries=("China",),
                capital=(116.4, 39.9),
                name=(100.0, 34.5),
                camps=((88.0, 33.0), (103.5, 29.0)),
            ),
            Territory(
                id="pakistan",
                livery=2,
                countries=("Pakistan",),
                capital=(73.0, 33.7),
                name=(68.3, 29.2),
                camps=((64.2, 27.3), (70.2, 32.4)),
            ),
        ),
    ),
    Plan(
        name="island_chain",
        middle=(114.5, 7.7),
        kilometres=5900.0,
        states=(
            Territory(
                id="china",
                livery=3,
                countries=("China",),
                capital=(113.3, 23.1),
                name=(108.6, 24.9),
                camps=((108.2, 23.2), (116.5, 24.8)),
            ),
            Territory(
                id="vietnam",
                livery=5,
                countries=("Vietnam",),
                capital=(105.85, 21.0),
                name=(113.0, 14.6),
                camps=((107.9, 13.6), (106.3, 10.6)),
            ),
            Territory(
                id="philippines",
                livery=0,
                countries=("Philippines",),
                capital=(121.0, 14.6),
                name=(123.6, 12.2),
                camps=((121.3, 17.4), (125.0, 8.0)),
            ),
            Territory(
                id="malaysia",
                livery=1,
                countries=("Malaysia",),
                capital=(101.7, 3.1),
                name=(106.2, 2.4),
                camps=((102.2, 6.6), (118.4, 5.4)),
            ),
            Territory(
                id="brunei",
                livery=4,
                countries=("Brunei",),
                capital=(114.9, 4.9),
                name=(111.4, 7.8),
                camps=((109.0, 5.4), (112.1, 5.4)),
                reach=34.0,
            ),
            Territory(
                id="indonesia",
                livery=2,
                countries=("Indonesia",),
                capital=(106.8, -6.2),
                name=(113.5, -0.6),
                camps=((103.3, -2.3), (121.0, -2.5)),
            ),
        ),
    ),
    Plan(
        name="gulf",
        middle=(49.5, 28.0),
        kilometres=2900.0,
        states=(
            Territory(
                id="iran",
                livery=2,
                countries=("Iran",),
                capital=(51.4, 35.7),
                name=(54.5, 32.2),
                camps=((50.3, 32.8), (57.5, 29.3)),
            ),
            Territory(
                id="iraq",
                livery=4,
                countries=("Iraq",),
                capital=(44.4, 33.3),
                name=(43.0, 32.0),
                camps=((42.0, 34.5), (45.5, 31.0)),
            ),
            Territory(
                id="saudi_arabia",
                livery=1,
                countries=("Saudi Arabia",),
                capital=(46.7, 24.7),
                name=(44.0, 23.2),
                camps=((41.0, 26.8), (48.5, 21.5)),
            ),
            Territory(
                id="emirates",
                livery=0,
                countries=("United Arab Emirates",),
                capital=(54.6, 24.15),
                name=(54.2, 23.3),
                camps=((52.7, 25.1), (56.8, 24.6)),
            ),
        ),
    ),
    Plan(
        name="eastern_flank",
        middle=(29.5, 51.2),
        kilometres=2650.0,
        states=(
            Territory(
                id="russia",
                livery=3,
                countries=("Russia",),
                capital=(37.6, 55.75),
                name=(36.8, 54.0),
                camps=((34.5, 56.8), (40.5, 52.5)),
                without=(CRIMEA,),
            ),
            Territory(
                id="belarus",
                livery=2,
                countries=("Belarus",),
                capital=(27.56, 53.9),
                name=(29.0, 53.0),
                camps=((25.2, 52.9), (30.0, 54.7)),
            ),
            Territory(
                id="ukraine",
                livery=1,
                countries=("Ukraine",),
                capital=(30.5, 50.45),
                name=(31.5, 48.9),
                camps=((27.0, 49.5), (34.5, 49.3)),
                along_with=(CRIMEA,),
            ),
            Territory(
                id="poland",
                livery=0,
                countries=("Poland",),
                capital=(21.0, 52.23),
                name=(18.9, 51.8),
                camps=((17.3, 53.3), (20.5, 50.3)),
            ),
            Territory(
                id="lithuania",
                livery=4,
                countries=("Lithuania",),
                capital=(25.28, 54.69),
                name=(24.6, 55.3),
                camps=((22.3, 56.7), (26.0, 56.7)),
            ),
        ),
    ),
)
