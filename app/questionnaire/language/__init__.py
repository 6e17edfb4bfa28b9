"""The words of the questionnaire language: terms, questions, answers, and what can be wrong with them."""
