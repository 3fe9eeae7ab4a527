"""What two states give each other, and what it comes to."""
