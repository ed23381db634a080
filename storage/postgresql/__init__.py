"""The store in PostgreSQL: many replicas of the bot on one database."""
