"""Draw the parts of the pages that repeat tables of the code: `python -m docs.generator` (or `make docs`)."""
