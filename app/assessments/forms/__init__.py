"""Forms of the team's work."""
