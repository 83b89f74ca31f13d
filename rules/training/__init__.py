"""Rules on fit and its callbacks (KER6xx)."""
