"""Queued and daily work, done by one worker; knows nothing of what the work is about."""
