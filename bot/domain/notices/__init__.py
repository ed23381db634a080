"""Notices that the officers post, and who has read them."""
