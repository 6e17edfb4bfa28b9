"""Conditions of the board to their end: evidence, rulings, dates, what is late."""
