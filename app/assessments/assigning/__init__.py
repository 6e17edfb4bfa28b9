"""Who of the team deals with which section or question, and by when. Knows nothing of answers' values."""
