"""Evidence: files and links of a use, checked by content, kept apart and handed out as attachments only."""
