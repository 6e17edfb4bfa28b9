"""All uses of an organisation at once: where they stand, what is overdue, whom they touch together."""
