"""Parts of the answer to `balance`."""
