"""How many examples properties try, and how rarely a process of tests looks for garbage."""

import gc

from hypothesis import HealthCheck, settings

# All of them, or in the fast lane a fifth. A busy machine is no fault of a property: how long things take is asked by
# the benchmarks.
settings.register_profile(
    "all",
    parent=settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fast", parent=settings.get_profile("all"), max_examples=20)
settings.load_profile("all")

OFTEN_ENOUGH = (20_000, 20, 20)  # new objects, and rounds of the younger generations; Python's own is (700, 10, 10)


def pytest_configure() -> None:
    """Collect no garbage as long as tests are only looked for."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was loaded stays until the end: thousands of tests, which the collector need not walk again and again."""
    gc.freeze()
    gc.set_threshold(*OFTEN_ENOUGH)
    gc.enable()
