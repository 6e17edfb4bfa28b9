"""Rows whose every state is kept: their tables, their changes and what their pages share."""
