"""Cards about duty."""
