"""`python -m dilemma_cli` is the command `dilemma`."""

import sys

from dilemma_cli.main import run

if __name__ == "__main__":
    sys.exit(run())
