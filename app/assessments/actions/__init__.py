"""Every change that a team makes: keyword-only functions, each one transaction with its audit event."""
