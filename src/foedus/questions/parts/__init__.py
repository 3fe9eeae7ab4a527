"""What questions are put together from: a folder for each that has parts."""
