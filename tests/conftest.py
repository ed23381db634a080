"""How many examples the properties and random walks try: all of them, or in the fast lane a fifth."""

from hypothesis import settings

settings.register_profile("fast", parent=settings.get_profile(settings.get_current_profile_name()), max_examples=20)
