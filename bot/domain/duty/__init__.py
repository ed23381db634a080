"""Duty (值班): who is on duty and who leads on which day, and turns that are swapped."""
