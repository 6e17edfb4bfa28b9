"""The pages of harms."""
