"""Parts of the answer to `sanctions`."""
