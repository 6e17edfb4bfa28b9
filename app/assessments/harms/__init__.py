"""Harms and the safeguards that lower them."""
