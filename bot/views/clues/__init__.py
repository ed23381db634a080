"""Cards of clues, for officers and handlers alone."""
