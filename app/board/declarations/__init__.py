"""Declaring interests: its pages and forms."""
