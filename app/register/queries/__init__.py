"""What the public reads, in a fixed number of statements whatever the size of the register."""
