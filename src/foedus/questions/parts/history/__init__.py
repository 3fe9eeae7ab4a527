"""Parts of the answer to `history`."""
