"""Real editors with the language server."""
