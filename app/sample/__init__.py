"""The sample council: invented people and uses at every stage, loaded through the actions of real work."""
