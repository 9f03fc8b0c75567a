"""How well the service does on a labelled data set, as a page to read: figures, plots, every mistake with its text."""
