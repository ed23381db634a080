"""Formal votes: rules, ballots, the count."""
