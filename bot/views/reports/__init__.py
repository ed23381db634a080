"""What is counted over many matters: ledger, summaries, sums of many councils."""
