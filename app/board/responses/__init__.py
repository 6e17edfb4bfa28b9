"""The accountable owner's answer to an advice, point by point."""
