"""Events that neighbours sign up for: clean-ups, clinics, training."""
