"""Handing an assessment in, and reading what was handed in."""
