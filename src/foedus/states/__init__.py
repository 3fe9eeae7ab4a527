"""Who is a state and when, by which numbers and names, and where its capital lies."""
