"""What the views are given: values read from the store, ready to be put into words."""
