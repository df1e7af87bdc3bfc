"""The ordinary run: the seeds that every change has to pass, in their order."""

from __future__ import annotations

EVENINGS, LETTERS = 20, 7

ORDINARY = [
    *((str(seed), "evening") for seed in range(1, EVENINGS + 1)),
    *((str(seed), "letters") for seed in range(1, LETTERS + 1)),
]
