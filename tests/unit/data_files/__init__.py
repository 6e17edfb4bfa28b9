"""Tests of reading data files."""
