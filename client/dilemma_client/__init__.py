"""The player's window: link, model of what is known, and the scenes that draw it."""

import os

# Before anything here imports pygame, which would greet on standard output.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
