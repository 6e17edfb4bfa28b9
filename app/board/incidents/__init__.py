"""Harm and malfunction: reported by anyone, triaged, looked into, closed with what was learnt, and pauses."""
