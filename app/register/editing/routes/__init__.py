"""The editors' pages, registered with their blueprint."""

from __future__ import annotations

from app.register.editing.blueprint import bp
from app.register.editing.routes import check, entries, part

__all__ = ["bp", "check", "entries", "part"]
