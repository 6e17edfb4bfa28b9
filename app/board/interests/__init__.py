"""Interests of board members: declared before the papers open, and what follows from them."""
