"""Uses, their assessments, answers, harms and submissions. Knows nothing of the board."""
