"""A matter, from proposal to closing."""
