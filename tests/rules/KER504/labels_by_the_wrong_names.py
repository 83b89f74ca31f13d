import numpy as np
import tensorflow as tf

class Trainer:
    def __init__(self):
        inputs = tf.keras.Input((6,))
        hidden = tf.keras.layers.Dense(8, activation="relu")(inputs)
        left = tf.keras.layers.Dense(1, name="left")(hidden)
        right = tf.keras.layers.Dense(1, name="right")(hidden)
        self.model = tf.keras.Model(inputs, [left, right])
        self.model.compile("adam", loss={"left": "mse", "right": "mse"})

    def run(self, x, y):
        self.model.fit(x, {"l": y, "right": y}, epochs=2)  # expect: KER504 error "The dict of labels" "'l'"


Trainer().run(np.zeros((20, 6)), np.zeros(20))
