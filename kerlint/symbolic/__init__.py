"""The evaluator: a libcst tree to values, without running anything. Knows Python, not Keras."""
