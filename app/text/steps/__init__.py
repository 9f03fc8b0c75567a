"""The steps of the normalisation, one small pure function each."""
