"""The list of uses, and the pages on which one is started, described and given a team."""
