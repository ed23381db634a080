"""Pledges (承诺践诺): each pledger does at least one thing for the neighbours a month."""
