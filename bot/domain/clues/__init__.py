"""Clues that several departments report (线索), each with one handler and a result."""
