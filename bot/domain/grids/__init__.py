"""Grids (网格): the parts of a neighbourhood, and the daily checks of those who look after them."""
