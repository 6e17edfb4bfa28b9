"""One use as one file: everything the team wrote, out and in again without loss."""
