"""Amounts: numbers and dates as a language writes them, for people to read and nothing else."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

FORMAT = re.compile(r"(?P<sign>\+?)(?:\.(?P<places>\d)(?P<kind>[f%])|(?P<plain>(?:\.\d)?[gd]))\Z")
"""Formats of numbers that are translated: `.1f`, `.0%`, `.9g` and `d`, with a plus sign or none."""

ENGLISH = "en"

_code = ENGLISH


def write_as(code: str) -> None:
    """Write amounts as a language does from now on."""
    global _code
    _code = code


@cache
def _locale_of(code: str) -> Locale:
    """How a language writes; babel takes a while, and is imported with the first amount to show."""
    from babel import Locale

    return Locale.parse(code)


def shown(number: float, form: str = "g") -> str:
    """A number in a format of Python's, `.1f`, `.0%`, `g` or `d`, as the language writes it.

    Raises ValueError for any other format.
    """
    found = FORMAT.match(form)
    if found is None:
        raise ValueError(f"'{form}' is no format of an amount: use .1f, .0%, g or d")
    if _code == ENGLISH:
        return format(number, form)
    from babel.numbers import format_decimal

    locale = _locale_of(_code)
    if found["places"] is None:
        number = float(format(number, found["plain"]))
    pattern = "#,##0" + _decimals(found["places"])
    if found["kind"] == "%":
        pattern = _percent_pattern(locale).replace("#,##0", pattern)
    if found["sign"]:
        pattern = f"+{pattern};-{pattern}"
    return str(format_decimal(number, format=pattern, locale=locale))


def _decimals(places: str | None) -> str:
    """The part of a pattern after the decimal sign: so many places, or as many as there are."""
    if places is None:
        return ".#########"
    return "." + "0" * int(places) if int(places) else ""


def _percent_pattern(locale: Locale) -> str:
    """Where the language puts its percent sign."""
    return str(locale.percent_formats[None].pattern)


def day(moment: datetime) -> str:
    """The day and minute of a moment, in the player's own time zone if it has one."""
    from babel.dates import format_date, format_time

    local = moment.astimezone() if moment.tzinfo is not None else moment
    locale = _locale_of(_code)
    return f"{format_date(local, 'medium', locale)}, {format_time(local, 'short', locale=locale)}"
