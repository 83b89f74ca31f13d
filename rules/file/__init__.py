"""What the linter itself says about a file (KER9xx)."""
