"""The board's public home: what it is, who sits on it, when it meets, and its published minutes."""
