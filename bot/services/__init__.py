"""Use cases: f(tx, *, …, now) -> value. One file per noun; they read and write through the transaction alone."""
