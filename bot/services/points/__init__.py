"""Points: the ledger, the review of the morning, the shop."""
