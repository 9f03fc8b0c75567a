"""Word lists; plain constants."""
