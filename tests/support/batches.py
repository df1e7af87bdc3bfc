"""Batches taken apart and put together: one world of many, many of one, states renamed.

Works on every record of arrays that the kernel passes around: worlds, orders, dice, events and
what is nested in them. Worlds are on the last axis; the axes of states are found by the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar

import numpy as np

Arrays = TypeVar("Arrays")

OF_LINES = ("budget", "spent")
"""Arrays with an axis of budget lines before that of the states."""


def mapped(record: Arrays, change: Callable[[str, np.ndarray], np.ndarray]) -> Arrays:
    """The record with every array in it changed; what is no array stays as it is."""
    copy = object.__new__(type(record))
    for field in fields(record):  # type: ignore[arg-type]  # any dataclass of the kernel
        value = getattr(record, field.name)
        if isinstance(value, np.ndarray):
            value = change(field.name, value)
        elif is_dataclass(value) and _has_arrays(value):
            value = mapped(value, change)
        copy.__dict__[field.name] = value
    return copy


def one_of(record: Arrays, world: int) -> Arrays:
    """One world of a batch, as a batch of one."""
    return mapped(record, lambda _, values: values[..., world : world + 1].copy())


def repeated(record: Arrays, times: int) -> Arrays:
    """The only world of a batch of one, many times over."""
    return mapped(record, lambda _, values: np.repeat(values, times, axis=-1))


def side_by_side(records: Sequence[Arrays]) -> Arrays:
    """Several batches as one."""
    every = [dict(arrays_of(record)) for record in records]
    names = iter(every[0])

    def joined(*_: object) -> np.ndarray:
        place = next(names)
        return np.concatenate([arrays[place] for arrays in every], axis=-1)

    return mapped(records[0], joined)


def relabelled(record: Arrays, seats: Sequence[int]) -> Arrays:
    """The record with states renamed: state `seats[i]` becomes state i, in every axis of states."""
    order = list(seats)

    def renamed(name: str, values: np.ndarray) -> np.ndarray:
        for axis in state_axes(name, values):
            values = np.take(values, order, axis=axis)
        return values

    copy = mapped(record, renamed)
    shifts = getattr(record, "power_shifts", ())
    if shifts:
        copy.__dict__["power_shifts"] = tuple((order.index(seat), shift) for seat, shift in shifts)
    return copy


def state_axes(name: str, values: np.ndarray) -> tuple[int, ...]:
    """Which axes of an array are states."""
    if values.ndim == 1:
        return ()
    if values.ndim == 2:
        return (0,)
    if name in OF_LINES:
        return (1,)
    if name == "mediate":
        return (0, 1, 2)
    return (0, 1) if values.ndim == 3 else (1, 2)


def arrays_of(record: object, prefix: str = "") -> list[tuple[str, np.ndarray]]:
    """Every array in a record with its path."""
    found: list[tuple[str, np.ndarray]] = []
    for field in fields(record):  # type: ignore[arg-type]  # any dataclass of the kernel
        value = getattr(record, field.name)
        if isinstance(value, np.ndarray):
            found.append((prefix + field.name, value))
        elif is_dataclass(value) and _has_arrays(value):
            found.extend(arrays_of(value, f"{prefix}{field.name}."))
    return found


def differences(one: object, other: object) -> list[str]:
    """Paths of the arrays of two records that are not the same bit for bit."""
    pairs = zip(arrays_of(one), arrays_of(other), strict=True)
    return [
        path
        for (path, first), (_, second) in pairs
        if first.dtype != second.dtype
        or first.shape != second.shape
        or first.tobytes() != second.tobytes()
    ]


def _has_arrays(value: object) -> bool:
    return any(isinstance(getattr(value, field.name), np.ndarray) for field in fields(value))  # type: ignore[arg-type]  # checked by the caller
