"""Parts of the answer to `evidence`."""
