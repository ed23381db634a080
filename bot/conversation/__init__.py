"""What people say and press, on any platform, becomes one call of a use case."""
