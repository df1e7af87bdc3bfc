"""How fast it is, measured side by side in one run; ratios count, not the numbers alone."""

import os

# Before anything here imports pygame, which would greet on standard output.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
