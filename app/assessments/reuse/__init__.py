"""Taking over answers from another use, marked as such until somebody changes them."""
