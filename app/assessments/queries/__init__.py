"""Reads of the team's work: always one organisation's, always ordered, a fixed number of statements."""
