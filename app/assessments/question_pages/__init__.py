"""The pages on which questions are answered."""
