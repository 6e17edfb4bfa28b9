"""The ethics board's work: reviews, comments, advice, conditions, and the owner's response."""
