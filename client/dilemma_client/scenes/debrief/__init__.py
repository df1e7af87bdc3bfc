"""The debrief: the fog lifts, and the match is read again turn by turn."""
