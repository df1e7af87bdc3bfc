"""The cartographer draws the maps of fictional scenarios."""
