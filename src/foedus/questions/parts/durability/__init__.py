"""Parts of the answer to `durability`."""
