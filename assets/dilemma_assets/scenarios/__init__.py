"""Scenario files, read through importlib.resources."""
