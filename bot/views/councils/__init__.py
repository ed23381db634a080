"""A council, its people and their roles."""
