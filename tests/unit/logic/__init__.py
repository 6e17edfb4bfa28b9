"""Tests of conditions whose answer may be unknown."""
