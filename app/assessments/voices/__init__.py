"""Voices: who was heard, what they said, and what changed or why not."""
