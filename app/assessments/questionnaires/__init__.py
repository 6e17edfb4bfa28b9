"""Questionnaires as people handle them: drafts and publishing, moving to a newer version, scores shown."""
