"""Questionnaire files in any of the languages that are understood, and files of answers."""
