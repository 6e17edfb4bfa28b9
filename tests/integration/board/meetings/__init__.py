"""Tests of the meetings of the board."""
