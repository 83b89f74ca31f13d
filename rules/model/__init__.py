"""Rules on the model's architecture (KER4xx)."""
