"""Scheduled jobs, each run once when it is due."""
