"""Parts of the answer to `proliferation`."""
