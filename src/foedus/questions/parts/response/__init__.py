"""Parts of the answer to `response`."""
