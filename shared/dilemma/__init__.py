"""Security Dilemma: the game itself, with no clock, no socket, no screen and no file."""
