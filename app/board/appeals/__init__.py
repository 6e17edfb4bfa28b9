"""The team's one wish for a second look at an advice, answered by other members."""
