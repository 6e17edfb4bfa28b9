"""Legal duties as data: which of them a use sets off, and what the team says to each."""
