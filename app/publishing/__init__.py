"""How a rule set goes live: its examples, and the one that is active."""
