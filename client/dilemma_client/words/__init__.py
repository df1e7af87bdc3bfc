"""The words on screen: what the game's vocabulary is called, and how what happened is told."""
