"""Mediation between two neighbours."""
