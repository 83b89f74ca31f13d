"""The built-in rules: one module a rule, one folder a family; installed as `kerlint_rules`."""
