"""Trade-off cards: options, principles and scenarios, who gains, who loses, what was chosen and why."""
