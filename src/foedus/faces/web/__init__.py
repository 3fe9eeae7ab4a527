"""The web face: the same questions, reviews and briefs in a browser, on this machine."""
