"""Duty: the roster, its reminders and gaps, and turns that are swapped."""
