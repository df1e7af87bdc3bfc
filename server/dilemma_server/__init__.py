"""The match server: holds what is true, keeps it, and tells each seat what it may know."""
