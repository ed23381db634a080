"""Surveys that an officer makes, answered in private, with names or without."""
