"""What an editor must mend, or should look at, before a record is published. Pure."""
