"""Services that every capability uses."""
