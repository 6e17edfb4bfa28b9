"""Pages of meetings: their plan, agenda, papers, session and minutes."""
