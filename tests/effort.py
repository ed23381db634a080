"""How hard a test tries: random walks take more examples than properties, and all take fewer in the fast lane."""

from hypothesis import settings

USUAL = 100  # examples of a property in the full lane


def examples(wanted: int) -> int:
    """As many examples as wanted; in the fast lane, whose profile tries fewer, as many fewer."""
    return max(1, wanted * settings().max_examples // USUAL)
