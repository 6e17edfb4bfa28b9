"""Pages that show one use as a whole."""
