"""Rules on `compile`: names, losses and metrics that the model knows."""
