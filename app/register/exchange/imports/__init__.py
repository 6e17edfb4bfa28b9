"""Taking over the entries of another register."""
