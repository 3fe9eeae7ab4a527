"""Parts of the answer to `exchange`."""
