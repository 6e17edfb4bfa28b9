"""Files of other registers, row by row."""
