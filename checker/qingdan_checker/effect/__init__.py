"""What holds for one jurisdiction on one date: authority, provisions, and the table in effect (sections 6 and 7)."""
