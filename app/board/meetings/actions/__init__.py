"""Every change to a meeting: its plan, its agenda, what is taken down, and its minutes."""
