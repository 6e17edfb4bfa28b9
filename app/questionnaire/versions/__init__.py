"""What one version of a questionnaire changes of another, and what becomes of answers."""
