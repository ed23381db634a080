"""Cards of grids."""
