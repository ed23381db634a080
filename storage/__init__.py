"""Where the council's documents and its record are kept."""
