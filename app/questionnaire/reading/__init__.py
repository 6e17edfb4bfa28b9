"""Reading a questionnaire file, part by part, with every mistake told by line and path."""
