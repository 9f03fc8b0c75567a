"""Release tokens: a message that passed may leave, exactly as it was judged, for a while."""
