"""Clues: recorded by source, given to handlers, on the agenda of meetings, and their results told to the sources."""
