"""QR codes, on paper and on a screen."""

import io

import segno

PIXELS_PER_POINT = 4  # of each point


def make_qr(address: str) -> io.BytesIO:
    """Return the QR code of an address as a PNG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=PIXELS_PER_POINT, border=3)
    out.seek(0)
    return out
