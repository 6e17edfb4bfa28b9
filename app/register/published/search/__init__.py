"""Full-text search over published entries: what is indexed, how words are compared, what comes first."""
