"""Rules on training, validation and test data (KER2xx)."""
