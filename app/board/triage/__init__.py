"""Triage: when a review is due, by which road it goes, who reads it; and the queue of what waits."""
