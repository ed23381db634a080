"""The roll of units and owners, and who may cast their ballots."""
