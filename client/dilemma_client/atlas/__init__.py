"""The atlas: where the states of a scenario lie, and the map of what a seat knows of them."""
