"""Answers: saving them, the path through them, and the pages on which they are given."""
