"""What every capability uses."""
