"""Widgets: labels, buttons, sliders, fields and what places them; one small layer of our own."""
