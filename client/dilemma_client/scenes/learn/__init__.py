"""Learn: a lesson that is played; a coach says one thing at a time."""
