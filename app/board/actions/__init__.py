"""Every change that the board and the accountable owner make."""
