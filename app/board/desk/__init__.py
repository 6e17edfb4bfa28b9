"""The desk of a reviewer, and what the board says of one review."""
