"""Who joins an act, by which path, and what removing one promise changes."""
