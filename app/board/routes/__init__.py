"""Pages of the board, of the accountable owner, and of the team reading what the board said."""
