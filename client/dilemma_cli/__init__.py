"""The command `dilemma`, a thin layer above all the rest."""
