"""Which questions are asked, and what follows from the answers on the way."""
