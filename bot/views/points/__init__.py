"""Cards about points."""
