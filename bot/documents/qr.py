"""QR codes, on paper and on a screen."""

import io

import segno

DOTS = 4  # of each point


def make_qr(address: str) -> io.BytesIO:
    """Return the QR code of an address as a PNG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=DOTS, border=3)
    out.seek(0)
    return out
