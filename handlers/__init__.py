"""Adapters that drive the council from outside: a messaging platform, the command line, the alarm clock."""
