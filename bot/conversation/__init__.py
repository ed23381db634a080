"""Messages and button presses, on any platform, turned into calls of use cases."""
