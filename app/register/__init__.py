"""The public register: records, entries, search, and standards in and out; it has no way to a draft."""
