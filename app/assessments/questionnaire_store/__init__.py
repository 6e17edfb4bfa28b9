"""Questionnaire versions as they are stored, parsed and kept."""
