"""Parts of the answer to `theories`."""
