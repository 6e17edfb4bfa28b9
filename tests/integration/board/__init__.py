"""Tests of the board's work."""
