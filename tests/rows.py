"""Tables of examples for pure functions: one test runs through all rows, and names each that does not hold.

`pytest.mark.parametrize` makes a test of each row, which costs 3 ms of CPU where a row itself takes microseconds.
"""

from collections.abc import Callable, Iterable
from typing import Any

Test = Callable[..., None]


def each_row(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Test], Callable[[], None]]:
    """Run the test with each row; written as `pytest.mark.parametrize` is."""
    kept = list(rows)  # read once, as the table is written
    single = isinstance(names, str)

    def decorate(test: Test) -> Callable[[], None]:
        def run_all() -> None:
            failed = []
            for row in kept:
                try:
                    test(*([row] if single else row))
                except Exception as error:  # noqa: BLE001  # raised below, when the other rows were looked at
                    error.add_note(f"in the row {row!r}")
                    failed.append(error)
            if failed:
                raise failed[0] if len(failed) == 1 else ExceptionGroup(f"{len(failed)} of {len(kept)} rows", failed)

        run_all.__name__, run_all.__qualname__ = test.__name__, test.__qualname__
        run_all.__doc__, run_all.__module__ = test.__doc__, test.__module__
        return run_all

    return decorate
