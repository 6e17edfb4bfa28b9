"""Reads of what is public."""
