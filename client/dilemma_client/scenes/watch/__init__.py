"""Watching: a match as everybody may see it, for who has no seat in it."""
