"""Pages of proposals for advice."""
