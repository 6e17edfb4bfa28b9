"""Tests that keep the rules of CONTRIBUTING.md; they read the code and the application, and grow with it."""

from __future__ import annotations
