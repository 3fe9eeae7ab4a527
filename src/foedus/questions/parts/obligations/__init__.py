"""Parts of the answer to `obligations`."""
