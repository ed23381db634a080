"""Use cases of grids."""
