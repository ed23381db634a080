"""What the clock does: each job that has come due, once."""
