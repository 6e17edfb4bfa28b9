"""What an editor must fix, or should check, before a record is published. Pure."""
