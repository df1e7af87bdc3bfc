"""How fast it is, measured side by side in one run; ratios count, not the numbers alone."""
