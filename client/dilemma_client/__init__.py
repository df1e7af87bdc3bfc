"""The player's window: link, model of what is known, and the scenes that draw it."""
