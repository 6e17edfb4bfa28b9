"""Writing a questionnaire as YAML."""
