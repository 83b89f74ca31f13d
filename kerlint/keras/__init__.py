"""What Keras is: layers, losses, data, training. Known here, never imported."""
