"""A whole year of the sample council's ethics board, played in real browsers."""
