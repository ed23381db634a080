"""Reports over many matters: the ledger, summaries, totals of several councils."""
