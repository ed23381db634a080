"""Pure Python: values, tables and functions. No await, no I/O, no clock, no words for residents."""
