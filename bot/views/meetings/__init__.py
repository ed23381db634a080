"""Meeting days, meetings and their minutes."""
