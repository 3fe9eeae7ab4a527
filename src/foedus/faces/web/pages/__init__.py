"""The pages: a file each, found by folder; `ROUTES` says under which addresses."""
