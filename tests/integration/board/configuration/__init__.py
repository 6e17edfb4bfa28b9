"""Tests of how a board works."""
