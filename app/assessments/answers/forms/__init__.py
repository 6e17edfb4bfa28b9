"""Questions as forms: each answer type is one entry of the registry in entry.py."""
