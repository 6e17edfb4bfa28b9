"""What came with an archive: named in its words, told apart from what this service saw itself."""
