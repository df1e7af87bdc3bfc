"""The ordinary run: the seeds that every change has to pass, in their order."""

from __future__ import annotations

EVENINGS, LETTERS = 20, 7

ORDINARY = [
    *((str(seed), "evening") for seed in range(1, EVENINGS + 1)),
    *((str(seed), "letters") for seed in range(1, LETTERS + 1)),
    # A node ends while the disk fails, so that it cannot say that it gives its match up.
    ("5ce30c4f", "evening"),
]
