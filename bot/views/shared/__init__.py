"""Layout, dates, names and replies that every capability's views use."""
