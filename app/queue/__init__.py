"""Human review: messages that were held wait here for a person."""
