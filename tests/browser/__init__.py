"""Tests that drive a real browser; they need Chromium and axe-core, which `script/test` provides."""

from __future__ import annotations
