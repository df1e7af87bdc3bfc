"""`python -m benchmarks [PART ...]`: measure, print, judge by targets."""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = ("simulation", "online", "client", "hour", "store", "secrecy", "load")


def main(arguments: list[str]) -> int:
    """Run the named parts, or all; exit status 1 if a target was missed, 2 for an unknown part."""
    for name in arguments:
        if name not in PARTS:
            print(f"benchmarks: there is no part '{name}'; choose among {', '.join(PARTS)}")
            return 2
    missed = 0
    for name in arguments or PARTS:
        print(f"\n{name}")
        for result in import_module(f"benchmarks.{name}").results():
            print(result.line(), flush=True)
            missed += result.met is False
    return 1 if missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
