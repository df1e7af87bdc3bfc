"""Scenes: what the player sees and does, one file or folder for each; they answer with data."""
