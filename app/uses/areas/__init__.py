"""The areas that a use touches."""
