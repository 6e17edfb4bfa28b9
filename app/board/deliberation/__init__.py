"""How the board comes to its advice: a proposal, its votes, the chair's signature."""
