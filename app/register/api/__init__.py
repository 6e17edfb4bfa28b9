"""Open data: the register for programs."""
