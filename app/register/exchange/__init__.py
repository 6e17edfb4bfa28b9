"""Registers of others: file formats, standards, imports."""
