"""Rules on the output layer, the loss and the labels (KER1xx)."""
