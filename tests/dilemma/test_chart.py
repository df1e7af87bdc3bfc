"""Charts: well-formed whatever the words, honest about zero, true to scale."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.chart import Dot, DotChart, Group, Panel, svg, ticks

SVG = "{http://www.w3.org/2000/svg}"
words = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=80)
numbers = st.floats(-1e6, 1e6)


def drawn(*dots: Dot, title: str = "t", prose: str = "p") -> ElementTree.Element:
    """A chart of one series, read back."""
    panel = Panel("unit", (Group("series", dots),))
    return ElementTree.fromstring(svg(DotChart(title, prose, (panel,))))  # our own


def places(root: ElementTree.Element) -> list[float]:
    """Where the dots are, from left to right in pixels."""
    return [float(circle.attrib["cx"]) for circle in root.findall(f"{SVG}circle")]


@st.composite
def dots(draw: st.DrawFn) -> Dot:
    low, value, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    return Dot(draw(words), value, low, high)


@given(words, words, st.lists(dots(), min_size=1, max_size=6))
def test_a_chart_is_well_formed_and_keeps_its_words(
    title: str, prose: str, shown: list[Dot]
) -> None:
    root = drawn(*shown, title=title, prose=prose)
    assert root.findtext(f"{SVG}title") == title
    assert root.findtext(f"{SVG}desc") == prose
    assert len(places(root)) == len(shown)
    width = float(root.attrib["width"])
    assert all(0.0 <= place <= width for place in places(root))


def test_dots_are_true_to_scale() -> None:
    root = drawn(*(Dot("", value, value, value) for value in (0.0, 0.25, 0.5, 1.0)))
    at = places(root)
    assert at[1] - at[0] == pytest.approx((at[3] - at[0]) / 4, abs=0.11)
    assert at[2] - at[0] == pytest.approx((at[3] - at[0]) / 2, abs=0.11)


def test_an_interval_is_drawn_from_low_to_high() -> None:
    root = drawn(Dot("a", 0.5, 0.25, 1.0), Dot("b", 0.25, 0.25, 0.25), Dot("c", 1.0, 1.0, 1.0))
    bar = next(line for line in root.findall(f"{SVG}line") if line.attrib["stroke-width"] == "2")
    assert [float(bar.attrib["x1"]), float(bar.attrib["x2"])] == places(root)[1:]


def test_markup_in_words_is_only_words() -> None:
    root = drawn(Dot("<b>&\"'", 1.0, 1.0, 1.0), title="</svg>", prose="a & b < c")
    said = "".join(root.itertext())
    assert "<b>&\"'" in said
    assert "</svg>" in said


def test_a_long_label_is_wrapped_and_stands_in_full() -> None:
    label = "a long label of many words that no line of it could ever hold, however small"
    root = drawn(Dot(label, 1.0, 1.0, 1.0, tip="all of it"))
    lines = [text for text in root.findall(f"{SVG}text") if text.find(f"{SVG}title") is not None]
    assert len(lines) == 2
    assert " ".join(line[0].tail or "" for line in lines) == label
    assert all(line.findtext(f"{SVG}title") == "all of it" for line in lines)
    assert abs(float(lines[0].attrib["y"]) - float(lines[1].attrib["y"])) > 12.0


def test_every_series_has_its_heading_and_every_panel_its_unit_and_scale() -> None:
    half, many = Dot("half", 0.5, 0.4, 0.6), Dot("many", 40.0, 30.0, 50.0)
    panels = (
        Panel("share", (Group("one", (half,)), Group("other", (half,))), whole=True),
        Panel("points", (Group("", (many,)),)),
    )
    root = ElementTree.fromstring(svg(DotChart("t", "p", panels)))  # our own
    said = [text.text for text in root.findall(f"{SVG}text")]
    assert {"one", "other", "share", "points", "1", "50"} <= set(said)
    assert "0.6" in said, "a share is drawn on the whole scale from 0 to 1"
    assert places(root)[0] == places(root)[1] != places(root)[2]


@given(numbers, numbers)
def test_ticks_cover_the_range_in_even_round_steps(one: float, other: float) -> None:
    low, high = min(one, other, 0.0), max(one, other, 0.0)
    marks = ticks(low, high)
    unseen = 1e-8 * max(1.0, high - low)
    assert marks[0] <= low + unseen
    assert marks[-1] >= high - unseen
    assert 2 <= len(marks) <= 10 or high - low < 1e-8
    assert 0.0 in marks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)), (-3.0, 9.0, (-4, -2, 0, 2, 4, 6, 8, 10))],
)
def test_some_axes(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert ticks(low, high) == pytest.approx(expected)
