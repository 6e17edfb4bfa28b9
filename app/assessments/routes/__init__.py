"""Pages of the team's work: check, call, render or redirect."""
