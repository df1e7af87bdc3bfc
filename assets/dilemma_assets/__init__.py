"""Scenarios, maps and icons, read through importlib.resources."""
