"""Sums of pounds as people type them and as they are shown; knows no form."""

from __future__ import annotations

import re
from decimal import Decimal

_TYPED = re.compile(r"£? ?(\d{1,3}(?:[, ]\d{3})+|\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
MOST = Decimal("999999999999.99")


def read_pounds(text: str) -> Decimal | None:
    """Pounds to the penny from text like `£1,250,000` or `49999.99`; None when it is no such sum."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    whole = found.group(1).replace(",", "").replace(" ", "")
    pounds = Decimal(f"{whole}.{(found.group(2) or '0').ljust(2, '0')}")
    return pounds if pounds <= MOST else None


def show_pounds(pounds: Decimal) -> str:
    """Like £1,250,000 or £49,999.99."""
    text = f"£{pounds:,.2f}"
    return text.removesuffix(".00")
