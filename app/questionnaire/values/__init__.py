"""Values of answers: checked, brought into their one form, put into words."""
