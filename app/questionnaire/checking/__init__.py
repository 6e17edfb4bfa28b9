"""What is wrong with a questionnaire as a whole, and loading one that is right."""
