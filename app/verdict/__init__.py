"""From fired rules to a decision."""
