"""Rule files: reading, checking and holding them."""
