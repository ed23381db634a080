"""Advisory polls."""
