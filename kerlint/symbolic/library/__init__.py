"""What calls into well-known packages return, one module a topic."""
