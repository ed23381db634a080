"""How much of what the library logs may be written."""

import logging

# It writes a whole traceback for each answer of a bad gateway, and at DEBUG everything that comes in and goes out: also
# who voted what.
QUIETER = {"telegram": logging.INFO, "telegram.request.BaseRequest": logging.CRITICAL}
