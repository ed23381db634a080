"""The letter box."""
