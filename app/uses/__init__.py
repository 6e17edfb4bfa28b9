"""A use: its name, phase, owner, team, areas and pauses, and who may see it; knows no assessment."""
