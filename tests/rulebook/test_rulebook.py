"""The rulebook as a whole: every rule has its test, and every number in it is the program's."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dilemma.coefficients import STANDARD
from rulebook.quoted import QUOTED, dial_ranges
from rulebook.reading import RULEBOOK, TESTS, covered, numbers, references, rules, sections, table

TEXT = RULEBOOK.read_text(encoding="utf-8")
RULES = rules(TEXT)
CASES = pytest.mark.parametrize


def test_every_rule_has_a_test_and_every_test_its_rule() -> None:
    named = set(covered(sorted(TESTS.glob("test_*.py"))).values())
    assert RULES.keys() - named == set(), "rules of docs/rules.md without a test of their number"
    assert named - RULES.keys() == set(), "tests named by a rule that docs/rules.md has not"


def test_rules_are_numbered_without_a_gap() -> None:
    count: dict[str, int] = {}
    for number in RULES:
        section = number.partition(".")[0]
        count[section] = count.get(section, 0) + 1
        assert number == f"{section}.{count[section]}"
    assert sections(TEXT) == tuple(str(place) for place in range(1, len(sections(TEXT)) + 1))
    assert set(count) <= set(sections(TEXT))


def test_every_reference_leads_somewhere() -> None:
    assert set(references(TEXT)) <= RULES.keys() | set(sections(TEXT))


@CASES("number", RULES)
def test_a_rule_quotes_the_numbers_that_the_program_has(number: str) -> None:
    expected = pytest.approx(QUOTED.get(number, ()), abs=1e-9)
    assert numbers(RULES[number]) == expected, f"rule {number} of docs/rules.md: {RULES[number]}"


def test_no_numbers_are_kept_for_rules_that_are_gone() -> None:
    assert QUOTED.keys() <= RULES.keys()


def test_the_table_holds_every_coefficient_at_its_value() -> None:
    rows = {row[0].strip("`"): row[1] for row in table(TEXT, "| number |")}
    values = {field.name: getattr(STANDARD, field.name) for field in fields(STANDARD)}
    assert rows == {name: written(value) for name, value in values.items()}


def written(value: float | tuple[float, ...]) -> str:
    """A coefficient as the table writes it."""
    return " / ".join(f"{part:g}" for part in value) if isinstance(value, tuple) else f"{value:g}"


def test_the_table_points_to_the_rule_that_quotes_the_number() -> None:
    for name, _, rule, _ in table(TEXT, "| number |"):
        assert references(rule)[0] in RULES, name


def test_every_dial_is_listed_in_its_order() -> None:
    names = [line.split("`")[1] for line in RULES["14.1"].splitlines() if line.startswith("- ")]
    assert names == [*dial_ranges(), "motives_known"]


def test_what_the_reader_takes_for_a_rule() -> None:
    text = "# 1. A\n\n**1.1** Two (§ 1.2).\n1. first 3 %\n\nNo 5.\n\n**1.2** x^1.5\n"
    assert list(rules(text)) == ["1.1", "1.2"]
    assert [numbers(rule) for rule in rules(text).values()] == [(0.03,), (1.5,)]
    assert references(text) == ("1.2",)
    with pytest.raises(ValueError, match=r"1\.1 is there twice"):
        rules("**1.1** a\n\n**1.1** b")
