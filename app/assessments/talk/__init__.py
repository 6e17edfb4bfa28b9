"""Threads of comments on the questions of an assessment; those of the board alone stay with the board."""
