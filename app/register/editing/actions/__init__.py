"""Changes to drafts and entries."""
