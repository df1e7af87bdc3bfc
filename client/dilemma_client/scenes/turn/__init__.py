"""The turn: the map, what is known, what is said, and the order sheet."""
