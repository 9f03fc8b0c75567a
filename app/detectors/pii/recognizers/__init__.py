"""One module for each family of personal data."""
