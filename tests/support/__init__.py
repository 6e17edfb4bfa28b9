"""What tests share: databases, a client that checks every page, watches on writes and statements."""

from __future__ import annotations
