"""A council, its members and their roles."""
