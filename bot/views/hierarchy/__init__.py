"""The levels above and below a council."""
