"""A link as a QR code, for a class that looks at a projector."""

from __future__ import annotations

import segno

MOST = 2_953
"""Bytes that the largest QR code holds (ISO/IEC 18004, version 40, error correction L)."""
DENSE = 1_200
"""Bytes above which phones in the last row can no longer tell the squares apart: over 110 in a row."""


def draw_qr(address: str) -> str:
    """A QR code as SVG: black on white, with the white margin of four squares that scanners need; fills its box.

    Raises
    ------
    ValueError
        The address is empty, or longer than `MOST` bytes.
    """
    data = address.encode()
    if not 0 < len(data) <= MOST:
        raise ValueError(f"the address has {len(data):,} bytes; accepted by a QR code: 1 to {MOST:,}")
    code = segno.make_qr(data, error="l")
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
