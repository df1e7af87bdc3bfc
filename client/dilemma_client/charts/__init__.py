"""Charts: numbers as shapes, each with what it says in words."""
