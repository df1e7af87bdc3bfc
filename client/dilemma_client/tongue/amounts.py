"""Amounts: numbers and dates as a language writes them, for people to read and nothing else."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

FORMAT = re.compile(r"(?P<sign>\+?)(?:\.(?P<places>\d)(?P<kind>[f%])|(?P<plain>(?:\.\d)?[gd]))\Z")
"""Formats of numbers that are translated: `.1f`, `.0%`, `.9g` and `d`, with a plus sign or none."""

_locale: Locale | None = None


def write_as(code: str) -> None:
    """Write amounts as a language does from now on. English needs no babel, which takes time."""
    global _locale
    if code == "en":
        _locale = None
        return
    from babel import Locale

    _locale = Locale.parse(code)


def shown(number: float, form: str = "g") -> str:
    """A number in a format of Python's, `.1f`, `.0%`, `g` or `d`, as the language writes it.

    Raises ValueError for any other format.
    """
    found = FORMAT.match(form)
    if found is None:
        raise ValueError(f"'{form}' is no format of an amount: use .1f, .0%, g or d")
    if _locale is None:
        return format(number, form)
    from babel.numbers import format_decimal

    if found["places"] is None:
        number = float(format(number, found["plain"]))
    pattern = "#,##0" + _decimals(found["places"])
    if found["kind"] == "%":
        pattern = _percent_pattern(_locale).replace("#,##0", pattern)
    if found["sign"]:
        pattern = f"+{pattern};-{pattern}"
    return str(format_decimal(number, format=pattern, locale=_locale))


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
    locale = _locale or "en"
    return f"{format_date(local, 'medium', locale)}, {format_time(local, 'short', locale=locale)}"
