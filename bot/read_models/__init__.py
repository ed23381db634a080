"""Read models: the values that views turn into words, read from the store by the services."""
