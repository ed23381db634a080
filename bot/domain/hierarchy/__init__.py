"""Levels, parents and children of a council."""
